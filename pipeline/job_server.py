"""The options that only a job server knows, such as Flink's interval of checkpoints."""

import argparse
from typing import Any

import grpc
from apache_beam.portability.api import beam_job_api_pb2, beam_job_api_pb2_grpc

from pipeline.errors import UsageError

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
