"""The ``meta`` elements of a page. Imported by the extraction process: no Beam, no schemas."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from claimwire.pages.plain_text import plain_line

_KEYS = ("property", "name", "http-equiv", "itemprop")
_MOST = 2_000
_LONGEST = 5_000
"""In elements, and in code points of a content."""


class Meta:
    """The contents of a page's ``meta`` elements by their names.

    Args:
        tree: the page.
    """

    def __init__(self, tree: HtmlElement) -> None:
        self._contents: dict[str, list[str]] = {}
        for _, meta in zip(range(_MOST), tree.iter("meta"), strict=False):
            if content := meta.get("content", "")[:_LONGEST].strip():
                names = {meta.get(key, "").strip().lower() for key in _KEYS}
                for name in names - {""}:
                    self._contents.setdefault(name, []).append(content)

    def raw(self, *names: str) -> Iterator[str]:
        """Yield the contents with these names, in the order of the names, then of the page."""
        for name in names:
            yield from self._contents.get(name, ())

    def lines(self, *names: str) -> Iterator[str]:
        """Yield the same as single lines without mark-up, without empty ones."""
        return filter(None, map(plain_line, self.raw(*names)))
