"""Parts of an address that choose a rendering of a page, or tell how a reader came to it."""

import functools
import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote_plus

# "&amp;" is what a publisher's template made of "&" once too often.
_SEPARATOR = re.compile(r"(&amp;|[&;?])", re.IGNORECASE)
_IN_SEGMENT = re.compile(r"([;&])")
_DOTNET_SESSION = re.compile(r"/\([A-Z]\([^/()]*\)(?:[A-Z]\([^/()]*\))*\)(?=/)", re.IGNORECASE)

# "!" is Google's mark of a route that a script resolves (AJAX crawling, 2009); single-page
# applications begin theirs with a slash. Other fragments name a part of the page.
_ROUTE = re.compile(r"!.+|/.+|[\w-]+(?:/[\w.-]+)+")


class _Renderings(NamedTuple):
    labels: frozenset[str]
    first: tuple[tuple[str, ...], ...]
    inner_segments: frozenset[str]
    last_segments: frozenset[str]
    suffixes: tuple[str, ...]
    replaced: dict[str, str]
    sessions: frozenset[str]
    parameters: dict[str, re.Pattern[str]]


class _Tracking(NamedTuple):
    names: frozenset[str]
    prefixes: tuple[str, ...]
    values: dict[str, re.Pattern[str]]
    sites: dict[str, frozenset[str]]


def plain_host(host: str, site: str) -> str:
    """Return a host without the labels of renderings.

    Args:
        host: the host.
        site: its registrable domain, which stays.
    """
    while host != site:
        label, _, rest = host.partition(".")
        if label not in _renderings().labels or not rest:
            break
        host = rest
    return host


def plain_path(path: str, site: str) -> str:
    """Return a path without renderings, sessions, trackers, dot segments and superfluous slashes.

    What is left out may uncover more of its kind, as in ``/dam;jsessionid=1/amp``.
    """
    while (plainer := _plainer_path(path, site)) != path:
        path = plainer
    return path


def plain_query(query: str, site: str) -> str:
    """Return a query without the parameters that do not choose the page, in the same order."""
    pieces = _SEPARATOR.split(f"&{query}")
    kept = [
        ("&" if separator.lower() == "&amp;" else separator) + pair
        for separator, pair in zip(pieces[1::2], pieces[2::2], strict=True)
        if not _is_idle(pair, site)
    ]
    return "".join(kept)[1:]


def route(fragment: str, site: str) -> str:
    """Return the fragment without trackers if it chooses the page, else ""."""
    path, mark, query = fragment.partition("?")
    kept = plain_query(query, site)
    plain = f"{path}{mark}{kept}" if kept else path
    return plain if _ROUTE.fullmatch(plain) else ""


def _plainer_path(path: str, site: str) -> str:
    known = _renderings()
    path = _DOTNET_SESSION.sub("", path)
    segments = [known.replaced.get(each.lower(), each) for each in _segments(path, site)]
    if segments:
        segments[-1] = _without_idle_parameters(segments[-1], site)
    # A rendering is one of something: what is alone is a page.
    lowered = [each.lower() for each in segments]
    start, end = 0, len(segments)
    while marks := next((mark for mark in known.first if _begins(lowered, start, mark)), None):
        start += len(marks)
    while end - start > 1 and lowered[end - 1] in known.last_segments:
        end -= 1
    segments = segments[start:end]
    inner = [each for each in segments[1:-1] if each.lower() not in known.inner_segments]
    segments = [*segments[:1], *inner, *segments[1:][-1:]]
    if segments:
        segments[-1] = _without_suffixes(segments[-1])
    return "/" + "/".join(segments)


def _segments(path: str, site: str) -> list[str]:
    """Return the segments of a path that name something, with dot segments resolved (RFC 3986)."""
    segments: list[str] = []
    for segment in path.split("/"):
        name = _without_idle_parameters(segment, site).lower().replace("%2e", ".")
        if name == "..":
            del segments[-1:]
        elif name not in ("", "."):
            segments.append(segment)
    return segments


def _begins(lowered: list[str], start: int, marks: tuple[str, ...]) -> bool:
    end = start + len(marks)
    return end < len(lowered) and tuple(lowered[start:end]) == marks


def _without_idle_parameters(segment: str, site: str) -> str:
    """Leave out parameters that stand in the path, as in ``dam;jsessionid=1``."""
    pieces = _IN_SEGMENT.split(segment)
    while len(pieces) > 1 and (not pieces[-1] or _is_idle(pieces[-1], site)):
        del pieces[-2:]
    return "".join(pieces)


def _without_suffixes(name: str) -> str:
    suffix = next((each for each in _renderings().suffixes if name.lower().endswith(each)), None)
    while suffix is not None and len(name) > len(suffix):
        name = name[: -len(suffix)] + suffix.lstrip(".-").removeprefix("amp")
        suffix = next(
            (each for each in _renderings().suffixes if name.lower().endswith(each)), None
        )
    return name


@functools.lru_cache(maxsize=4096)
def _is_idle(pair: str, site: str) -> bool:
    """Return whether a parameter tells how a reader came, or chooses no more than a rendering."""
    written, _, raw = pair.partition("=")
    name = unquote_plus(written).strip().lower().removeprefix("amp;")
    value = unquote_plus(raw).strip().lower()
    known, tracking = _renderings(), _tracking()
    if name in tracking.names or name.startswith(tracking.prefixes) or name in known.sessions:
        return True
    if name in tracking.sites.get(site, frozenset()):
        return True
    return any(
        name in patterns and patterns[name].fullmatch(value) is not None
        for patterns in (tracking.values, known.parameters)
    )


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


def _patterns(table: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in table.items()}


@functools.cache
def _renderings() -> _Renderings:
    data = _data("renderings.toml")
    return _Renderings(
        labels=frozenset(data["labels"]),
        first=tuple(tuple(each.split("/")) for each in data["first_segments"]),
        inner_segments=frozenset(data["inner_segments"]),
        last_segments=frozenset(data["last_segments"]),
        suffixes=tuple(sorted(data["suffixes"], key=len, reverse=True)),
        replaced=data["replaced"],
        sessions=frozenset(data["sessions"]),
        parameters=_patterns(data["parameters"]),
    )


@functools.cache
def _tracking() -> _Tracking:
    data = _data("tracking.toml")
    return _Tracking(
        names=frozenset(data["names"]),
        prefixes=tuple(data["prefixes"]),
        values=_patterns(data["values"]),
        sites={site: frozenset(names) for site, names in data["sites"].items()},
    )
