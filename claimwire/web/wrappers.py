"""Addresses of pages inside the addresses of alerts, AMP caches and other services."""

import base64
import functools
import re
import tomllib
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

_MOST_LAYERS = 5
_SCHEME = re.compile(r"https?:/{1,2}(?=[^/])", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[:/?#]|$)")
_BASE64_MARK = "a1"


class _Wrapper(NamedTuple):
    host: re.Pattern[str]
    path: re.Pattern[str]
    parameters: tuple[str, ...]
    rest: int
    encoding: str


def unwrapped(url: str) -> str:
    """Return the address of the page that a service's address leads to.

    Nobody is asked: the page's address stands in the service's (``wrappers.toml``).

    Args:
        url: an absolute address.

    Returns:
        The page's address; ``url`` itself if it is no known service's, or holds no address.
    """
    for _ in range(_MOST_LAYERS):
        inner = _unwrapped_once(url)
        if inner is None:
            break
        url = inner
    return url


def _unwrapped_once(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    for wrapper in _wrappers_of(host):
        match = wrapper.path.fullmatch(parts.path)
        if match is None:
            continue
        if wrapper.rest:
            query = f"?{parts.query}" if parts.query else ""
            held = [_from_path(match[wrapper.rest], query)]
        else:
            values = dict(reversed(parse_qsl(parts.query)))
            held = [_decoded(values.get(name, ""), wrapper) for name in wrapper.parameters]
        inner = next((each for each in held if each and _SCHEME.match(each)), None)
        if inner is not None:
            return inner
    return None


def _from_path(rest: str, query: str) -> str:
    text = unquote(rest) if _SCHEME.match(unquote(rest)) else rest
    if match := _SCHEME.match(text):
        return match[0].rstrip("/") + "//" + text[match.end() :] + query
    return f"https://{text}{query}" if _HOST.match(text) else ""


def _decoded(value: str, wrapper: _Wrapper) -> str:
    if wrapper.encoding != "base64":
        return value.strip()
    try:
        text = value.removeprefix(_BASE64_MARK)
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except ValueError:
        return ""


@functools.lru_cache(maxsize=4096)
def _wrappers_of(host: str) -> tuple[_Wrapper, ...]:
    return tuple(wrapper for wrapper in _wrappers() if wrapper.host.fullmatch(host))


@functools.cache
def _wrappers() -> tuple[_Wrapper, ...]:
    path = Path(__file__).with_name("wrappers.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        _Wrapper(
            host=re.compile(each["host"]),
            path=re.compile(each.get("path", ".*"), re.DOTALL),
            parameters=tuple(each.get("parameters", ())),
            rest=each.get("rest", 0),
            encoding=each.get("encoding", ""),
        )
        for each in data["wrapper"]
    )
