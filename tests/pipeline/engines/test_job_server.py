"""Options that only a job server knows are read as it describes them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
import pytest
from apache_beam.portability.api import beam_job_api_pb2, beam_job_api_pb2_grpc

from claimwire.errors import UsageError
from claimwire.pipeline.options import parse_options

KINDS = beam_job_api_pb2.PipelineOptionType
OPTIONS = {
    "checkpointing_interval": KINDS.INTEGER,
    "finish_bundle_before_checkpointing": KINDS.BOOLEAN,
    "shutdown_sources_after_idle_ms": KINDS.INTEGER,
    "re_iterable": KINDS.BOOLEAN,
    "state_backend": KINDS.STRING,
    "parallelism": KINDS.INTEGER,
}
"""The last one is known to Beam's Python, too."""


class JobServer(beam_job_api_pb2_grpc.JobServiceServicer):
    def DescribePipelineOptions(self, request: Any, context: Any) -> Any:  # noqa: N802
        options = [
            beam_job_api_pb2.PipelineOptionDescriptor(name=name, type=kind)
            for name, kind in OPTIONS.items()
        ]
        return beam_job_api_pb2.DescribePipelineOptionsResponse(options=options)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = grpc.server(ThreadPoolExecutor(1))
    beam_job_api_pb2_grpc.add_JobServiceServicer_to_server(JobServer(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield f"127.0.0.1:{port}"
    server.stop(None).wait()


def on(endpoint: str, *words: str) -> list[str]:
    return ["--runner=PortableRunner", f"--job_endpoint={endpoint}", *words]


def test_options_of_the_job_server_reach_it(endpoint: str) -> None:
    words = ["--checkpointing_interval=1000", "--re_iterable", "--state_backend", "rocksdb"]
    options = parse_options(on(endpoint, *words, "--parallelism=2"))
    # As the runner sends them.
    sent = options.get_all_options(retain_unknown_options=True)
    assert sent["checkpointing_interval"] == "1000"
    assert sent["re_iterable"] is True
    assert sent["state_backend"] == "rocksdb"


def sent_with_checkpoints(endpoint: str, *words: str) -> dict[str, Any]:
    options = parse_options(on(endpoint, "--checkpointing_interval=1000", *words))
    return options.get_all_options(retain_unknown_options=True)


def test_a_stream_with_checkpoints_gets_what_it_needs(endpoint: str) -> None:
    sent = sent_with_checkpoints(endpoint, "--streaming", "--stop_after=40")
    assert sent["finish_bundle_before_checkpointing"] is True
    assert sent["shutdown_sources_after_idle_ms"] == "40000"


def test_what_is_given_for_checkpoints_stands(endpoint: str) -> None:
    given = "--finish_bundle_before_checkpointing", "--shutdown_sources_after_idle_ms=5"
    sent = sent_with_checkpoints(endpoint, "--streaming", "--stop_after=40", *given)
    assert sent["finish_bundle_before_checkpointing"] is True
    assert sent["shutdown_sources_after_idle_ms"] == "5"


def test_a_stream_without_an_end_keeps_its_sources(endpoint: str) -> None:
    sent = sent_with_checkpoints(endpoint, "--streaming")
    assert "shutdown_sources_after_idle_ms" not in sent


def test_a_scheduled_run_needs_nothing_for_checkpoints(endpoint: str) -> None:
    assert "finish_bundle_before_checkpointing" not in sent_with_checkpoints(endpoint)


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("--checkpointing_intervall=1", "did you mean --checkpointing_interval"),
        ("--checkpointing_interval=often", "invalid int value"),
    ],
)
def test_what_it_does_not_know_is_refused(endpoint: str, word: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        parse_options(on(endpoint, word))


def test_without_a_job_server_its_options_are_unknown() -> None:
    with pytest.raises(UsageError, match="unknown option --checkpointing_interval"):
        parse_options(["--runner=FnApiRunner", "--checkpointing_interval=1000"])


def test_a_job_server_that_does_not_answer_is_named_with_the_way_out() -> None:
    with pytest.raises(
        UsageError, match=r"127\.0\.0\.1:1 does not respond: .*check --job_endpoint"
    ):
        parse_options(on("127.0.0.1:1", "--checkpointing_interval=1000"))
    parse_options(on("127.0.0.1:1", "--parallelism=2"))
