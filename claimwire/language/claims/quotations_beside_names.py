"""Direct quotations in texts that no parser has read, with the speaker that is named beside them.

Beside: in the rest of the sentence that the quotation ends in, or in the words that lead to it,
with a verb of speech; or before it, with the verb right behind ("Erdoğan, “…” dedi"). A quotation
without such a name and verb gives no claim.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from claimwire.language.claims.quotes import Quotation, find_quotations
from claimwire.language.claims.spans import Offsets
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.unparsed_words import UnparsedWords, unparsed_words
from claimwire.language.reading import Reading
from claimwire.schemas.actors import ACTOR_KINDS
from claimwire.schemas.claims import Claim, Span
from claimwire.schemas.keys import stable_id

RULE = "name_beside_quotation"
"""The rule that is named in the rows."""

_SCORE = 0.4
"""Not measured: lower than that of any rule that looks at a parse."""
_FEWEST_WORDS = 3
_REACH = 140
"""Characters beside a quotation that are looked at."""
_NEXT_WORDS = 2
"""Words behind a quotation, of which one is the verb whose subject stands before."""
_END = re.compile(r"[.!?\n\u061f]")
_WORD = re.compile(r"\w+")
_APOSTROPHES = frozenset("'\u2019")
_MOST_WORDS = 4
_STATES = frozenset({"city", "country"})
_SPEAKERS = ACTOR_KINDS | _STATES
_KINDS = {
    "armed_group": "group",
    "city": "government",
    "country": "government",
    "government": "government",
    "international_organisation": "organisation",
    "media": "media",
    "military": "government",
    "ministry": "government",
    "organisation": "organisation",
    "party": "organisation",
    "person": "person",
}
"""The kind of speaker, by that of the entity."""


class _Name(NamedTuple):
    """A name that may be a speaker's; offsets in code points.

    Attributes:
        start, end: where it stands.
        whole: the full name.
        mention: of the knowledge; None of a person that it does not have.
    """

    start: int
    end: int
    whole: str
    mention: Mention | None

    @property
    def is_person(self) -> bool:
        """Whether it is a person's; what the knowledge does not have is taken for one."""
        return self.mention is None or self.mention.kind == "person"


class _Beside(NamedTuple):
    """A speaker and a verb of speech beside a quotation."""

    name: _Name
    verb: tuple[int, int]


def claims_beside_names(reading: Reading, *, article_id: str, run_id: str) -> list[Claim]:
    """Find the direct quotations whose speaker is named beside them.

    Args:
        reading: the text and its mentions.
        article_id: the article it belongs to.
        run_id: the run that writes the rows.

    Returns:
        One row a quotation, in the order of the text.
    """
    text = reading.doc.text
    beside = _Sides(text, unparsed_words(reading.doc.lang_), reading.mentions)
    starts = [sentence.start_char for sentence in reading.doc.sents]
    claims = []
    for quotation in find_quotations(text):
        if len(_WORD.findall(text[quotation.inner_start : quotation.inner_end])) < _FEWEST_WORDS:
            continue
        found = beside.of(quotation)
        if found is not None:
            sentence = max(sum(start <= quotation.start for start in starts) - 1, 0)
            claims.append(
                _claim(reading, quotation, found, sentence, article_id=article_id, run_id=run_id)
            )
    return claims


class _Sides:
    """The words beside the quotations of a text, which are to be asked for in order.

    Args:
        text: the text.
        words: of its language.
        mentions: what the knowledge has of it.
    """

    def __init__(self, text: str, words: UnparsedWords, mentions: Sequence[Mention]) -> None:
        self._text, self._words, self._mentions = text, words, mentions
        self._last_names: dict[str, str] = {}
        for run in self._runs(0, len(text)):
            name = self._behind_title(run)
            titled = any(word[0].lower() in words.titles for word in run)
            if titled and len(name) > 1:
                self._remember(text[name[0].start() : name[-1].end()])

    def of(self, quotation: Quotation) -> _Beside | None:
        """Look behind a quotation, then before it, then on both sides."""
        text = self._text
        ended = _END.search(text, quotation.end, quotation.end + _REACH)
        until = ended.start() if ended else min(quotation.end + _REACH, len(text))
        since = max(quotation.start - _REACH, 0)
        begun = [match.end() for match in _END.finditer(text, since, quotation.start)]
        behind = quotation.end, until
        before = begun[-1] if begun else since, quotation.start
        next_words = itertools.islice(_WORD.finditer(text, *behind), _NEXT_WORDS)
        right_behind = quotation.end, max((word.end() for word in next_words), default=behind[0])
        return (
            self._beside(behind, behind)
            or self._beside(before, before)
            or self._beside(before, right_behind)
        )

    def _beside(self, names: Offsets, verbs: Offsets) -> _Beside | None:
        verb = next(
            (
                match.span()
                for match in _WORD.finditer(self._text, *verbs)
                if match[0].lower() in self._words.speech_verbs
            ),
            None,
        )
        named = list(self._names(*names)) if verb is not None else []
        if verb is None or not named:
            return None
        persons = [each for each in named if each.is_person]
        name = min(
            persons or named,
            key=lambda each: min(abs(each.start - verb[1]), abs(verb[0] - each.end)),
        )
        if name.mention is None:
            self._remember(name.whole)
        return _Beside(name, verb)

    def _remember(self, name: str) -> None:
        """Let the last name of a person mean that one from now on."""
        self._last_names[name.rpartition(" ")[2]] = name

    def _names(self, start: int, end: int) -> Iterator[_Name]:
        """The names of a stretch that may be a speaker's."""
        known = [each for each in self._mentions if start <= each.start and each.end <= end]
        for mention in known:
            behind_preposition = mention.kind in _STATES and self._is_behind_preposition(
                mention.start
            )
            if mention.kind in _SPEAKERS and not behind_preposition and self._is_bare(mention.end):
                whole = mention.name or mention.text
                yield _Name(mention.start, mention.end, whole, mention)
        yield from self._unknown(start, end)

    def _unknown(self, start: int, end: int) -> Iterator[_Name]:
        """Full names of persons that no list has, and their last names further on."""
        for run in self._runs(start, end):
            name = self._behind_title(run)
            if not name or len(name) > _MOST_WORDS + 1 or not self._is_bare(name[-1].end()):
                continue
            first, last = name[0].start(), name[-1].end()
            words = self._text[first:last]
            whole = self._last_names.get(words) if len(name) == 1 else words
            whose = len(name) == len(run) and self._is_behind_preposition(first)
            if whole and not whose:
                yield _Name(first, last, whole, None)

    def _runs(self, start: int, end: int) -> Iterator[list[re.Match[str]]]:
        """The stretches of words with capitals that no known name is part of."""
        known = [each for each in self._mentions if start <= each.start and each.end <= end]
        edges = [start, *(edge for each in known for edge in (each.start, each.end)), end]
        for first, last in zip(edges[::2], edges[1::2], strict=True):
            yield from _capitalised(self._text, first, last, self._words.particles)

    def _behind_title(self, run: list[re.Match[str]]) -> list[re.Match[str]]:
        """The words of a stretch that are a name, and no title or other noun before it."""
        titles = [n for n, word in enumerate(run) if word[0].lower() in self._words.titles]
        name = run[titles[-1] + 1 :] if titles else run
        capitals = [n for n, word in enumerate(name) if word[0][0].isupper()]
        if self._words.capitalised_nouns and len(capitals) > 2:
            return name[capitals[-2] :]
        return name

    def _is_behind_preposition(self, start: int) -> bool:
        before = self._text[max(start - _REACH, 0) : start].split()
        return bool(before) and before[-1].strip("'\u2019").lower() in self._words.prepositions

    def _is_bare(self, end: int) -> bool:
        """Whether no ending is joined to a name by an apostrophe: "Ankara'da"."""
        joined = self._text[end : end + 1] in _APOSTROPHES
        return not (joined and self._text[end + 1 : end + 2].isalpha())


def _capitalised(
    text: str, start: int, end: int, particles: AbstractSet[str]
) -> Iterator[list[re.Match[str]]]:
    """Yield the stretches of words with capitals; particles may stand between."""
    run: list[re.Match[str]] = []
    for word in [*_WORD.finditer(text, start, end), None]:
        joined = (
            word is not None
            and bool(run)
            and text[run[-1].end() : word.start()] in {" ", "-", *_APOSTROPHES}
        )
        if word is not None and joined and (word[0][0].isupper() or word[0] in particles):
            run.append(word)
            continue
        while run and not run[-1][0][0].isupper():
            run.pop()
        if run:
            yield run
        run = [word] if word is not None and word[0][0].isupper() else []


def _claim(
    reading: Reading,
    quotation: Quotation,
    found: _Beside,
    sentence: int,
    *,
    article_id: str,
    run_id: str,
) -> Claim:
    text = reading.doc.text
    start, end = quotation.inner_start, quotation.inner_end
    name, mention = found.name, found.name.mention
    cue = text[found.verb[0] : found.verb[1]]
    inside = {
        each.entity_id: None
        for each in reading.mentions
        if start <= each.start and each.end <= end and each.entity_id
    }
    return Claim(
        claim_id=stable_id(article_id, f"{start}-{end}", str(found.verb[0])),
        article_id=article_id,
        sentence=sentence,
        quote_type="direct",
        text=text[start:end],
        spans=[Span(start, end)],
        speaker_text=text[name.start : name.end],
        speaker_start=name.start,
        speaker_end=name.end,
        speaker_name=name.whole,
        speaker_entity_id=mention.entity_id if mention else None,
        speaker_kind=_KINDS[mention.kind] if mention else "person",
        speaker_role=None,
        speaker_affiliation=None,
        speaker_country=mention.country if mention else None,
        addressee=None,
        cue=cue,
        cue_lemma=cue.lower(),
        cue_start=found.verb[0],
        cue_end=found.verb[1],
        act="statement",
        negated=False,
        modality="asserted",
        said_on=None,
        times=[],
        about=list(inside),
        score=_SCORE,
        rule=RULE,
        run_id=run_id,
        parent_id=None,
        relation=None,
        speaker_score=_SCORE,
        said_in=None,
        joint_speakers=None,
        text_resolved=None,
        speaker_actor_code=mention.actor_code if mention else None,
    )
