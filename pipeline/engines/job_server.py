"""Options that only a job server defines, such as Flink's checkpointing interval."""

import argparse
from typing import Any

import grpc
from apache_beam.portability.api import beam_job_api_pb2, beam_job_api_pb2_grpc

from claimwire.errors import UsageError

_DEADLINE_S = 30

_KINDS: dict[int, dict[str, Any]] = {
    beam_job_api_pb2.PipelineOptionType.BOOLEAN: {"action": "store_true"},
    beam_job_api_pb2.PipelineOptionType.INTEGER: {"type": int},
}
"""Parsers of option types; others take any text. Beam parses them the same way on submission."""


def add_job_server_arguments(parser: argparse.ArgumentParser, endpoint: str) -> None:
    """Add the options of the runner behind a job server, except those that exist already.

    Args:
        parser: a parser with our options and those of Beam's Python SDK.
        endpoint: the job server's ``host:port``.

    Raises:
        UsageError: if the job server does not respond.
    """
    known = {flag for action in parser._actions for flag in action.option_strings}
    for option in _describe(endpoint):
        flag = f"--{option.name}"
        if flag not in known:
            parser.add_argument(flag, **_KINDS.get(option.type, {}))


def needed_for_checkpoints(parsed: argparse.Namespace) -> list[str]:
    """Return the options that a stream with checkpoints needs on Flink and that are not given.

    A bundle that is cut by a checkpoint loses elements it has not yet emitted, so that windows come
    out empty. And Flink treats the head of the graph as an endless source, so that a stream with
    an end would not end. Once that source is shut down, there are no checkpoints until the last
    tick has come.

    Args:
        parsed: the arguments of the run, those of the job server included.
    """
    given = vars(parsed)
    if not given.get("checkpointing_interval") or not parsed.streaming:
        return []
    needed = []
    if given.get("finish_bundle_before_checkpointing") is False:
        needed.append("--finish_bundle_before_checkpointing")
    if parsed.stop_after and given.get("shutdown_sources_after_idle_ms") is None:
        needed.append(f"--shutdown_sources_after_idle_ms={int(parsed.stop_after * 1000)}")
    return needed


def _describe(endpoint: str) -> list[Any]:
    request = beam_job_api_pb2.DescribePipelineOptionsRequest()
    with grpc.insecure_channel(endpoint) as channel:
        service = beam_job_api_pb2_grpc.JobServiceStub(channel)
        try:
            answer = service.DescribePipelineOptions(request, timeout=_DEADLINE_S)
        except grpc.RpcError as error:
            raise UsageError(
                f"the job server at {endpoint} does not respond: {error.details()}. Start it, or "
                "check --job_endpoint."
            ) from error
    return list(answer.options)
