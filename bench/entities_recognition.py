"""Accuracy of toponym recognition on a corpus, beside that of bare spaCy."""

import collections
import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from bench.entities_corpora import GoldText
from claimwire.language.mentions.mention import Mention

BASE_LABELS = ("GPE", "LOC", "FAC", "NORP")
PLACE_KINDS = frozenset({"country", "city", "region", "place", "nationality"})
WITHOUT_DEMONYMS = "GeoVirus"
"""The corpus that annotates no demonyms; it is scored without their label on either side."""


class Score(NamedTuple):
    """Precision, recall and F1 in percent."""

    precision: float
    recall: float
    f1: float


def recognition_row(
    name: str,
    docs: Sequence[Doc],
    texts: Sequence[GoldText],
    found: Sequence[Sequence[Mention]],
    *,
    errors: bool,
) -> str:
    """Score one corpus, or a part of it, as a row of the table."""
    demonyms = not name.startswith(WITHOUT_DEMONYMS)
    base = max(
        (_base_score(docs, texts, BASE_LABELS[:count]) for count in range(2, 4 + demonyms)),
        key=lambda score: score.f1,
    )
    spans = [_toponym_spans(mentions, demonyms=demonyms) for mentions in found]
    ours = _score([(places, text) for places, text in zip(spans, texts, strict=True)])
    if errors:
        _print_errors(name, spans, texts)
    overlapping = _overlap_score(zip(spans, texts, strict=True))
    gain = f"{ours.f1 - base.f1:+.1f}"
    return f"| {name} | {_shown(base)} | {_shown(ours)} | {gain} | {_shown(overlapping)} |"


def _toponym_spans(mentions: Iterable[Mention], *, demonyms: bool) -> set[tuple[int, int]]:
    """Return the toponyms of any kind, with those inside other names."""
    return {
        (mention.start, mention.end)
        for mention in mentions
        if (mention.kind in PLACE_KINDS or _has_own_point(mention))
        and (demonyms or not _is_demonym(mention))
    }


def _has_own_point(mention: Mention) -> bool:
    return mention.latitude is not None and not mention.method.endswith("city")


def _is_demonym(mention: Mention) -> bool:
    return mention.kind == "nationality" or (mention.kind == "region" and mention.label == "NORP")


def _base_score(docs: Sequence[Doc], texts: Sequence[GoldText], labels: tuple[str, ...]) -> Score:
    pairs = []
    for doc, text in zip(docs, texts, strict=True):
        spans = set()
        for span in doc.ents:
            if span.label_ in labels:
                first, last = span.start, span.end
                if doc[first].lower_ == "the" and last - first > 1:
                    first += 1
                if doc[last - 1].text in {"'s", "\u2019s"} and last - first > 1:
                    last -= 1
                spans.add((doc[first:last].start_char, doc[first:last].end_char))
        pairs.append((spans, text))
    return _score(pairs)


def _overlap_score(pairs: Iterable[tuple[set[tuple[int, int]], GoldText]]) -> Score:
    """Score with names that overlap an annotated one as right."""
    precise = predicted = recalled = wanted = 0
    for spans, text in pairs:
        gold = {(place.start, place.end) for place in text.places}
        precise += sum(_overlaps(span, gold) for span in spans)
        recalled += sum(_overlaps(span, spans) for span in gold)
        predicted += len(spans)
        wanted += len(gold)
    return _as_score(precise / max(predicted, 1), recalled / max(wanted, 1))


def _overlaps(span: tuple[int, int], others: set[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _score(pairs: Iterable[tuple[set[tuple[int, int]], GoldText]]) -> Score:
    right = predicted = wanted = 0
    for spans, text in pairs:
        gold = {(place.start, place.end) for place in text.places}
        right += len(spans & gold)
        predicted += len(spans)
        wanted += len(gold)
    return _as_score(right / max(predicted, 1), right / max(wanted, 1))


def _as_score(precision: float, recall: float) -> Score:
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return Score(100 * precision, 100 * recall, 100 * f1)


def _print_errors(
    name: str, spans: Sequence[set[tuple[int, int]]], texts: Sequence[GoldText]
) -> None:
    missed: collections.Counter[str] = collections.Counter()
    extra: collections.Counter[str] = collections.Counter()
    for found, text in zip(spans, texts, strict=True):
        gold = {(place.start, place.end) for place in text.places}
        missed.update(text.text[start:end] for start, end in gold - found)
        extra.update(text.text[start:end] for start, end in found - gold)
    print(name, "missed", missed.most_common(60), file=sys.stderr)
    print(name, "extra", extra.most_common(60), file=sys.stderr)


def _shown(score: Score) -> str:
    return f"{score.precision:.1f} / {score.recall:.1f} / {score.f1:.1f}"
