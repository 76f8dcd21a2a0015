"""The reader of the corpora of places: texts and their toponyms, with offsets corrected."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

_NEARBY = 6


@dataclasses.dataclass(frozen=True)
class GoldPlace:
    """A toponym as annotated: its position in the text and its coordinates."""

    start: int
    end: int
    phrase: str
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    country_name: str | None


@dataclasses.dataclass(frozen=True)
class GoldText:
    """A text of a corpus and its toponyms."""

    text: str
    site: str | None
    published_on: str | None
    places: tuple[GoldPlace, ...]


def read_corpus(path: Path) -> Iterator[GoldText]:
    """Read GeoVirus, TR-News or LGL (told apart by their elements)."""
    root = etree.parse(path, etree.XMLParser(recover=True, huge_tree=True)).getroot()
    for article in root.iter("article"):
        text = article.findtext("text") or ""
        places = [*_toponyms(article, text), *_locations(article, text)]
        yield GoldText(
            text,
            (article.findtext("domain") or "").strip() or None,
            (article.findtext("dltime") or "").strip()[:10] or None,
            tuple(sorted(places, key=_start)),
        )


def _toponyms(article: etree._Element, text: str) -> Iterator[GoldPlace]:
    for element in article.iter("toponym"):
        phrase = element.findtext("phrase") or ""
        start = _put_right(text, phrase, int(element.findtext("start") or 0))
        tag = element.find("gaztag")
        known = tag is not None and tag.findtext("lat") is not None
        yield GoldPlace(
            start,
            start + len(phrase),
            phrase,
            int(tag.get("geonameid") or 0) if tag is not None else None,
            float(_text(tag, "lat")) if known else _number(element, "lat"),
            float(_text(tag, "lon")) if known else _number(element, "lon"),
            tag.findtext("country") if tag is not None else None,
        )


def _locations(article: etree._Element, text: str) -> Iterator[GoldPlace]:
    for element in article.iter("location"):
        phrase = element.findtext("name") or ""
        # GeoVirus counts from 1.
        start = _put_right(text, phrase, int(element.findtext("start") or 1) - 1)
        yield GoldPlace(
            start,
            start + len(phrase),
            phrase,
            None,
            _number(element, "lat"),
            _number(element, "lon"),
            None,
        )


def _put_right(text: str, phrase: str, start: int) -> int:
    """Return the nearest occurrence of the phrase: some offsets are off by one or more."""
    for shift in range(_NEARBY + 1):
        for moved in (start - shift, start + shift):
            if moved >= 0 and text.startswith(phrase, moved):
                return moved
    return start


def _number(element: etree._Element, name: str) -> float | None:
    text = element.findtext(name)
    return float(text) if text else None


def _text(element: etree._Element | None, name: str) -> str:
    return (element.findtext(name) if element is not None else None) or ""


def _start(place: GoldPlace) -> int:
    return place.start
