"""Direct quotations in texts that no parser has read, with the speaker that is named beside them.

Beside: in the rest of the sentence that the quotation ends in, or in the words that lead to it,
with a verb of speech. A quotation without such a name and verb gives no claim.
"""

import functools
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from claimwire.language.claims.quotes import Quotation, find_quotations
from claimwire.language.mentions.mention import Mention
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
_END = re.compile(r"[.!?\n\u061f]")
_WORD = re.compile(r"\w+")
_PARTICLES = frozenset(
    {
        *("al", "ben", "bin", "da", "das", "de", "dei", "del", "della", "den", "der", "di", "do"),
        *("dos", "el", "ibn", "la", "le", "van", "von"),
    }
)
"""Words inside names that have no capital."""
_MOST_WORDS = 4
_CAPITALISED_NOUNS = frozenset({"de"})
"""Languages in which every noun has a capital: only the last two words may be a name."""
_SPEAKERS = ACTOR_KINDS | {"city", "country"}
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


class _Beside(NamedTuple):
    """A speaker and a verb of speech beside a quotation; offsets in code points."""

    start: int
    end: int
    mention: Mention | None
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
    text, language = reading.doc.text, reading.doc.lang_
    beside = _Sides(text, language, reading.mentions, _verbs().get(language, frozenset()))
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


@functools.cache
def _verbs() -> dict[str, frozenset[str]]:
    path = Path(__file__).with_name("speech_verbs.toml")
    lists = tomllib.loads(path.read_text(encoding="utf-8"))
    return {language: frozenset(verbs) for language, verbs in lists.items()}


class _Sides(NamedTuple):
    """The words beside the quotations of a text."""

    text: str
    language: str
    mentions: Sequence[Mention]
    verbs: frozenset[str]

    def of(self, quotation: Quotation) -> _Beside | None:
        """Look behind a quotation, then before it."""
        text = self.text
        ended = _END.search(text, quotation.end, quotation.end + _REACH)
        until = ended.start() if ended else min(quotation.end + _REACH, len(text))
        since = max(quotation.start - _REACH, 0)
        begun = [match.end() for match in _END.finditer(text, since, quotation.start)]
        return self._between(quotation.end, until) or self._between(
            begun[-1] if begun else since, quotation.start
        )

    def _between(self, start: int, end: int) -> _Beside | None:
        text, mentions, verbs, language = self.text, self.mentions, self.verbs, self.language
        spoken = [
            match.span() for match in _WORD.finditer(text, start, end) if match[0].lower() in verbs
        ]
        if not spoken:
            return None
        named: list[tuple[int, int, Mention | None]] = [
            (mention.start, mention.end, mention)
            for mention in mentions
            if start <= mention.start and mention.end <= end and mention.kind in _SPEAKERS
        ]
        known = [(first, last) for first, last, _ in named]
        for first, last in _full_names(text, start, end, language):
            if all(last <= one or two <= first for one, two in known):
                named.append((first, last, None))
        if not named:
            return None
        verb = spoken[0]
        persons = [each for each in named if each[2] is None or each[2].kind == "person"]
        first, last, mention = min(
            persons or named, key=lambda each: min(abs(each[0] - verb[1]), abs(verb[0] - each[1]))
        )
        return _Beside(first, last, mention, verb)


def _full_names(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of two words and more with capitals; short words may stand between."""
    run: list[re.Match[str]] = []
    for word in [*_WORD.finditer(text, start, end), None]:
        goes_on = word is not None and (
            not run or text[run[-1].end() : word.start()] in {" ", "-", "\u2019", "'"}
        )
        if word is not None and goes_on and word[0][0].isupper():
            run.append(word)
            continue
        if word is not None and goes_on and run and word[0] in _PARTICLES:
            run.append(word)
            continue
        while run and not run[-1][0][0].isupper():
            run.pop()
        named = run[-2:] if language in _CAPITALISED_NOUNS else run
        if 1 < len(named) <= _MOST_WORDS + 1:
            yield named[0].start(), named[-1].end()
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
    named = text[found.start : found.end]
    cue = text[found.verb[0] : found.verb[1]]
    mention = found.mention
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
        speaker_text=named,
        speaker_start=found.start,
        speaker_end=found.end,
        speaker_name=(mention.name if mention else None) or named,
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
