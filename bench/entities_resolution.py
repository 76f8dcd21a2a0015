"""Accuracy of toponym resolution on a corpus."""

import collections
import math
import statistics
import sys
from collections.abc import Sequence

from bench.entities_corpora import GoldPlace, GoldText
from claimwire.language.mentions.known_entities import load_knowledge
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.places import Place, load_places

RADIUS_KM = 161


def resolution_row(
    name: str, texts: Sequence[GoldText], found: Sequence[Sequence[Mention]], *, errors: bool
) -> str:
    """Score the resolution of gold toponyms; those not found or linked count in "all" alone."""
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
            distance = kilometres(point, (place.latitude, place.longitude))
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
    """Return whether a mention is the country that a gold toponym names.

    Countries are compared by code, because GeoVirus has Wikipedia's points for them.
    """
    known = load_knowledge().names.get(place.phrase)
    return known is not None and known.kind == "country" and mention.entity_id == known.entity_id


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance between two points (degrees north and east)."""
    (lat1, lon1), (lat2, lon2) = one, other
    p1, p2 = math.radians(lat1), math.radians(lat2)
    half = (
        math.sin((p2 - p1) / 2) ** 2
        + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 12742 * math.asin(math.sqrt(min(1.0, half)))


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"
