"""Groups of a run's new articles that may be copies of each other and are decided together."""

from collections.abc import Iterable

from claimwire.stories.candidates import Index, near, unpack
from claimwire.stories.remembered_texts import Sought


def neighbourhoods(sought: Sought) -> dict[str, str]:
    """Group the new articles that are linked by equal texts or near signatures.

    Args:
        sought: all new articles of the run.

    Returns:
        The name of its group for every article that is linked to another one; the name is the
        least identifier in the group. Articles of different groups cannot become copies of each
        other; articles of one group need not.
    """
    groups = _Groups()
    for ids in sought.ids_by_key.values():
        groups.join((ids[0], other) for other in ids[1:])
    distinct: dict[bytes, str] = {}
    for article_id, signature in zip(sought.ids, unpack(sought.signatures), strict=True):
        # Equal signatures have the same neighbours; comparing all with all would be quadratic.
        first = distinct.setdefault(signature.tobytes(), article_id)
        groups.join([(first, article_id)])
    ids, signatures = list(distinct.values()), unpack(b"".join(distinct))
    for found in near(signatures, Index(signatures)):
        groups.join(
            (ids[row], ids[column])
            for row, column in zip(found.rows.tolist(), found.columns.tolist(), strict=True)
            if row < column
        )
    return groups.names()


class _Groups:
    """Disjoint sets with path halving (R. Tarjan, "Efficiency of a good set union", 1975)."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def join(self, pairs: Iterable[tuple[str, str]]) -> None:
        for one, other in pairs:
            if one == other:
                continue
            least, greatest = sorted((self._root(one), self._root(other)))
            self._parent[greatest] = least

    def names(self) -> dict[str, str]:
        return {each: self._root(each) for each in sorted(self._parent)}

    def _root(self, each: str) -> str:
        parent = self._parent
        parent.setdefault(each, each)
        while parent[each] != each:
            parent[each] = parent[parent[each]]
            each = parent[each]
        return each
