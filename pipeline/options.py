"""Conversion of the command line to Beam's options; unknown options are errors."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from apache_beam.options.pipeline_options import (
    DirectOptions,
    PipelineOptions,
    SetupOptions,
    StandardOptions,
)

from claimwire.errors import UsageError
from claimwire.pipeline.arguments import add_log_arguments, add_run_arguments
from claimwire.pipeline.engines.job_server import add_job_server_arguments, needed_for_checkpoints
from claimwire.pipeline.suggesting_parser import NearestValueParser, nearest

_View = TypeVar("_View", bound=PipelineOptions)

_IN_PROCESS = ("", "directrunner", "fnapirunner", "bundlebaseddirectrunner")
_ON_THIS_MACHINE = (*_IN_PROCESS, "prismrunner")
_SERVICES = ("dataflowrunner",)


class ClaimwireOptions(PipelineOptions):
    """The options of a run, for Beam."""

    @classmethod
    def _add_argparse_args(cls, parser: argparse.ArgumentParser) -> None:
        add_run_arguments(parser)


class LogOptions(PipelineOptions):
    """Logging options; they do not affect the output."""

    @classmethod
    def _add_argparse_args(cls, parser: argparse.ArgumentParser) -> None:
        add_log_arguments(parser)


class RunOptions(PipelineOptions):
    """Beam's options; each view of them is made once.

    Building a graph asks for some 2,000 views, and Beam parses the command line anew for each. All
    views share their values, so one of each kind is enough.
    """

    def view_as(self, cls: type[_View]) -> _View:
        """Return the options as those of a class."""
        views = self.__dict__.setdefault("_views", {})
        if cls not in views:
            views[cls] = super().view_as(cls)
        view: _View = views[cls]
        return view

    def __getstate__(self) -> dict[str, Any]:
        """Return what is pickled: views are made again."""
        return {name: value for name, value in super().__getstate__().items() if name != "_views"}


class _Quiet(NearestValueParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(message)


def parse_options(arguments: Sequence[str]) -> PipelineOptions:
    """Parse the arguments of ``claimwire run``: ours, Beam's and those of a job server.

    The job server of ``--job_endpoint`` is asked for its options only if one is unknown otherwise.

    Raises:
        UsageError: if an option is unknown or has a wrong value, or the job server does not
            respond. Beam itself silently drops unknown options.
    """
    parser = _Quiet(add_help=False, allow_abbrev=False)
    for options in sorted(PipelineOptions.__subclasses__(), key=lambda each: each.__name__):
        if options.__module__.startswith(("apache_beam.options.", __name__)):
            options._add_argparse_args(parser)
    parsed, unknown = parser.parse_known_args(list(arguments))
    if unknown and parsed.job_endpoint:
        add_job_server_arguments(parser, parsed.job_endpoint)
        parsed, unknown = parser.parse_known_args(list(arguments))
    if unknown:
        known = [flag for action in parser._actions for flag in action.option_strings]
        near = nearest(unknown[0].split("=")[0], known)
        hint = f"; did you mean {near}?" if near else "."
        raise UsageError(f"unknown option {unknown[0]}{hint} See claimwire run --help.")
    options = RunOptions([*arguments, *needed_for_checkpoints(parsed)])
    setup = options.view_as(SetupOptions)
    if setup.save_main_session is None:
        # By default Beam ships __main__ to services; nothing of the graph is there.
        setup.save_main_session = False
    _check_files(setup)
    return options


def _check_files(setup: SetupOptions) -> None:
    """Check the files that Beam takes to workers; it would miss them only there, or not at all.

    Raises:
        UsageError: if a file is missing.
    """
    named = [
        ("--setup_file", setup.setup_file),
        ("--requirements_file", setup.requirements_file),
        *(("--extra_package", package) for package in setup.extra_packages or ()),
    ]
    for option, file in named:
        if file and "://" not in file and not Path(file).is_file():
            raise UsageError(f"{option} {file}: there is no such file")


def is_local(options: PipelineOptions) -> bool:
    """Return whether the run uses this machine alone."""
    return _runner(options) in _ON_THIS_MACHINE


def is_submitted(options: PipelineOptions) -> bool:
    """Return whether a service executes the run by itself, so that there is nothing to wait for."""
    return _runner(options) in _SERVICES


def waits_for_the_end_of_input(options: PipelineOptions) -> bool:
    """Return whether the runner emits no group before the last tick has come."""
    return _runner(options) in _IN_PROCESS


def works_in_this_process(options: PipelineOptions) -> bool:
    """Return whether this process executes the whole graph, so that other cores are free."""
    direct = options.view_as(DirectOptions)
    in_memory = direct.direct_running_mode in (None, "in_memory")
    return _runner(options) in _IN_PROCESS and in_memory and direct.direct_num_workers == 1


def pin_local_runner(options: PipelineOptions) -> None:
    """Run batches of the DirectRunner on the FnApiRunner.

    The DirectRunner first tries to download and start another runner (Prism), and chooses among
    three by the transforms it finds; a run must not depend on that.
    """
    if _runner(options) in ("", "directrunner"):
        options.view_as(StandardOptions).runner = "FnApiRunner"


def _runner(options: PipelineOptions) -> str:
    """Return the runner's name as Beam matches it: without its module, ignoring case."""
    name: str = options.view_as(StandardOptions).runner or ""
    return name.rpartition(".")[2].lower()
