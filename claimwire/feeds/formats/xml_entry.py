"""The entries of XML feeds: RSS, Atom, RDF and CDF."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from claimwire.feeds.formats.markup import one_line
from claimwire.feeds.formats.parsed_feed import MAX_FIELD, MAX_SIBLINGS, RawEntry
from claimwire.feeds.formats.vocabulary import attribute, name_of
from claimwire.feeds.formats.xml_text import HTML, PLAIN, content, field
from claimwire.web.urls import BadUrl, absolute

Fields = dict[str, list[etree._Element]]
"""The children of an element by name, in document order."""

_DATES = (
    ("pubdate", "published", "issued", "dcterms:issued"),
    ("updated", "modified", "date", "dc:date", "dcterms:modified", "dcterms:date"),
    ("created", "dcterms:created"),
)
"""Names of dates by what they tell: publication, the last change, creation."""

# Texts in the order in which they are preferred, with their media type where none is declared.
# None: Atom's is plain text, in RSS it is told by the text.
_FULL_TEXTS: dict[str, str | None] = {
    "content:encoded": HTML,
    "content": None,
    "xhtml:body": HTML,
    "xhtml:div": HTML,
    "fullitem": HTML,
    "yandex:full-text": HTML,
}
_SUMMARIES: dict[str, str | None] = {
    "description": HTML,
    "summary": None,
    "abstract": HTML,
    "dc:description": HTML,
    "dcterms:abstract": HTML,
}
_STAND_INS: dict[str, str | None] = {"itunes:summary": None, "media:description": None}
_GROUPS = ("media:group", "media:content")

_PEOPLE = frozenset({"author", "dc:creator", "dc:author"})
_MAIL_AND_NAME = re.compile(r"[^\s@]+@[^\s@]+ ?\(\s*([^()]*[^()\s])\s*\)")
_NAME_AND_MAIL = re.compile(r"([^<(]*[^<(\s]) ?[<(][^\s@]+@[^\s@]+[>)]")

_RELATIONS = re.compile(r"https?://www\.iana\.org/assignments/(?:link-)?relations?/", re.IGNORECASE)
_PAGES = ("", "text/html", "application/xhtml+xml")
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


def read_entry(item: etree._Element, own: str, base: str, *, is_atom: bool) -> RawEntry:
    """Read an entry.

    Args:
        item: its element.
        own: the namespace of the feed's root.
        base: the address against which links are resolved.
        is_atom: whether the feed is Atom, whose texts are plain unless declared otherwise.
    """
    fields = children(item, own)
    usual = PLAIN if is_atom else None
    text, is_html = _text(fields, own, usual)
    guid = _first(map(field, _all(fields, ("guid", "id")))) or item.get(_ABOUT)
    return RawEntry(
        link=_link(item, fields, base),
        guid=guid or None,
        title=title(fields, usual),
        authors=_authors(fields, own),
        dates=entry_dates(item, fields),
        content=text,
        content_is_html=is_html,
    )


def title(fields: Fields, usual: str | None) -> str | None:
    """Return the title of a feed or an entry on one line, or None."""
    for element in _all(fields, ("title", "dc:title")):
        found = content(element, usual)
        line = found and one_line(found[0][:MAX_FIELD], is_html=found[1])
        if line:
            return line
    return None


def _link(item: etree._Element, fields: Fields, base: str) -> str | None:
    """Return the absolute address of an entry's page, or None.

    In order of trust: the publisher's own address, which FeedBurner keeps beside its redirect; the
    link in the text of RSS; Atom's links to pages; the address of content outside the feed; an
    identifier that is an address; and last Atom's link to the entry itself.
    """
    candidates = _candidates(item, fields)
    return _first(_resolved(link, base) for link in candidates if link and link.strip())


def _candidates(item: etree._Element, fields: Fields) -> Iterator[str | None]:
    links = fields.get("link", [])
    yield from filter(is_address, map(field, fields.get("feedburner:origlink", [])))
    yield from map(field, links)
    yield from _related(links, "alternate")
    yield attribute(item, "href")
    yield from (attribute(each, "src") for each in fields.get("content", []))
    for guid in _all(fields, ("guid", "id")):
        if (attribute(guid, "ispermalink") or "true").strip().lower() == "true":
            yield from filter(is_address, [field(guid)])
    yield from filter(is_address, [item.get(_ABOUT, "")])
    yield from _related(links, "self")


def _related(links: Iterable[etree._Element], relation: str) -> list[str]:
    """Return the addresses of Atom's links with a relation, those of web pages first."""
    found = [
        (attribute(each, "type") or "", attribute(each, "href") or "")
        for each in links
        if _RELATIONS.sub("", (attribute(each, "rel") or "alternate").strip()).lower() == relation
    ]
    return [href for kind, href in sorted(found, key=lambda link: link[0].lower() not in _PAGES)]


def is_address(link: str) -> bool:
    """Return whether a link is an http or https address rather than relative or an identifier."""
    return link.lower().startswith(("http://", "https://"))


def _resolved(link: str, base: str) -> str | None:
    try:
        return absolute(base, link)
    except BadUrl:
        return None


def entry_dates(item: etree._Element, fields: Fields) -> tuple[str, ...]:
    """Return the dates of an entry as written, in the order in which they are to be believed."""
    texts = [field(element) for names in _DATES for element in _all(fields, names)]
    texts.append((attribute(item, "lastmod") or "").strip())
    return tuple(dict.fromkeys(filter(None, texts)))


def _text(fields: Fields, own: str, usual: str | None) -> tuple[str, bool]:
    """Return the fullest text: full texts before summaries, the longest of several."""
    for names in (_FULL_TEXTS, _SUMMARIES, _STAND_INS):
        found = [
            content(element, kind or usual)
            for name, kind in names.items()
            for element in fields.get(name, ())
        ]
        if names is _STAND_INS:
            found += [
                content(element, None)
                for group in _all(fields, _GROUPS)
                for element in children(group, own).get("media:description", ())
            ]
        texts = [each for each in found if each and each[0].strip()]
        if texts:
            return max(texts, key=lambda text: len(text[0]))
    return "", False


def _authors(fields: Fields, own: str) -> tuple[str, ...]:
    people = _all(fields, (name for name in fields if name in _PEOPLE))
    lines = [one_line(_person(each, own), is_html=False) for each in people]
    names = [one_line(_without_mail(line), is_html=True) for line in lines if line]
    return tuple(dict.fromkeys(name for name in names if name))


def _person(element: etree._Element, own: str) -> str:
    """Return Atom's name, else the mail address, else the whole text."""
    if len(element):
        parts = children(element, own)
        for name in ("name", "email"):
            if text := _first(map(field, parts.get(name, ()))):
                return text
    return field(element)


def _without_mail(author: str) -> str:
    """Return the name in "name@site.example (Name)", the form of RSS, or "Name <name@site>"."""
    match = _MAIL_AND_NAME.fullmatch(author) or _NAME_AND_MAIL.fullmatch(author)
    return match[1] if match else author


def _all(fields: Fields, names: Iterable[str]) -> list[etree._Element]:
    return [element for name in names for element in fields.get(name, ())]


def _first(values: Iterable[str | None]) -> str | None:
    return next(filter(None, values), None)
