"""Finding the claims of a text: who said what, to whom and when."""

import dataclasses
from collections import defaultdict

from claimwire.language.claims.addressees import addressee_of
from claimwire.language.claims.answered import AnswerResolver, Told
from claimwire.language.claims.attribution import Attribution, find_attributions
from claimwire.language.claims.circumstances import CircumstanceFinder, Circumstances
from claimwire.language.claims.claim_attributes import (
    act_of,
    is_negated,
    modality_of,
    root_of,
)
from claimwire.language.claims.complement_precision import LEAST, Setting
from claimwire.language.claims.directions import Direction, DirectionFinder
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.learning.proposals import Opinion
from claimwire.language.claims.named_in_contents import NamedThings
from claimwire.language.claims.named_times import NamedTimes
from claimwire.language.claims.quotations_beside_names import claims_beside_names
from claimwire.language.claims.scores import (
    nested_score_of,
    score_of,
    speaker_score_of,
    whole_score,
)
from claimwire.language.claims.sources import Source
from claimwire.language.claims.spans import Offsets, content_spans
from claimwire.language.claims.speakers import Speaker, resolve_speakers
from claimwire.language.claims.wording import Wording, wording_of
from claimwire.language.languages import is_parsed
from claimwire.language.mentions.find_mentions import outermost_names
from claimwire.language.mentions.names_alone import reads_names_alone
from claimwire.language.reading import Reading
from claimwire.schemas.claims import Claim, Span
from claimwire.schemas.keys import stable_id

_PLACES = frozenset({"city", "country", "facility", "place", "region"})
_TRAINED = "en"
"""The language of the texts that ``claimwire train`` learns from."""


@dataclasses.dataclass(frozen=True)
class WordedClaim:
    """A claim, and where its attribution stands in the text.

    Attributes:
        claim: the row.
        wording: the whole attribution; empty in a claim that has a parent, so that each
            attribution is worded once.
        setting: what the precision of a complement depends on; None of others.
    """

    claim: Claim
    wording: Wording
    setting: Setting | None = None


def find_claims(
    reading: Reading,
    *,
    article_id: str,
    run_id: str,
    model: Opinion | None = None,
) -> list[Claim]:
    """Find the claims of a text.

    Args:
        reading: the text; its mentions are those of the table of entities.
        article_id: the article it belongs to.
        run_id: the run that writes the rows.
        model: a learned second opinion on English texts, which drops and adds claims and says how
            sure each is; None leaves all to the rules.

    Returns:
        One row a claim, by the place of its content; their offsets lie in the text, and each
        row's text is that of its spans, joined by spaces. None in a language that has no folder
        of words; but of languages that are read by names alone, direct quotations.
    """
    if reads_names_alone(reading.doc):
        return claims_beside_names(reading, article_id=article_id, run_id=run_id)
    found = find_worded_claims(reading, article_id=article_id, run_id=run_id, model=model)
    return [each.claim for each in found]


def find_worded_claims(
    reading: Reading,
    *,
    article_id: str,
    run_id: str,
    model: Opinion | None = None,
    least: float = LEAST,
) -> list[WordedClaim]:
    """Find the claims of a text as ``find_claims`` does, each with its attribution's wording.

    ``least`` is the share of right contents above which a setting gives some: 0 gives all, to
    measure them.
    """
    if not is_parsed(reading.doc.lang_):
        return []
    layout = Layout(reading.tokens)
    names = outermost_names(reading.mentions)
    opinion = model if layout.language == _TRAINED else None
    places = {(name.first_token, name.last_token) for name in names if name.kind in _PLACES}
    attributions = find_attributions(layout, opinion, least=least, places=places)
    speakers = resolve_speakers(layout, attributions, names, reading.country)
    named = NamedThings(layout, names, reading.mentions)
    times = NamedTimes(layout, reading.published_on)
    circumstances = CircumstanceFinder(layout, times, names)
    directions = DirectionFinder(names)
    continued: dict[int, list[Attribution]] = defaultdict(list)
    for attribution in attributions:
        if attribution.continues and attribution.parent is not None:
            continued[attribution.parent].append(attribution)
    parents: dict[int, Claim] = {}
    claims: dict[str, WordedClaim] = {}
    told: list[Told] = []
    # Parents first: a row names its parent's id.
    pairs = sorted(
        zip(attributions, speakers, strict=True), key=lambda pair: pair[0].parent is not None
    )
    for attribution, speaker in pairs:
        spans, quote_type = content_spans(layout, attribution.ranges)
        if speaker is None or not spans:
            continue
        parent = None if attribution.parent is None else parents.get(attribution.parent)
        if parent is None and attribution.parent is not None:
            continue
        claim = _claim(
            layout,
            attribution,
            article_id=article_id,
            parent=parent,
            speaker=speaker,
            spans=spans,
            quote_type=quote_type,
            named=named,
            directions=directions,
            times=times,
            circumstances=_circumstances(circumstances, attribution, parent),
            run_id=run_id,
        )
        if attribution.parent is None:
            parents[attribution.number] = claim
            wording = wording_of(layout, attribution, continued[attribution.number])
        else:
            wording = Wording()
        claims.setdefault(claim.claim_id, WordedClaim(claim, wording, attribution.setting))
        if claim.relation != "nested":
            told.append(Told(attribution, claim, speaker.member.key))
    for claim_id, text in AnswerResolver(layout, told).resolved().items():
        found = claims[claim_id]
        resolved = dataclasses.replace(found.claim, text_resolved=text)
        claims[claim_id] = dataclasses.replace(found, claim=resolved)
    return sorted(
        claims.values(), key=lambda each: (each.claim.spans[0].start, each.claim.claim_id)
    )


def _claim(
    layout: Layout,
    attribution: Attribution,
    *,
    article_id: str,
    parent: Claim | None,
    speaker: Speaker,
    spans: list[Offsets],
    quote_type: str,
    named: NamedThings,
    directions: DirectionFinder,
    times: NamedTimes,
    circumstances: Circumstances,
    run_id: str,
) -> Claim:
    cue, source = attribution.cue, attribution.source
    text = " ".join(layout.text[start:end] for start, end in spans)
    root = root_of(layout, attribution.ranges)
    source_offsets = None if source is None else _of_source(layout, source)
    cue_offsets = None if cue is None else _offsets(layout, cue.first, cue.last)
    speaker_score = speaker_score_of(speaker.way, layout.language)
    modality = modality_of(layout, root)
    act = act_of(layout, cue, root, text, modality)
    phrase = addressee_of(layout, cue, named.is_actor)
    direction = _direction(directions.of(speaker.member, phrase, spans, act), attribution, parent)
    return Claim(
        claim_id=_claim_id(article_id, spans, cue_offsets),
        article_id=article_id,
        sentence=layout.sentence_of[layout.token_at(spans[0][0])],
        quote_type=quote_type,
        text=text,
        spans=[Span(start, end) for start, end in spans],
        speaker_text=_text(layout, source_offsets),
        speaker_start=source_offsets and source_offsets[0],
        speaker_end=source_offsets and source_offsets[1],
        speaker_name=speaker.member.name,
        speaker_entity_id=speaker.member.entity_id,
        speaker_kind=speaker.member.kind,
        speaker_role=speaker.role,
        speaker_affiliation=speaker.affiliation,
        speaker_country=speaker.country,
        addressee=_addressee(attribution, parent, phrase, named),
        cue=_text(layout, cue_offsets),
        cue_lemma=None if cue is None else cue.lemma,
        cue_start=cue_offsets and cue_offsets[0],
        cue_end=cue_offsets and cue_offsets[1],
        act=act,
        negated=is_negated(layout, root, cue),
        modality=modality,
        said_on=circumstances.said_on,
        times=times.in_spans(spans),
        about=named.entities_in(spans),
        score=_score(layout, attribution, quote_type, parent, speaker_score),
        rule=attribution.rule,
        run_id=run_id,
        parent_id=None if parent is None else parent.claim_id,
        relation=_relation(attribution),
        speaker_score=speaker_score,
        said_in=circumstances.said_in,
        joint_speakers=speaker.joint,
        text_resolved=None,
        speaker_actor_code=direction.speaker_actor_code,
        target_entity_id=direction.target_entity_id,
        target_actor_code=direction.target_actor_code,
    )


def _score(
    layout: Layout,
    attribution: Attribution,
    quote_type: str,
    parent: Claim | None,
    speaker_score: float | None,
) -> float | None:
    """How sure it is; what goes on with a claim is as sure as that one."""
    if parent is not None and attribution.continues:
        return parent.score
    if parent is not None:
        content = nested_score_of(attribution.rule, layout.language)
    elif attribution.probability is not None:
        content = attribution.probability
    else:
        content = score_of(attribution.rule, quote_type, layout.language)
    return whole_score(content, speaker_score, layout.language)


def _circumstances(
    finder: CircumstanceFinder, attribution: Attribution, parent: Claim | None
) -> Circumstances:
    """When and where it was said; what goes on with a claim was said with it."""
    if parent is not None and attribution.continues:
        return Circumstances(parent.said_on, parent.said_in)
    return finder.of(attribution.cue, attribution.ranges)


def _addressee(
    attribution: Attribution, parent: Claim | None, phrase: Offsets | None, named: NamedThings
) -> str | None:
    """To whom it was said; what goes on with a claim was said to the same."""
    if parent is not None and attribution.continues:
        return parent.addressee
    return None if phrase is None else named.name_of(phrase)


def _direction(own: Direction, attribution: Attribution, parent: Claim | None) -> Direction:
    """At whom it is directed; what goes on with a claim is directed at the same."""
    if parent is not None and attribution.continues:
        return own._replace(
            target_entity_id=parent.target_entity_id, target_actor_code=parent.target_actor_code
        )
    return own


def _relation(attribution: Attribution) -> str | None:
    """What it is to its parent: the same attribution goes on, or another stands in its content."""
    if attribution.parent is None:
        return None
    return "continues" if attribution.continues else "nested"


def _offsets(layout: Layout, first: int, last: int) -> Offsets:
    return layout.parse[first].idx, layout.end_of(last - 1)


def _of_source(layout: Layout, source: Source) -> Offsets:
    """The words of a source; the hyphen of "a-t-il dit" is none of them."""
    start, end = _offsets(layout, source.first, source.last)
    return start + (layout.text[start] == "-" and end - start > 1), end


def _text(layout: Layout, offsets: Offsets | None) -> str | None:
    return None if offsets is None else layout.text[offsets[0] : offsets[1]]


def _claim_id(article_id: str, spans: list[Offsets], cue: Offsets | None) -> str:
    places = ";".join(f"{start}-{end}" for start, end in spans)
    return stable_id(article_id, places, "" if cue is None else str(cue[0]))
