"""What the user's words name, read: files, models, the web, and a name for what is to be done.

Without Beam, which takes a second to import and which few commands need.
"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimwire.clock import Clock
from claimwire.errors import UsageError
from claimwire.storage.opening import open_store
from claimwire.storage.store import StoreError
from claimwire.web.fetch_options import WebOptions

if TYPE_CHECKING:
    from claimwire.language.mentions.known_entity import UserKnowledge
    from claimwire.schemas.flow import Feed
    from claimwire.web.polite_client import PoliteWeb


def run_id(now: datetime, token: str) -> str:
    """Name a run, so that names sort by time: for example ``20261123T111500Z-3f9a2c``."""
    return f"{now:%Y%m%dT%H%M%SZ}-{token}"


def read_feeds(name: str) -> "list[Feed]":
    """Read a feed list from a file, also one in a bucket.

    Raises:
        UsageError: if it cannot be read or is not a valid feed list.
    """
    from claimwire.feeds.feed_list import read_feed_list  # noqa: PLC0415  slow to import

    return read_feed_list(_read_file("feed list", "--feeds", name), name)


def read_knowledge(name: str | None) -> "UserKnowledge | None":
    """Read a user's own entities, if a file is given, also one in a bucket.

    What it says travels with the graph, so that workers need not reach the file.

    Raises:
        UsageError: if it cannot be read or is not valid.
    """
    if name is None:
        return None
    from claimwire.language.mentions.user_knowledge import read_user_knowledge  # noqa: PLC0415

    return read_user_knowledge(_read_file("knowledge", "--knowledge", name), name)


def _read_file(what: str, flag: str, name: str) -> bytes:
    try:
        if "://" in name:
            folder, _, file = name.rpartition("/")
            return open_store(folder).read(file)
        return Path(name).read_bytes()
    except OSError as error:
        reason = error.strerror
        raise UsageError(f"cannot read the {what} {name}: {reason}. Check {flag}.") from error
    except StoreError as error:
        raise UsageError(f"cannot read the {what} {name}: {error}") from error


def check_claims_model(path: str | None) -> None:
    """Make sure that a trained model, if one is given, can be used.

    Raises:
        ModelError: if it is not there or damaged.
    """
    if path is None:
        return
    from claimwire.language.claims.learning.linear_model import load_claims_model  # noqa: PLC0415

    load_claims_model(path)


def web_options(**options: Any) -> WebOptions:
    """Say how the web is fetched from.

    Args:
        options: fields of ``WebOptions``.

    Raises:
        UsageError: if an option is wrong.
    """
    try:
        return WebOptions(**options)
    except ValueError as error:
        raise UsageError(str(error)) from error


def polite_web(clock: Clock, options: WebOptions) -> "PoliteWeb":
    """Open the real web.

    Args:
        clock: answers the present instant.
        options: identity, time-outs and politeness.
    """
    from claimwire.web.polite_client import PoliteWeb  # noqa: PLC0415  slow to import

    return PoliteWeb(options, clock)
