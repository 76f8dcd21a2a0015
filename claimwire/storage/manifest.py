"""The manifest: what a run has published. A run without one has published nothing.

In its place there may be a fence, which keeps a run that has lost its lease from publishing. It is
a manifest without files, so that readers that do not know fences find a run without rows.
"""

import dataclasses
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from claimwire.errors import ClaimwireError
from claimwire.schemas.flow import TableFile
from claimwire.schemas.table import SCHEMA_VERSION
from claimwire.version import __version__

FOLDER = "_runs"
"""Where manifests are, below the root."""

RUN_ID = r"[A-Za-z0-9][A-Za-z0-9_-]*"
"""Pattern of the names of runs."""

LATE = re.compile(r"-p\d+$")
"""How the name of a late addition to a window ends; its files have the window's name."""

_MANIFEST = re.compile(rf"{FOLDER}/({RUN_ID})\.json")

_DISTINCTIVE = frozenset({"run_id", "schema_version", "tallies"})
"""Fields of a manifest that other JSON hardly has."""


class NoManifest(ClaimwireError, ValueError):
    """JSON that lacks all distinctive fields of a manifest: not a damaged one, but not ours."""


@dataclasses.dataclass(frozen=True)
class RunInfo:
    """What is known of a run before it starts.

    Attributes:
        run_id: letters, digits, ``-`` and ``_``; part of file names, so unique in the output.
        started_at: the instant that counts as now for the run.
        options: the options it was started with, by name; values as JSON has them.
    """

    run_id: str
    started_at: datetime
    options: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a name that cannot be part of a file name.

        Raises:
            ValueError: if it cannot.
        """
        if not re.fullmatch(RUN_ID, self.run_id):
            raise ValueError(f"{self.run_id!r} is no run_id: letters, digits, - and _ only")


@dataclasses.dataclass(frozen=True)
class Manifest:
    """What a run has published.

    Attributes:
        run_id: the run.
        started_at: when it started.
        published_at: when the manifest was written.
        schema_version: of the tables, as the run wrote them.
        options: the options it was started with.
        files: all its data files, in the order of their paths.
        tallies: counts by name.
        replaces: paths of data files, published before, whose rows ``files`` holds from now on.
            Only a run that rewrites what is
            published has some, such as a compaction; it has read no feed.
        version: the version of claimwire that made the rows; None if the manifest is too old to
            say.
        fenced_by: the run that has put a fence here; None if this is a manifest.
    """

    run_id: str
    started_at: datetime
    published_at: datetime
    schema_version: int
    options: Mapping[str, Any]
    files: Sequence[TableFile]
    tallies: Mapping[str, int]
    replaces: Sequence[str] = ()
    version: str | None = None
    fenced_by: str | None = None


def manifest_path(run_id: str) -> str:
    """Say where a run's manifest is, relative to the root."""
    return f"{FOLDER}/{run_id}.json"


def published_id(path: str) -> str | None:
    """Return the run, or window of a stream, whose manifest has this path; None if none has."""
    found = _MANIFEST.fullmatch(path)
    return found[1] if found else None


def fence(path: str, by: str, started_at: datetime, published_at: datetime) -> Manifest:
    """Make what is put in a manifest's place, so that it cannot be created any more.

    Args:
        path: the manifest's path.
        by: the run that puts it there.
        started_at: when the run that it keeps out took its lease.
        published_at: when that lease expires.
    """
    return Manifest(
        run_id=published_id(path) or path,
        started_at=started_at,
        published_at=published_at,
        schema_version=SCHEMA_VERSION,
        options={},
        files=[],
        tallies={},
        fenced_by=by,
    )


def build_manifest(
    run: RunInfo,
    published_at: datetime,
    files: Sequence[TableFile],
    tallies: Mapping[str, int],
    replaces: Sequence[str] = (),
) -> Manifest:
    """Put a manifest together, in an order that does not depend on the runner."""
    return Manifest(
        run_id=run.run_id,
        started_at=run.started_at,
        published_at=published_at,
        schema_version=SCHEMA_VERSION,
        options=dict(run.options),
        # A file that was written twice by a retry is one file.
        files=sorted({file.path: file for file in files}.values(), key=lambda file: file.path),
        tallies=dict(sorted(tallies.items())),
        replaces=sorted(replaces),
        version=__version__,
    )


def together(run: RunInfo, manifests: Iterable[Manifest]) -> Manifest:
    """Put the manifests of a run's windows together to what one for all of it would say."""
    manifests = list(manifests)
    tallies: Counter[str] = Counter()
    for manifest in manifests:
        tallies.update(manifest.tallies)
    published_at = max((each.published_at for each in manifests), default=run.started_at)
    files = [file for manifest in manifests for file in manifest.files]
    return build_manifest(run, published_at, files, tallies)


def to_json(manifest: Manifest) -> bytes:
    """Write a manifest, readable for people too."""
    fields = dataclasses.asdict(manifest)
    if manifest.fenced_by is None:
        del fields["fenced_by"]
    for name in ("started_at", "published_at"):
        fields[name] = fields[name].isoformat()
    return (json.dumps(fields, indent=1, default=str) + "\n").encode()


def from_json(content: bytes) -> Manifest:
    """Read a manifest. Fields it does not know, of a later version, are passed over.

    Raises:
        NoManifest: if it is sound JSON, but no manifest.
        ValueError: if it is damaged; the message says how.
    """
    try:
        fields = json.loads(content)
    except RecursionError as error:
        raise ValueError("JSON that is nested too deeply") from error
    if not isinstance(fields, dict) or not fields.keys() & _DISTINCTIVE:
        raise NoManifest("JSON without the fields of a manifest")
    return Manifest(
        run_id=_field(fields, "run_id", str),
        started_at=_instant(fields, "started_at"),
        published_at=_instant(fields, "published_at"),
        schema_version=_field(fields, "schema_version", int),
        options=_field(fields, "options", dict),
        files=[_file(each) for each in _field(fields, "files", list)],
        tallies={
            name: _field(fields["tallies"], name, int) for name in _field(fields, "tallies", dict)
        },
        replaces=_paths(fields),
        version=_version(fields),
        fenced_by=_field(fields, "fenced_by", str) if "fenced_by" in fields else None,
    )


def _file(fields: Any) -> TableFile:
    if not isinstance(fields, dict):
        raise ValueError("an entry of 'files' is not a JSON object")
    return TableFile(
        table=_field(fields, "table", str),
        path=_field(fields, "path", str),
        day=_field(fields, "day", str),
        rows=_field(fields, "rows", int),
        bytes=_field(fields, "bytes", int),
        # Manifests of older versions lack it.
        sha256=None if fields.get("sha256") is None else _field(fields, "sha256", str),
    )


def _paths(fields: Mapping[str, Any]) -> list[str]:
    # Manifests from before there were compactions lack it.
    paths = _field({"replaces": [], **fields}, "replaces", list)
    if not all(isinstance(path, str) for path in paths):
        raise ValueError("an entry of 'replaces' is not text")
    return list(paths)


def _version(fields: Mapping[str, Any]) -> str | None:
    # Manifests from before 0.1.0 lack it.
    return None if fields.get("version") is None else _field(fields, "version", str)


def _instant(fields: Mapping[str, Any], name: str) -> datetime:
    instant = datetime.fromisoformat(_field(fields, name, str))
    if instant.tzinfo is None:
        raise ValueError(f"{name!r} has no time zone")
    return instant


def _field(fields: Mapping[str, Any], name: str, kind: type[Any]) -> Any:
    value = fields.get(name)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ValueError(f"{name!r} is missing or not of type {kind.__name__}")
    return value
