"""All exceptions are of one tree, and come whole out of a worker process."""

import importlib
import inspect
import pickle
import pkgutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import claimwire
from claimwire.errors import ClaimwireError, UsageError
from claimwire.pipeline.command_line import BAD_USAGE, FAILED
from claimwire.schemas.rejections import Reason
from claimwire.storage.lease import Lease, LeaseHeld
from claimwire.storage.published_files import StateError
from claimwire.storage.store import StoreError
from claimwire.user_files.toml_file import UserFileError
from claimwire.web.failures import PrivateAddressError
from claimwire.web.interface import FetchError

LEASE = Lease("r", "elsewhere", datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC))

ARGUMENTS: dict[type[BaseException], tuple[Any, ...]] = {
    FetchError: (Reason.DNS, "name not resolved", True, timedelta(seconds=3)),
    LeaseHeld: ("out", LEASE),
    PrivateAddressError: ("127.0.0.1",),
    StateError: ("it is torn", "out", "articles/a.parquet"),
    StoreError: ("it is full", "gs://bucket/", "a/b", "Empty it."),
}
"""What makes an exception that says more than one thing; its subclasses are made likewise."""


def modules() -> Iterator[str]:
    yield claimwire.__name__
    for each in pkgutil.walk_packages(claimwire.__path__, "claimwire."):
        if not each.name.endswith("__main__"):
            yield each.name


def own_exceptions() -> set[type[BaseException]]:
    return {
        member
        for name in modules()
        for _, member in inspect.getmembers(importlib.import_module(name), inspect.isclass)
        if issubclass(member, BaseException) and member.__module__ == name
    }


OWN = sorted(own_exceptions(), key=lambda each: each.__qualname__)


def made(kind: type[Any]) -> Any:
    arguments = (each for parent, each in ARGUMENTS.items() if issubclass(kind, parent))
    return kind(*next(arguments, ("what happened, and the way out",)))


def test_the_exceptions_of_all_modules_are_found() -> None:
    assert {FetchError, StateError, UserFileError} < set(OWN)


@pytest.mark.parametrize("kind", OWN, ids=lambda kind: kind.__name__)
def test_every_exception_is_of_the_tree(kind: type[BaseException]) -> None:
    assert issubclass(kind, ClaimwireError)


@pytest.mark.parametrize("kind", OWN, ids=lambda kind: kind.__name__)
def test_an_exception_comes_whole_out_of_another_process(kind: type[BaseException]) -> None:
    error = made(kind)
    received = pickle.loads(pickle.dumps(error))
    assert type(received) is kind
    assert str(received) == str(error) != ""
    assert vars(received) == vars(error)


@pytest.mark.parametrize("kind", OWN, ids=lambda kind: kind.__name__)
def test_a_message_survives_the_name_of_the_step_that_beam_adds(kind: type[BaseException]) -> None:
    """Beam makes the exception anew, with the step's name behind the first argument."""
    error = made(kind)
    first, *others = error.args
    again = kind(f"{first} [while running 'Step']", *others)
    assert str(again).replace(" [while running 'Step']", "") == str(error)


@pytest.mark.parametrize("kind", OWN, ids=lambda kind: kind.__name__)
def test_the_branch_of_the_tree_says_how_the_command_ends(kind: type[BaseException]) -> None:
    expected = BAD_USAGE if issubclass(kind, UsageError) else FAILED
    assert made(kind).exit_code == expected
