"""The names of a feed's elements, whatever namespace and prefix they are written with."""

import functools
import tomllib
from pathlib import Path

from lxml import etree

_PATH = Path(__file__).with_name("vocabularies.toml")


def name_of(element: etree._Element, own: str = "") -> str:
    """Return the name of an element.

    Args:
        element: an element of a feed.
        own: the namespace of the feed itself; one that a publisher invented means RSS or Atom
            all the same.

    Returns:
        The local name in lower case, for an extension with its usual prefix (``dc:creator``); ""
        for an element of an unknown vocabulary and for what is not an element.
    """
    return _name(element.tag, own) if isinstance(element.tag, str) else ""


def local_name(element: etree._Element) -> str:
    """Return the name of an element without namespace and prefix."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def namespace_of(element: etree._Element) -> str:
    """Return the namespace of an element; see ``plain``."""
    return plain(str(element.tag).rpartition("}")[0][1:])


def attribute(element: etree._Element, name: str) -> str | None:
    """Return the value of an attribute, whose name may be written in any case."""
    value: str | None = element.get(name)
    if value is None and len(element.attrib):
        names: list[str] = element.keys()
        value = next((element.get(each) for each in names if each.lower() == name), None)
    return value


@functools.lru_cache(maxsize=4096)
def _name(tag: str, own: str) -> str:
    namespace, _, name = tag.rpartition("}")
    if namespace:
        known = plain(namespace[1:])
        prefix = _prefixes().get(known, "" if known == own else None)
    elif ":" in name:  # a prefix that is not declared
        written, _, name = name.partition(":")
        prefix = written.lower() if written.lower() in _usual_prefixes() else None
    else:
        prefix = ""
    if prefix is None:
        return ""
    return f"{prefix}:{name.lower()}" if prefix else name.lower()


def plain(namespace: str) -> str:
    """Return a namespace as ``vocabularies.toml`` writes it."""
    name = namespace.strip().lower()
    return name.removeprefix("http://").removeprefix("https://").rstrip("/#")


@functools.cache
def _usual_prefixes() -> frozenset[str]:
    return frozenset(_prefixes().values()) - {""}


@functools.cache
def _prefixes() -> dict[str, str]:
    """Return the usual prefix of each known namespace, "" for those of the formats."""
    data = tomllib.loads(_PATH.read_text(encoding="utf-8"))
    known = dict.fromkeys(data["core"], "")
    return known | {
        namespace: prefix
        for prefix, namespaces in data["extensions"].items()
        for namespace in namespaces
    }
