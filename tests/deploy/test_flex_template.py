"""The two flex templates: what the Dataflow API accepts, and what claimwire understands."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from apache_beam.options.pipeline_options import StandardOptions
from google.cloud.dataflow_v1beta3.types import TemplateMetadata
from google.protobuf.json_format import ParseError

from claimwire.pipeline.engines.flex_template import main, metadata, plain_arguments
from claimwire.pipeline.options import ClaimwireOptions, parse_options

FOLDER = Path(__file__).parents[2] / "deploy" / "dataflow"
BOTH = pytest.mark.parametrize("streaming", [False, True], ids=["batch", "streaming"])


def described(streaming: bool) -> dict[str, Any]:
    name = "streaming" if streaming else "batch"
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


@BOTH
def test_the_committed_description_is_the_generated_one(streaming: bool) -> None:
    assert described(streaming) == metadata(streaming=streaming), "run make docs"


@BOTH
def test_the_api_knows_every_field(streaming: bool) -> None:
    parsed = TemplateMetadata.from_json(json.dumps(described(streaming)))
    assert {parameter.name for parameter in parsed.parameters} >= {"feeds", "output"}


def test_the_api_refuses_a_field_it_does_not_know() -> None:
    with pytest.raises(ParseError):
        TemplateMetadata.from_json(json.dumps({**described(False), "colour": "red"}))


@BOTH
def test_every_parameter_is_an_option_and_defaults_are_those_of_the_command(
    streaming: bool,
) -> None:
    defaults = {**ClaimwireOptions([]).get_all_options(), **StandardOptions([]).get_all_options()}
    for parameter in described(streaming)["parameters"]:
        default = defaults[parameter["name"]]
        if "defaultValue" not in parameter:
            assert not default
            continue
        assert type(default)(parameter["defaultValue"]) == default
        for pattern in parameter.get("regexes", ()):
            assert re.fullmatch(pattern, parameter["defaultValue"])


def test_the_batch_template_cannot_be_told_to_stream() -> None:
    names = {parameter["name"] for parameter in described(False)["parameters"]}
    assert not names & {"streaming", "window", "poll_interval", "stop_after"}


def test_flags_come_with_a_value_and_are_passed_without() -> None:
    plain = plain_arguments(
        ["--ignore_state=true", "--allow_private_addresses=false", "--feeds=a=b", "--project=p"]
    )
    assert plain == ["--ignore_state", "--feeds=a=b", "--project=p"]
    assert parse_options(plain).view_as(ClaimwireOptions).ignore_state


def test_the_streaming_template_streams() -> None:
    parameters = {parameter["name"]: parameter for parameter in described(True)["parameters"]}
    assert not parameters["streaming"]["isOptional"]
    plain = plain_arguments(["--streaming=true", "--window=600"])
    assert parse_options(plain).view_as(StandardOptions).streaming


def test_a_launch_without_its_parameters_ends_as_bad_usage(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--ignore_state=true"]) == 2
    assert "--feeds is required" in capsys.readouterr().err
