"""Direct quotations in texts that no parser has read, with the speaker that is named beside them.

Beside: in the rest of the sentence that the quotation ends in, or in the words that lead to it,
with a verb of speech; or before it, with the verb right behind ("Erdoğan, “…” dedi") or a colon
between ("Meloni: «…»"). A quotation without such a name gives no claim, and neither does one that
is a part of a sentence.
"""

import re

from claimwire.language.claims.names_beside import Beside, NamesBeside
from claimwire.language.claims.quotes import Quotation, find_quotations
from claimwire.language.mentions.unparsed_words import unparsed_words
from claimwire.language.reading import Reading
from claimwire.schemas.claims import Claim, Span
from claimwire.schemas.keys import stable_id

RULE = "name_beside_quotation"
"""The rule that is named in the rows."""

_SCORE = 0.6
"""Of annotated articles, read without their parser, 3 of 3 are right in content and speaker
(``python -m bench.names_alone``). That is too few to say more, so it is lower than those of rules
that look at a parse."""
_FEWEST_WORDS = 3
_WORD = re.compile(r"\w+")
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
    beside = NamesBeside(text, unparsed_words(reading.doc.lang_), reading.mentions)
    starts = [sentence.start_char for sentence in reading.doc.sents]
    claims = []
    for quotation in find_quotations(text):
        if _is_part_of_sentence(text, quotation):
            continue
        found = beside.of(quotation)
        if found is not None:
            sentence = max(sum(start <= quotation.start for start in starts) - 1, 0)
            claims.append(
                _claim(reading, quotation, found, sentence, article_id=article_id, run_id=run_id)
            )
    return claims


def _is_part_of_sentence(text: str, quotation: Quotation) -> bool:
    """Whether a quotation is a few words, or goes on in the middle of the writer's sentence."""
    inner = text[quotation.inner_start : quotation.inner_end].lstrip()
    before = text[: quotation.start].rstrip(" \u00a0")[-1:]
    goes_on = before.isalnum() and inner[:1].islower()
    return goes_on or len(_WORD.findall(inner)) < _FEWEST_WORDS


def _claim(
    reading: Reading,
    quotation: Quotation,
    found: Beside,
    sentence: int,
    *,
    article_id: str,
    run_id: str,
) -> Claim:
    text = reading.doc.text
    start, end = quotation.inner_start, quotation.inner_end
    name, mention = found.name, found.name.mention
    cue_start, cue_end = found.verb or (None, None)
    cue = text[cue_start:cue_end] if found.verb else None
    inside = {
        each.entity_id: None
        for each in reading.mentions
        if start <= each.start and each.end <= end and each.entity_id
    }
    return Claim(
        claim_id=stable_id(article_id, f"{start}-{end}", str(cue_start or "")),
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
        cue_lemma=cue and cue.lower(),
        cue_start=cue_start,
        cue_end=cue_end,
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
