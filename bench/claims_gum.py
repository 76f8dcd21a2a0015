"""The reader of attribution relations in GUM's discourse trees (``*.rs4``).

The satellite of an attribution holds its source and cue, the nucleus its content. Clauses are
annotated, so a content may end before the quoted speech does.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from bench.attributions import AnnotatedText, Attribution

_ATTRIBUTION = "attribution-"
_CONSTITUENT = "span"


def read_gum(folder: Path) -> dict[str, AnnotatedText]:
    """Read all trees (``*.rs4``) of a folder.

    Returns:
        Texts by name. Source and cue are not separated: the whole satellite is the cue.
    """
    return {path.stem: _read(path) for path in sorted(folder.glob("*.rs4"))}


def _read(path: Path) -> AnnotatedText:
    body = ElementTree.parse(path).getroot().find("body")
    nodes = [] if body is None else [n for n in body if n.tag in ("segment", "group")]
    multinuclear = {
        rel.get("name")
        for rel in ElementTree.parse(path).getroot().iter("rel")
        if rel.get("type") == "multinuc"
    }
    spans: dict[str, tuple[int, int]] = {}
    pieces: list[str] = []
    length = 0
    for node in nodes:
        if node.tag == "segment":
            words = " ".join((node.text or "").split())
            spans[node.get("id", "")] = (length, length + len(words))
            pieces.append(words)
            length += len(words) + 1
    constituents: dict[str, list[str]] = defaultdict(list)
    satellites: dict[str, list[str]] = defaultdict(list)
    for node in nodes:
        own = node.get("relname") == _CONSTITUENT or node.get("relname") in multinuclear
        (constituents if own else satellites)[node.get("parent", "")].append(node.get("id", ""))

    def leaves(node: str) -> Iterator[str]:
        if node in spans:
            yield node
        for part in constituents[node]:
            yield from leaves(part)
            for satellite in satellites[part]:
                yield from leaves(satellite)

    gold = []
    for node in nodes:
        if (node.get("relname") or "").startswith(_ATTRIBUTION):
            cue = tuple(sorted(spans[leaf] for leaf in leaves(node.get("id", ""))))
            content = tuple(sorted(spans[leaf] for leaf in leaves(node.get("parent", ""))))
            gold.append(Attribution(source=(), cue=cue, content=content))
    return AnnotatedText(path.stem, " ".join(pieces), gold)
