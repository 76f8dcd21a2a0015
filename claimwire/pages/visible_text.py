"""What a person can read on a page. Imported by the extraction process: no Beam, no schemas."""

from collections.abc import Iterator

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from claimwire.pages.plain_text import clean_text

_UNSEEN = frozenset({"head", "script", "style", "template", "svg", "iframe", "select", "option"})
_AROUND = frozenset({"nav", "footer", "header", "aside"})

_IN_LINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "kbd", "mark", "q", "s"}
    | {"small", "span", "strong", "sub", "sup", "time", "u", "var"}
)
"""Elements that do not begin a line; all others do."""


def visible_text(tree: HtmlElement) -> str:
    """Return the text of a page as lines, without menus, headers and footers.

    The text of ``noscript`` counts: it is all that a page for scripts alone has to say.
    """
    return clean_text("".join(_pieces(tree)))


def _pieces(tree: HtmlElement) -> Iterator[str]:
    walk = iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event in {"comment", "pi"}:
            yield _in_line(element.tail)
            continue
        breaks = "" if element.tag in _IN_LINE else "\n"
        if event == "start":
            if element.tag in _UNSEEN or element.tag in _AROUND:
                walk.skip_subtree()
            else:
                yield breaks + _in_line(element.text)
        else:
            yield breaks + _in_line(element.tail)


def _in_line(text: str | None) -> str:
    return " ".join((text or "").split("\n"))
