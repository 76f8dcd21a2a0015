"""Whether an ambiguous name means the entity that the knowledge lists under it."""

from claimwire.language.mentions.known_entities import Knowledge
from claimwire.language.mentions.tokens import Tokens

_PLACE_LABELS = frozenset({"GPE", "LOC", "NORP"})


class Meanings:
    """The meanings of the ambiguous names of one text.

    Args:
        tokens: of the text.
        knowledge: has the ambiguous names and their rules.
    """

    def __init__(self, tokens: Tokens, knowledge: Knowledge) -> None:
        self._text = tokens.text
        self._ambiguous = knowledge.ambiguous
        self._settled: dict[str, bool] = {}
        self._persons = {
            token.text
            for span in tokens.names
            if span.label_ == "PERSON" and len(span) > 1
            for token in span
        }

    def means_it(self, name: str, label: str | None) -> bool:
        """Whether one occurrence of a name means the listed entity.

        Args:
            name: as written.
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
        if name not in self._settled:
            self._settled[name] = any(word in self._text for word in ambiguity.evidence)
        return self._settled[name]
