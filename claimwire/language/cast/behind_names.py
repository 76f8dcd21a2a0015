"""What stands behind the name of a person: an apposition, a bracket, "who leads the party"."""

from collections.abc import Iterator

from spacy.tokens import Token

from claimwire.language.cast.descriptions import DescriptionReader
from claimwire.language.cast.member import Stretch
from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.languages import grammar_of
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.rule_words import rule_words_of
from claimwire.language.mentions.tokens import Tokens
from claimwire.schemas.actors import ACTOR_KINDS

_LONGEST_APPOSITION = 24
_STARTS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "VERB", "ADV"})
_MARKS = frozenset({",", "\u2014", "\u2013", "(", "-"})
_ENDS = frozenset({",", ".", ";", ":", "\u2014", "\u2013", ")", "!", "?"})


class BehindNames:
    """The descriptions behind the names of persons in one text.

    Args:
        tokens: of the text.
        reader: of its descriptions.
    """

    def __init__(self, tokens: Tokens, reader: DescriptionReader) -> None:
        self._tokens = tokens
        self._parse = tokens.parse
        self._reader = reader
        self._grammar = grammar_of(tokens.language)
        self._words = speaker_words(tokens.language)
        self._links = rule_words_of(tokens.language).persons.links

    def of(self, person: Mention) -> Iterator[Stretch]:
        """Yield what stands behind a name: an apposition, a bracket, a clause."""
        parse, last = self._parse, person.last_token
        if last >= len(parse):
            return
        if parse[last].lower_ in self._words.matters and last + 1 < len(parse):
            owner = self._reader.mention_at(last + 1) or self._reader.mention_at(
                min(last + 2, len(parse) - 1)
            )
            if owner is not None and owner.kind != "person":
                yield Stretch(last, owner.last_token)
            return
        if (body := self._body_linked(person)) is not None:
            yield Stretch(last, body.last_token)
            return
        if parse[last].text in _MARKS:
            yield from self._set_off(person)

    def _set_off(self, person: Mention) -> Iterator[Stretch]:
        """An apposition, a bracket or a clause behind a comma or the like."""
        parse, last = self._parse, person.last_token
        first = self._behind_age(last + 1)
        if first < len(parse) and parse[first].lower_ in self._words.relative:
            yield from self._relative(first)
            return
        end = self._before_person(first, self._end(first))
        if end <= first or self._opens_sentence(person, first, end):
            return
        if parse[last].text == "(":
            yield Stretch(first, end, is_bracket=True)
        elif parse[first].lower_ in self._words.origins and self._reader.names_a_body(first, end):
            # "Ana Ruiz, of the growers' group Fruita, said"
            yield Stretch(first, end)
        elif parse[first].pos_ in _STARTS and self._is_noun_phrase(first, end):
            yield Stretch(first, end, self._head(first, end))

    def _body_linked(self, person: Mention) -> Mention | None:
        """The body of "Ana Ruiz from the UN agency", of which nothing says what she is there."""
        link = self._parse[person.last_token]
        if (
            link.lower_ not in self._words.affiliation_prepositions
            or not person.first_token <= link.head.i < person.last_token
        ):
            return None
        noun = next((n for n in link.rights if n.dep_ in self._grammar.prepositional_object), None)
        body = None if noun is None else self._reader.mention_at(noun.i)
        if body is None or self._reader.is_common(body):
            return None
        return body if body.kind in ACTOR_KINDS and body.kind != "person" else None

    def _opens_sentence(self, person: Mention, first: int, end: int) -> bool:
        """Whether a name only leads in who does something: "According to Ruiz, a clerk fled"."""
        root = self._tokens.root(person.first_token, person.last_token)
        return (
            root.dep_ in self._grammar.prepositional_object
            and end < len(self._parse)
            and self._opens_clause(self._parse[end])
            and any(word.dep_ in self._grammar.any_subject for word in self._parse[first:end])
        )

    def _behind_age(self, first: int) -> int:
        """Where an apposition begins behind an age: "Ana Ruiz, 45, a teacher,"."""
        parse = self._parse
        if first + 1 < len(parse) and parse[first].like_num and parse[first + 1].text == ",":
            return first + 2
        return first

    def _end(self, first: int) -> int:
        parse = self._parse
        end = first
        while end < len(parse) and end - first < _LONGEST_APPOSITION:
            token = parse[end]
            if token.is_sent_start and end > first:
                break
            if token.text in _ENDS or "\n" in token.text:
                break
            if end > first and self._opens_clause(token):
                break
            end += 1
        return end

    def _opens_clause(self, token: Token) -> bool:
        return token.tag_ in self._grammar.finite and token.pos_ != "NOUN"

    def _is_noun_phrase(self, first: int, end: int) -> bool:
        """Whether a stretch begins with a noun in the singular, before any preposition."""
        return self._head(first, end) is not None

    def _head(self, first: int, end: int) -> int | None:
        """The last of the first nouns in a stretch."""
        head = None
        for index in range(first, end):
            token = self._parse[index]
            if token.pos_ in {"NOUN", "PROPN"}:
                head = index
            elif token.pos_ in {"ADP", "SCONJ"} or (
                head is not None and (token.pos_ == "CCONJ" or token.lower_ not in self._links)
            ):
                break
        if head is None or self._parse[head].tag_ in self._grammar.plural:
            return None
        return head

    def _before_person(self, first: int, end: int) -> int:
        """Where a description ends before "for Mrs. Clinton"; at once, if it begins with a name."""
        named = next((n for n in range(first, end) if self._names_another(n, first)), end)
        if named == end:
            return end
        while named > first and self._tokens.tags[named - 1] not in {"NOUN", "ADP"}:
            named -= 1
        links = (n for n in reversed(range(first, named)) if self._tokens.tags[n] == "ADP")
        # "spokesperson of EU policy chief Ruiz", but not "Lund and her sister Ruiz".
        return next(links, first)

    def _names_another(self, index: int, first: int) -> bool:
        """Whether a token names a person, but for the owner in "Ruiz, Lund's adviser"."""
        mention = self._reader.mention_at(index)
        if mention is None or mention.kind != "person":
            return False
        behind = mention.last_token
        owns = (
            mention.first_token == first
            and behind < len(self._parse)
            and (self._parse[behind].tag_ in self._grammar.possessive_marker)
        )
        return not owns

    def _relative(self, pronoun: int) -> Iterator[Stretch]:
        """The office that "who leads" or "who is" tells."""
        parse = self._parse
        verb = pronoun + 1
        while verb < len(parse) and parse[verb].pos_ == "ADV":
            verb += 1
        if verb >= len(parse):
            return
        end = self._end(verb + 1)
        if self._reader.names_a_person(verb, end):
            return
        office = self._words.office_verbs.get(parse[verb].lower_)
        if office is not None:
            yield Stretch(verb + 1, end, None, office)
        elif parse[verb].lower_ in self._words.being:
            yield Stretch(verb + 1, end)
