"""Languages in which a run had articles that it could not read, and what to install for them."""

from collections import Counter
from collections.abc import Iterable

from claimwire.schemas.flow import TableFile
from claimwire.schemas.rejections import REJECTIONS, Reason
from claimwire.storage.published_files import read_columns
from claimwire.storage.store import Store

_TOLD = 5


def languages_not_read(store: Store, files: Iterable[TableFile]) -> list[str]:
    """Say why articles were not read for their language, the commonest language first.

    Args:
        store: the store of the tables.
        files: the data files that the run has published.

    Returns:
        One line for each of the commonest languages, with the number of articles.

    Raises:
        StateError: if a file is missing or damaged.
    """
    own = [file for file in files if file.table == REJECTIONS.name]
    rows = read_columns(store, REJECTIONS, own, ("reason", "detail"))
    pairs = zip(rows["reason"].to_pylist(), rows["detail"].to_pylist(), strict=True)
    counts = Counter(detail for reason, detail in pairs if reason == Reason.LANGUAGE.value)
    commonest = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return [f"Not read ({count:,}): {detail}." for detail, count in commonest[:_TOLD]]
