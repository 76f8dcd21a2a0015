"""Parts of an address that choose a rendering of a page, or tell how a reader came to it."""

import functools
import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote_plus

# "&amp;" is what a publisher's template made of "&" once too often.
_SEPARATOR = re.compile(r"(&amp;|[&;?])", re.IGNORECASE)
_PATH_PARAMETER = re.compile(r"[;&][^;&/]*$")
_DOTNET_SESSION = re.compile(r"/\([A-Z]\([^/()]*\)(?:[A-Z]\([^/()]*\))*\)(?=/)", re.IGNORECASE)
_SLASHES = re.compile(r"/{2,}")

# "!" is Google's mark of a route that a script resolves (AJAX crawling, 2009); single-page
# applications begin theirs with a slash. Other fragments name a part of the page.
_ROUTE = re.compile(r"!.+|/.+|[\w-]+(?:/[\w.-]+)+")


class _Renderings(NamedTuple):
    labels: frozenset[str]
    first_segments: tuple[str, ...]
    last_segments: tuple[str, ...]
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
    """Return a path without renderings, sessions, trackers and superfluous slashes."""
    while True:
        plain = _plain_once(path, site)
        if plain == path:
            return path or "/"
        path = plain


def plain_query(query: str, site: str) -> str:
    """Return a query without the parameters that do not choose the page, in the same order."""
    pieces = _SEPARATOR.split(f"&{query}")
    kept = [
        ("&" if separator.lower() == "&amp;" else separator) + pair
        for separator, pair in zip(pieces[1::2], pieces[2::2], strict=True)
        if not _is_idle(pair, site)
    ]
    return "".join(kept)[1:]


def route(fragment: str) -> str:
    """Return the fragment if it chooses the page, else ""."""
    return fragment if _ROUTE.fullmatch(fragment) else ""


def _plain_once(path: str, site: str) -> str:
    known = _renderings()
    path = _SLASHES.sub("/", _DOTNET_SESSION.sub("", path)).rstrip("/")
    tail = _PATH_PARAMETER.search(path)
    if tail and _is_idle(tail[0][1:], site):
        path = path[: tail.start()]
    segments = [known.replaced.get(each.lower(), each) for each in path.split("/")[1:]]
    lowered = "/".join(segments).lower()
    for first in known.first_segments:
        if lowered.startswith(f"{first}/"):
            return "/" + "/".join(segments[first.count("/") + 1 :])
    if len(segments) > 1 and segments[-1].lower() in known.last_segments:
        segments.pop()
    for suffix in known.suffixes:
        last = segments[-1] if segments else ""
        if last.lower().endswith(suffix) and len(last) > len(suffix):
            segments[-1] = last[: -len(suffix)] + suffix.removeprefix(".amp")
            break
    return "".join(f"/{each}" for each in segments)


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
        first_segments=tuple(data["first_segments"]),
        last_segments=tuple(data["last_segments"]),
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
