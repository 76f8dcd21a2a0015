"""Whether an ambiguous name means the entity that the knowledge lists under it."""

from claimwire.language.mentions.known_entity import Knowledge, KnownEntity
from claimwire.language.mentions.tokens import Tokens

_PLACE_LABELS = frozenset({"GPE", "LOC", "NORP"})


class Meanings:
    """The meanings of the ambiguous names of one text.

    Args:
        tokens: of the text.
        knowledge: has the ambiguous names and their rules.
        home: the publisher's country (ISO 3166-1 alpha-3), if known.
    """

    def __init__(self, tokens: Tokens, knowledge: Knowledge, home: str | None) -> None:
        self._home = home
        self._text = tokens.text
        self._ambiguous = knowledge.ambiguous
        self._state_names = knowledge.state_names
        self._settled: dict[tuple[str, str | None], bool] = {}
        self._persons = {
            token.text
            for span in tokens.names
            if span.label_ == "PERSON" and len(span) > 1
            for token in span
        }

    def means_it(self, name: str, entity: KnownEntity, label: str | None) -> bool:
        """Whether one occurrence of a name means the listed entity.

        Args:
            name: as written.
            entity: the one listed.
            label: the language model's type of the very same stretch. A person's label is not
                held against an unambiguous name: full names ("Israel Katz") are longer and win
                by length, and alone it is a frequent error of small models.
        """
        ambiguity = self._ambiguous.get(name)
        if ambiguity is None:
            return True
        if label == "PERSON" and name in self._persons:
            return False
        if ambiguity.rule == "model" and label in _PLACE_LABELS:
            return True
        if ambiguity.rule == "tagged":
            return label is not None
        if ambiguity.rule == "state" and entity.country == self._home:
            return True
        settled = name, entity.country
        if settled not in self._settled:
            telling = ambiguity.evidence
            if ambiguity.rule == "state":
                telling = self._state_names.get(entity.country or "", ())
            self._settled[settled] = any(word in self._text for word in telling)
        return self._settled[settled]
