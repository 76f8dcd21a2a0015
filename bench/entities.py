"""How well entities are found and linked: prints Markdown.

``python bench/entities.py [--corpora ../shared/corpora] [--limit N] [--errors]``
"""

import argparse
import collections
import math
import statistics
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from bench.entities_actors import actors_table
from bench.entities_corpora import GoldPlace, GoldText, read_corpus
from transforms.annotate.model import load_model
from transforms.entities.context import Context
from transforms.entities.known import load_knowledge
from transforms.entities.mentions import Mention, all_mentions_of, find_mentions
from transforms.entities.places import Place, load_places

CORPORA = {"TR-News": "TR-News.xml", "GeoVirus": "GeoVirus.xml", "LGL": "lgl.xml"}
RADIUS_KM = 161
BASE_LABELS = ("GPE", "LOC", "FAC", "NORP")
PLACE_KINDS = frozenset({"country", "city", "region", "place", "nationality"})
DEMONYMS_ARE_GOLD = {"TR-News": True, "GeoVirus": False, "LGL": True}


class Score(NamedTuple):
    """Precision, recall and F1 in percent."""

    precision: float
    recall: float
    f1: float


def main() -> int:
    """Run all parts that the corpora are there for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--limit", type=int, help="texts of each corpus of places")
    parser.add_argument("--errors", action="store_true", help="list the commonest errors")
    options = parser.parse_args()
    folder = options.corpora / "geoparsing"
    if not folder.is_dir():
        print(f"{folder} is absent: give the folder of corpora with --corpora", file=sys.stderr)
        return 2
    nlp = load_model()
    warm = nlp("Talks in Qatar.")
    find_mentions(warm)
    recognition = [
        "| corpus | bare spaCy P / R / F1 | claimwire P / R / F1 | gain |",
        "|---|---|---|---|",
    ]
    resolution = [
        "| corpus | names | gold | 161 km, resolved | 161 km, all | exact id | country | km |",
        "|---|---|---|---|---|---|---|---|",
    ]
    parsing = linking = 0.0
    for name, file_name in CORPORA.items():
        texts = list(read_corpus(folder / file_name))[: options.limit]
        began = time.perf_counter()
        docs = list(nlp.pipe([text.text for text in texts]))
        parsing += time.perf_counter() - began
        began = time.perf_counter()
        found = [_found(doc, text) for doc, text in zip(docs, texts, strict=True)]
        linking += time.perf_counter() - began
        recognition.append(_recognition_row(name, docs, texts, found, errors=options.errors))
        resolution.append(_resolution_row(f"{name} | found", texts, found, errors=False))
        given = [_found(_as_given(doc, text), text) for doc, text in zip(docs, texts, strict=True)]
        resolution.append(_resolution_row(f"{name} | given", texts, given, errors=options.errors))
    print("## Toponyms recognised\n", *recognition, sep="\n")
    print("\n## Toponyms resolved\n", *resolution, sep="\n")
    print(
        f"\nLinking took {linking:.1f} s beside {parsing:.1f} s of nlp.pipe: "
        f"{100 * linking / parsing:.1f} %."
    )
    print("\n## Actors\n", actors_table(nlp, options.corpora / "plover", options.errors), sep="\n")
    return 0


def _found(doc: Doc, text: GoldText) -> list[Mention]:
    published = _day(text.published_on)
    return all_mentions_of(doc, Context(published, text.site))


def _as_given(doc: Doc, text: GoldText) -> Doc:
    """The parse with the annotated toponyms in place of the model's: resolution by itself."""
    spans = [doc.char_span(place.start, place.end, label="GPE") for place in text.places]
    gold = [span for span in spans if span is not None]
    given = doc.copy()
    given.user_data.clear()
    taken = {token.i for span in gold for token in span}
    rest = [span for span in doc.ents if not any(token.i in taken for token in span)]
    kept = [Span(given, span.start, span.end, label=span.label_) for span in filter_spans(gold)]
    kept += [Span(given, span.start, span.end, label=span.label_) for span in rest]
    given.set_ents(kept)
    return given


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _recognition_row(
    name: str,
    docs: Sequence[Doc],
    texts: Sequence[GoldText],
    found: Sequence[Sequence[Mention]],
    *,
    errors: bool,
) -> str:
    base = max(
        (_base_score(docs, texts, BASE_LABELS[:count]) for count in (2, 3, 4)),
        key=lambda score: score.f1,
    )
    spans = [_toponym_spans(name, mentions) for mentions in found]
    ours = _score([(places, text) for places, text in zip(spans, texts, strict=True)])
    if errors:
        _print_errors(name, spans, texts)
    return f"| {name} | {_shown(base)} | {_shown(ours)} | {ours.f1 - base.f1:+.1f} |"


def _toponym_spans(corpus: str, mentions: Iterable[Mention]) -> set[tuple[int, int]]:
    """The toponyms as the corpus counts them: GeoVirus has no demonyms and none inside names."""
    kinds = PLACE_KINDS if DEMONYMS_ARE_GOLD[corpus] else PLACE_KINDS - {"nationality"}
    spans = set()
    outer: Mention | None = None
    for mention in mentions:
        if not mention.nested:
            outer = mention
        inside_name = mention.nested and outer is not None and not outer.described
        if inside_name and corpus == "GeoVirus":
            continue
        if mention.kind in kinds or mention.latitude is not None:
            spans.add((mention.start, mention.end))
    return spans


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


def _score(pairs: Iterable[tuple[set[tuple[int, int]], GoldText]]) -> Score:
    right = predicted = wanted = 0
    for spans, text in pairs:
        gold = {(place.start, place.end) for place in text.places}
        right += len(spans & gold)
        predicted += len(spans)
        wanted += len(gold)
    precision, recall = right / max(predicted, 1), right / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return Score(100 * precision, 100 * recall, 100 * f1)


def _resolution_row(
    name: str, texts: Sequence[GoldText], found: Sequence[Sequence[Mention]], *, errors: bool
) -> str:
    """Resolution of the gold toponyms: what was not found or linked counts among "all"."""
    near = resolved = total = exact = with_id = country_right = with_country = 0
    distances: list[float] = []
    wrong: collections.Counter[str] = collections.Counter()
    for text, mentions in zip(texts, found, strict=True):
        by_span = {(mention.start, mention.end): mention for mention in mentions}
        for place in text.places:
            if place.latitude is None or place.longitude is None:
                continue
            total += 1
            mention = by_span.get((place.start, place.end))
            point = _point(mention)
            if mention is None or point is None:
                wrong[f"unresolved: {place.phrase}"] += 1
                continue
            resolved += 1
            distance = _km(point, (place.latitude, place.longitude))
            distances.append(distance)
            same = _same_country(mention, place)
            near += distance <= RADIUS_KM or (
                name.startswith("GeoVirus") and _is_country(mention, place)
            )
            if distance > RADIUS_KM:
                wrong[f"{place.phrase} -> {mention.name}, {mention.country}"] += 1
            if place.geonames_id:
                with_id += 1
                exact += _geonames_id(mention) == place.geonames_id
            if same is not None:
                with_country += 1
                country_right += same
    if errors:
        print(name, wrong.most_common(45), file=sys.stderr)
    return (
        f"| {name} | {total} | {_percent(near, resolved)} | {_percent(near, total)} "
        f"| {_percent(exact, with_id)} | {_percent(country_right, with_country)} "
        f"| {statistics.median(distances or [0]):.0f} |"
    )


def _point(mention: Mention | None) -> tuple[float, float] | None:
    if mention is None:
        return None
    if mention.kind == "nationality" and mention.country:
        place = _country_point(mention.country)
        return (place.latitude, place.longitude) if place else None
    if mention.latitude is None or mention.longitude is None:
        return None
    return mention.latitude, mention.longitude


def _country_point(country: str) -> Place | None:
    return load_places().countries.get(country)


def _geonames_id(mention: Mention) -> int | None:
    if mention.kind == "nationality" and mention.country:
        place = _country_point(mention.country)
        return place.geonames_id if place else None
    return mention.geonames_id


def _same_country(mention: Mention, place: GoldPlace) -> bool | None:
    if not place.country_name or mention.country is None:
        return None
    known = load_knowledge().names.get(place.country_name)
    return known.country == mention.country if known else None


def _is_country(mention: Mention, place: GoldPlace) -> bool:
    """GeoVirus has the points of Wikipedia: countries are compared by code."""
    known = load_knowledge().names.get(place.phrase)
    return known is not None and known.kind == "country" and mention.entity_id == known.entity_id


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    (lat1, lon1), (lat2, lon2) = one, other
    p1, p2 = math.radians(lat1), math.radians(lat2)
    half = (
        math.sin((p2 - p1) / 2) ** 2
        + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 12742 * math.asin(math.sqrt(min(1.0, half)))


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


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


if __name__ == "__main__":
    sys.exit(main())
