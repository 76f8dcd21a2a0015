"""The options that only a job server knows, such as Flink's interval of checkpoints."""

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
"""How an option is read; others take any text. Beam reads them in the same way when it submits."""


def add_job_server_arguments(parser: argparse.ArgumentParser, endpoint: str) -> None:
    """Add the options of the runner behind a job server, except those that are there already.

    Args:
        parser: knows our options and those of Beam's Python.
        endpoint: the job server's ``host:port``.

    Raises:
        UsageError: if it does not answer.
    """
    known = {flag for action in parser._actions for flag in action.option_strings}
    for option in _describe(endpoint):
        flag = f"--{option.name}"
        if flag not in known:
            parser.add_argument(flag, **_KINDS.get(option.type, {}))


def needed_for_checkpoints(parsed: argparse.Namespace) -> list[str]:
    """Give the options that a stream with checkpoints needs on Flink, as far as they are not given.

    A bundle that is cut by a checkpoint loses what it has not yet handed on, so that windows come
    out empty. And Flink takes the head of the graph for a source that may always go on, so that a
    stream with an end would not end. Once it is shut down there are no checkpoints until the last
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
                f"the job server at {endpoint} does not answer: {error.details()}. Start it, or "
                "check --job_endpoint."
            ) from error
    return list(answer.options)
