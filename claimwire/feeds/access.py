"""The names, passwords and headers with which a feed is asked, read when it is asked.

Feed lists name an environment variable or a file for them. They are sent to the feed's own origin,
and are part of no row, no message and no log.
"""

import base64
import os
import re
from collections.abc import Mapping
from pathlib import Path

from claimwire.errors import ClaimwireError
from claimwire.schemas.flow import Access

_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:[ \t]*(.*)")  # RFC 9110, section 5.1
_MAX_BYTES = 65_536

PUBLIC = frozenset({"accept", "accept-language", "user-agent"})
"""Headers, in lower case, that may follow a redirect to another host."""


class AccessError(ClaimwireError):
    """What the feed list names for a feed's access is missing or malformed."""


def access_headers(access: Access | None, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the headers for a feed.

    Args:
        access: what the feed list says; None for a feed that anyone may read.
        environment: the environment variables.

    Raises:
        AccessError: if a variable or a file is missing, or has lines that are no headers. The
            message does not quote them.
    """
    if access is None:
        return {}
    headers: dict[str, str] = {}
    for text, source in (
        (_variable(access.headers_env, environment, "headers_env"), access.headers_env),
        (_file(access.headers_file, "headers_file"), access.headers_file),
    ):
        headers |= _parsed(text or "", source or "")
    password = (
        access.password
        or _variable(access.password_env, environment, "password_env")
        or _file(access.password_file, "password_file")
    )
    if access.username is not None or password is not None:
        pair = f"{access.username or ''}:{(password or '').rstrip(chr(10) + chr(13))}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()  # RFC 7617
    return headers


def _variable(name: str | None, environment: Mapping[str, str], key: str) -> str | None:
    if name is None:
        return None
    if name not in environment:
        raise AccessError(f"{key}: the environment variable {name} is not set; set it for this run")
    return environment[name]


def _file(name: str | None, key: str) -> str | None:
    if name is None:
        return None
    try:
        with Path(os.path.expandvars(name)).expanduser().open("rb") as file:
            return file.read(_MAX_BYTES).decode()
    except (OSError, UnicodeDecodeError) as error:
        cause = getattr(error, "strerror", None) or "it is not UTF-8"
        raise AccessError(f"{key}: {name} cannot be read: {cause}") from None


def _parsed(text: str, source: str) -> dict[str, str]:
    headers = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _HEADER.fullmatch(line.strip())
        if match is None:
            raise AccessError(f"{source}, line {number}: not a header; write Name: value")
        headers[match[1]] = match[2]
    return headers
