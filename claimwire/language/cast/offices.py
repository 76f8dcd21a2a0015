"""Offices and functions in the words around a name: "deputy army chief of staff"."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from claimwire.language.cast.speaker_words import SpeakerWords
from claimwire.language.languages import grammar_of
from claimwire.language.mentions.rule_words import rule_words_of
from claimwire.language.mentions.tokens import Tokens

_MOST_QUALIFIERS = 4
_LONGEST_MATTER = 5
_NOUNS = frozenset({"NOUN", "PROPN"})


class Office(NamedTuple):
    """An office in a text.

    Attributes:
        name: in lower case, short forms written out.
        official: whether it speaks for a state, a body or a group.
        rank: whether it is a rank or an academic title.
        former: whether it is no longer held.
        first, last: its tokens, ``[first, last)``.
        noun: its last word before any "of", as in the lists.
        governed: whether it stands behind a preposition ("aide to the president"), which makes it
            somebody else's.
        plural: whether several hold it.
    """

    name: str
    official: bool
    rank: bool
    former: bool
    first: int
    last: int
    noun: str
    governed: bool
    plural: bool


class OfficeReader:
    """Reads the offices of one text.

    Args:
        tokens: of the text.
        words: of its language.
        is_named: whether a token stands in a name.
    """

    def __init__(
        self, tokens: Tokens, words: SpeakerWords, is_named: Callable[[int], bool]
    ) -> None:
        self._tokens = tokens
        self._parse = tokens.parse
        self._words = words
        self._is_named = is_named
        self._starting = words.roles_by_word
        self._titles = rule_words_of(tokens.language).persons.titles
        self._grammar = grammar_of(tokens.language)
        self._plural = self._grammar.plural_noun

    def offices_in(self, first: int, last: int) -> list[Office]:
        """Return the offices in a stretch of tokens, in order."""
        tokens = [
            index
            for index in range(first, last)
            if not self._parse[index].is_punct or self._is_named(index)
        ]
        words = [self._word(index) for index in tokens]
        offices: list[Office] = []
        taken = at = 0
        while at < len(tokens):
            end = self._end_of_listed(words, tokens, at)
            if end is None or (end == at + 1 and self._leads_on(words, tokens, at)):
                at += 1
                continue
            begin = self._begin(words, tokens, taken, at)
            end = self._end_of_row(words, tokens, end)
            noun = words[end - 1]
            listed = next(
                (
                    tuple(words[start:end])
                    for start in range(begin, end)
                    if tuple(words[start:end]) in self._words.roles
                ),
                (noun,),
            )
            link = self._link_of_matter(words, tokens, end)
            if self._is_possessor(tokens[end - 1]):
                # "the minister's aide", "Ali Sultan's father": another holds the office.
                at = taken = end
                continue
            behind = self._end_of_matter(words, tokens, link)
            # "ministre russe des Affaires étrangères": the adjective is no part of the office.
            link, behind = (link, behind) if behind > link else (end, end)
            if behind < len(tokens) and words[behind] in self._words.suffixes:
                behind += 1
            former = self._is_former(words, tokens, begin)
            name = self._spelt(words, tokens, range(begin, end), range(link, behind))
            offices.append(
                Office(
                    name=f"former {name}" if former else name,
                    official=self._words.roles.get(listed, False) and not former,
                    rank=noun in self._words.ranks and behind == end,
                    former=former,
                    first=tokens[begin],
                    last=tokens[behind - 1] + 1,
                    noun=noun,
                    governed=self._is_governed(first, tokens[begin]),
                    plural=self._parse[tokens[end - 1]].tag_ in self._plural,
                )
            )
            at = taken = behind
        return offices

    def _is_possessor(self, index: int) -> bool:
        following = index + 1
        return (
            following < len(self._parse)
            and self._parse[following].tag_ in self._grammar.possessive_marker
        )

    def _is_former(self, words: Sequence[str], tokens: Sequence[int], begin: int) -> bool:
        """Whether "former" stands before an office, or before its country or an adjective."""
        index = begin - 1
        while index >= 0 and (
            self._is_named(tokens[index])
            or (self._parse[tokens[index]].pos_ == "ADJ" and words[index] not in self._words.former)
        ):
            index -= 1
        return index >= 0 and words[index] in self._words.former

    def _is_governed(self, first: int, begin: int) -> bool:
        """Whether a preposition stands before the noun phrase of an office, in the stretch."""
        index = begin - 1
        while index > first and (
            self._is_named(index)
            or self._tokens.tags[index] in {"DET", "ADJ", "PRON", "PART", "NUM"}
        ):
            index -= 1
        return index > first and self._tokens.tags[index] == "ADP" and not self._is_named(index)

    def _spelt(
        self, words: Sequence[str], tokens: Sequence[int], office: range, matter: range
    ) -> str:
        """The words of an office, with the hyphen that its list has: "co-founder"."""
        short = self._words.abbreviations
        lowers = [self._tokens.lowers[index] for index in tokens]
        written = [short.get(lower.rstrip("."), lower) for lower in lowers]
        parts = [
            *(written[index] for index in office[:-1]),
            words[office[-1]],
            *(written[index] for index in matter),
        ]
        spelt = parts[:1]
        for part in parts[1:]:
            hyphened = f"{spelt[-1]}-{part}"
            if (hyphened,) in self._words.roles or part in self._words.suffixes:
                spelt[-1] = hyphened
            else:
                spelt.append(part)
        return " ".join(spelt)

    def _word(self, index: int) -> str:
        lower = self._tokens.lowers[index]
        if (full := self._words.abbreviations.get(lower.rstrip("."))) is not None:
            return full
        return self._tokens.lemmas[index] if self._tokens.tags[index] == "NOUN" else lower

    def _end_of_listed(self, words: Sequence[str], tokens: Sequence[int], at: int) -> int | None:
        """The end of the longest listed office that begins at a word."""
        if self._is_named(tokens[at]) or self._parse[tokens[at]].pos_ in {"VERB", "AUX", "ADV"}:
            return None
        describes = self._parse[tokens[at]].pos_ == "ADJ"
        for role in self._starting.get(words[at], ()):
            end = at + len(role)
            if describes and role[0] in self._words.named_only:
                continue  # "official spokesman"
            if tuple(words[at:end]) == role:
                return end
        return None

    def _leads_on(self, words: Sequence[str], tokens: Sequence[int], at: int) -> bool:
        """Whether a word such as "deputy" belongs to an office further on: "deputy army chief"."""
        if words[at] not in self._words.qualifiers:
            return False
        for behind in range(at + 1, min(at + _MOST_QUALIFIERS, len(tokens))):
            index = tokens[behind]
            if self._is_named(index) or index - tokens[behind - 1] > 1:
                return False
            if behind > at + 1 and self._end_of_listed(words, tokens, behind) is not None:
                return True
            if self._tokens.tags[index] not in {"NOUN", "PROPN", "ADJ"}:
                return False
        return False

    def _end_of_row(self, words: Sequence[str], tokens: Sequence[int], end: int) -> int:
        """The end of offices that go together: "lieutenant general", "chief economist"."""
        while (
            end < len(tokens)
            and words[end - 1] in self._words.leading
            and tokens[end] - tokens[end - 1] <= 2
            and (further := self._end_of_listed(words, tokens, end)) is not None
        ):
            end = further
        return end

    def _begin(self, words: Sequence[str], tokens: Sequence[int], taken: int, at: int) -> int:
        """The first word of an office, with what it is over and its degree."""
        spokesperson = words[at] in self._words.spokespersons
        begin = at
        while begin > taken and at - begin < _MOST_QUALIFIERS:
            index, word = tokens[begin - 1], words[begin - 1]
            token = self._parse[index]
            apart = tokens[begin] - index > 1 and self._tokens.texts[index + 1] != "-"
            if self._is_named(index) or apart or word in self._words.former:
                break
            qualifies = word in self._words.qualifiers and not (
                spokesperson and word in self._words.government
            )
            over = (
                token.pos_ in _NOUNS
                and not spokesperson
                and word not in self._words.not_in_offices
                and word.replace("-", "").isalpha()
                and not (token.pos_ == "PROPN" and self._parse[tokens[at]].is_lower)
                and not token.is_stop
            )
            if not (qualifies or over):
                break
            begin -= 1
        return begin

    def _link_of_matter(self, words: Sequence[str], tokens: Sequence[int], end: int) -> int:
        """Where "of" may stand behind an office: past an adjective, where these follow nouns."""
        if (
            self._grammar.adjectives_follow
            and end + 1 < len(tokens)
            and words[end + 1] in self._words.matters
            and (self._is_named(tokens[end]) or self._parse[tokens[end]].pos_ == "ADJ")
        ):
            return end + 1
        return end

    def _end_of_matter(self, words: Sequence[str], tokens: Sequence[int], end: int) -> int:
        """The end of "of staff", "of naval staff", "for trade": a matter, and no body."""
        if end >= len(tokens) or words[end] not in self._words.matters:
            return end
        behind = end + 1
        if behind < len(tokens) and words[behind] in self._words.inner_articles:
            behind += 1
        begin = behind
        while behind < len(tokens) and behind - end <= _LONGEST_MATTER:
            index, word = tokens[behind], words[behind]
            token = self._parse[index]
            if (
                self._is_named(index)
                or index - tokens[behind - 1] > 1
                or word in self._words.not_in_offices
                or token.pos_ not in {"NOUN", "PROPN", "ADJ"}
                or (word,) in self._words.roles
                or word.rstrip(".") in self._titles
            ):
                break
            behind += 1
        if behind < len(tokens) and (words[behind],) in self._words.roles:
            last = words[behind - 1]
            # "Chief of Naval Staff Admiral", but not "nominee for trade secretary".
            if words[behind] not in self._words.ranks or last == words[end]:
                return end
        kinds = _NOUNS | {"ADJ"} if self._grammar.adjectives_follow else _NOUNS
        whole = behind > begin and self._parse[tokens[behind - 1]].pos_ in kinds
        runs_into_name = behind < len(tokens) and self._is_named(tokens[behind])
        if runs_into_name and self._parse[tokens[behind - 1]].pos_ == "ADJ":
            return end
        return behind if whole else end
