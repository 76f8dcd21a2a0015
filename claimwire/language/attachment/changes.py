"""Changes of a parse: which word hangs on another one than the parser said."""

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

_FARTHEST = 12


@dataclasses.dataclass(frozen=True)
class Change:
    """A word that hangs on another one.

    Attributes:
        word: its index.
        head: the index of the word that it hangs on from now on.
        label: by which relation.
    """

    word: int
    head: int
    label: str


def moved(word: Token, governor: Token, label: str) -> Iterator[Change]:
    """Hang a word with all that follows it below a governor further up on that governor.

    The conjunction and the marks right before it go along, and so does what hangs between it and
    the governor and stands behind it, so that no branches cross.

    Args:
        word: a word below the governor and behind it.
        governor: one of its ancestors.
        label: the relation by which it hangs on the governor.
    """
    begin = word.left_edge.i
    while begin > governor.i + 1 and _links(word.doc[begin - 1]):
        begin -= 1
    below = word
    for _ in range(_FARTHEST):
        below = below.head
        if below.i in (governor.i, below.head.i):
            break
        for child in below.children:
            if child.i >= begin and child.left_edge.i >= begin and child.i != word.i:
                yield Change(child.i, governor.i, child.dep_)
    yield Change(word.i, governor.i, label)


def _links(word: Token) -> bool:
    return (word.is_punct and not word.is_quote) or word.pos_ == "CCONJ"


def changed(doc: Doc, changes: Iterable[Change]) -> Doc:
    """Make changes of a parse, all at once; of two for one word the first counts.

    Changes that together would let words hang on each other in a circle are not made.
    """
    by_word: dict[int, Change] = {}
    for change in changes:
        by_word.setdefault(change.word, change)
    if not by_word:
        return doc
    parse: Any = doc.to_array(["HEAD", "DEP"])
    heads = parse[:, 0].astype(np.int64)
    for change in by_word.values():
        heads[change.word] = change.head - change.word
        parse[change.word, 1] = doc.vocab.strings.add(change.label)
    if _has_circle(heads, by_word):
        return doc
    parse[:, 0] = heads.astype(np.uint64)
    return doc.from_array(["HEAD", "DEP"], parse)


def _has_circle(heads: NDArray[np.int64], words: Iterable[int]) -> bool:
    """Whether some of the words do not hang on a root; heads are relative."""
    rooted: set[int] = set()
    for word in words:
        path: dict[int, None] = {}
        above = word
        while heads[above] and above not in rooted:
            if above in path:
                return True
            path[above] = None
            above += int(heads[above])
        rooted.update(path)
    return False
