"""Links that are subject to ``xml:base`` (RFC 4287, section 2)."""

from lxml import etree

from claimwire.feeds.formats.vocabulary import name_of
from claimwire.web.urls import BadUrl, absolute

_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_has_base = etree.XPath("boolean(//@xml:base)")


def apply_xml_base(root: etree._Element, own: str, url: str) -> None:
    """Make the links absolute that are subject to an ``xml:base``.

    Args:
        root: the feed's root.
        own: the namespace of the feed's own elements.
        url: absolute address of the document.
    """
    if not _has_base(root):  # walking costs more than asking
        return
    bases: list[str | None] = [None]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            bases.pop()
            continue
        given = element.get(_XML_BASE)
        base = _resolved(bases[-1] or url, given) if given else bases[-1]
        bases.append(base)
        if base and name_of(element, own) == "link":
            if element.get("href") is not None:
                element.set("href", _resolved(base, element.get("href", "")) or "")
            elif element.text:
                element.text = _resolved(base, element.text)


def _resolved(base: str, link: str) -> str | None:
    try:
        return absolute(base, link)
    except BadUrl:
        return None
