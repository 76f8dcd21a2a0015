"""The entries of XML feeds: what they tell beside their texts, and the texts for feedparser.

feedparser keeps the last of several links, dates and identifiers, puts a second summary among the
contents, and knows the vocabularies by some of their spellings. So it is given the title and one
content of each entry, whose types it tells; the rest is read here, in a quarter of the time.
"""

import dataclasses
import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import unescape

from lxml import etree

from claimwire.feeds.formats.parsed_feed import MAX_FIELD, MAX_SIBLINGS
from claimwire.feeds.formats.vocabulary import attribute, name_of
from claimwire.feeds.formats.xml_text import field, mended_letters, written_text

Fields = dict[str, list[etree._Element]]
"""The children of an element by name, in document order."""

_DATES = (
    ("pubdate", "published", "issued", "dcterms:issued"),
    ("updated", "modified", "date", "dc:date", "dcterms:modified", "dcterms:date"),
    ("created", "dcterms:created"),
)
"""Names of dates by what they tell: publication, the last change, creation."""

# Texts in the order in which they are preferred, with their type where none is declared. "":
# feedparser tells it by the format and the text.
_FULL_TEXTS = {
    "content:encoded": "html",
    "content": "",
    "xhtml:body": "html",
    "xhtml:div": "html",
    "fullitem": "html",
    "yandex:full-text": "html",
}
_SUMMARIES = {
    "description": "html",
    "summary": "",
    "abstract": "html",
    "dc:description": "html",
    "dcterms:abstract": "html",
}
_STAND_INS = {"itunes:summary": "", "media:description": ""}
_GROUPS = ("media:group", "media:content")

_PEOPLE = frozenset({"author", "dc:creator", "dc:author"})

_RELATIONS = re.compile(r"https?://www\.iana\.org/assignments/(?:link-)?relations?/", re.IGNORECASE)
_PAGES = ("", "text/html", "application/xhtml+xml")
_SLASHES = re.compile(r"^([A-Za-z][A-Za-z0-9+-.]*://)/*")
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


def children(element: etree._Element, own: str) -> Fields:
    """Return an element's children by name, at most ``MAX_SIBLINGS`` of each."""
    found: Fields = {}
    for child in element:
        name = name_of(child, own)
        if name:
            same = found.setdefault(name, [])
            if len(same) < MAX_SIBLINGS:
                same.append(child)
    return found


@dataclasses.dataclass(frozen=True)
class Entry:
    """An entry of a feed.

    Attributes:
        guid: its identifier, or "".
        links: every address that can be the page's, in order of trust, each once.
        authors: what is said of each author, each once.
        dates: all its dates, in the order in which they are to be believed.
        texts: its title and content, as an element that feedparser reads right.
    """

    guid: str
    links: tuple[str, ...]
    authors: tuple[str, ...]
    dates: tuple[str, ...]
    texts: str

    @property
    def size(self) -> int:
        """Number of elements that it would take to write all of this."""
        dates = bool(self.dates)
        return self.texts.count("</") + bool(self.guid) + len(self.links + 2 * self.authors) + dates


def read_entry(item: etree._Element, own: str) -> Entry:
    """Read an entry.

    Args:
        item: its element.
        own: the namespace of the feed's root.
    """
    fields = children(item, own)
    guid = _first(map(field, _all(fields, ("guid", "id")))) or item.get(_ABOUT, "").strip()
    links = dict.fromkeys(link.strip() for link in _candidates(item, fields) if link)
    people = _all(fields, (name for name in fields if name in _PEOPLE))
    names = dict.fromkeys(filter(None, (_person(each, own) for each in people)))
    dates = "\n".join(" ".join(date.split()) for date in entry_dates(item, fields))
    return Entry(
        guid=mended_letters(guid.replace("\r\n", "\n").replace("\r", "\n")),
        links=tuple(_SLASHES.sub(r"\1", link) for link in links if link),
        authors=tuple(names),
        dates=tuple(mended_letters(dates).splitlines()),
        texts=f"<entry>{written_title(fields)}{_written_text(fields, own)}</entry>",
    )


def written_title(fields: Fields) -> str:
    """Return the title of a feed or an entry as an element; "" if there is none."""
    titles = _all(fields, ("title", "dc:title"))
    return _first(written_text("title", each, "", MAX_FIELD) for each in titles) or ""


def _candidates(item: etree._Element, fields: Fields) -> Iterator[str | None]:
    links = fields.get("link", [])
    yield from filter(_is_address, map(field, fields.get("feedburner:origlink", [])))
    yield from map(field, links)
    yield from _related(links, "alternate")
    yield attribute(item, "href")
    yield from (attribute(each, "src") for each in fields.get("content", []))
    for guid in _all(fields, ("guid", "id")):
        if (attribute(guid, "ispermalink") or "true").strip().lower() == "true":
            yield from filter(_is_address, [field(guid)])
    yield from filter(_is_address, [item.get(_ABOUT, "")])
    yield from _related(links, "self")


def _related(links: Iterable[etree._Element], relation: str) -> list[str]:
    """Return the addresses of Atom's links with a relation, those of web pages first."""
    found = [
        (attribute(each, "type") or "", attribute(each, "href") or "")
        for each in links
        if _RELATIONS.sub("", (attribute(each, "rel") or "alternate").strip()).lower() == relation
    ]
    return [href for kind, href in sorted(found, key=lambda link: link[0].lower() not in _PAGES)]


def _is_address(link: str) -> bool:
    """Return whether a link is an http or https address rather than relative or an identifier."""
    return link.lower().startswith(("http://", "https://"))


def entry_dates(item: etree._Element, fields: Fields) -> tuple[str, ...]:
    """Return the dates of an entry as written, in the order in which they are to be believed."""
    texts = [field(element) for names in _DATES for element in _all(fields, names)]
    texts.append((attribute(item, "lastmod") or "").strip())
    return tuple(dict.fromkeys(filter(None, texts)))


def _written_text(fields: Fields, own: str) -> str:
    """Return the fullest text: full texts before summaries, the longest of several."""
    for names in (_FULL_TEXTS, _SUMMARIES, _STAND_INS):
        found = [
            written_text("content", element, usual)
            for name, usual in names.items()
            for element in fields.get(name, ())
        ]
        if names is _STAND_INS:
            found += [
                written_text("content", element, "")
                for group in _all(fields, _GROUPS)
                for element in children(group, own).get("media:description", ())
            ]
        if any(found):
            return max(found, key=_length_of_text)
    return ""


def _length_of_text(written: str) -> int:
    """The length of what an element holds, without its start tag and before it was escaped."""
    return len(unescape(written.partition(">")[2]))


def _person(element: etree._Element, own: str) -> str:
    """Return Atom's name, else the mail address, else the whole text."""
    if len(element):
        parts = children(element, own)
        for name in ("name", "email"):
            if text := _first(map(field, parts.get(name, ()))):
                return text
    return field(element)


def _all(fields: Fields, names: Iterable[str]) -> list[etree._Element]:
    return [element for name in names for element in fields.get(name, ())]


def _first(values: Iterable[str | None]) -> str | None:
    return next(filter(None, values), None)
