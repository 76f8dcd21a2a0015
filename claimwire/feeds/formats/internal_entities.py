"""Entities that a document declares itself (XML 1.0, section 4.2.1), replaced before parsing.

The parser never sees a declaration, so that no entity can name a file or an address, and so that
what an entity grows to is bounded here.
"""

import re

MAX_LENGTH = 1000
"""Maximum code points that one entity stands for; a longer one is left as it is."""

MAX_GROWTH = 1_000_000
"""Maximum code points by which entities lengthen a document; beyond it none is replaced."""

_MAX_ENTITIES = 500
_DECLARATION = re.compile(r"""<!ENTITY\s+([\w.-]{1,64})\s+(?:"([^"]*)"|'([^']*)')\s*>""")
_REFERENCE = re.compile(r"&([^\W\d][\w.-]{0,63});")
_PREDEFINED = frozenset({"amp", "lt", "gt", "quot", "apos"})


def replace_entities(prolog: str, text: str) -> str:
    """Replace references to the entities that a document's prolog declares.

    Parameter entities and external ones are not replaced; neither is anything in CDATA sections.

    Args:
        prolog: the document up to its root element.
        text: the document from its root element on.

    Returns:
        The text, with the references replaced that are short enough.
    """
    values = _values(prolog)
    if not values:
        return text
    growth = 0

    def replaced(match: re.Match[str]) -> str:
        nonlocal growth
        value = values.get(match[1], match[0])
        growth += len(value)
        return value if growth <= MAX_GROWTH else match[0]

    pieces, position = [], 0
    while (start := text.find("<![CDATA[", position)) >= 0:
        end = text.find("]]>", start)
        if end < 0:
            break
        pieces += [_REFERENCE.sub(replaced, text[position:start]), text[start : end + 3]]
        position = end + 3
    return "".join([*pieces, _REFERENCE.sub(replaced, text[position:])])


def _values(prolog: str) -> dict[str, str]:
    """Return what each declared entity stands for; entities may be made of earlier ones."""
    values: dict[str, str] = {}
    for match in list(_DECLARATION.finditer(prolog))[:_MAX_ENTITIES]:
        name, double, single = match.groups()
        if name in _PREDEFINED or name in values:  # the first declaration binds
            continue
        value = _REFERENCE.sub(lambda inner: values.get(inner[1], inner[0]), double or single or "")
        if len(value) <= MAX_LENGTH:
            values[name] = value
    return values
