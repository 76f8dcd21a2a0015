"""No option is ignored."""

import pickle
from pathlib import Path

import pytest
from apache_beam.options.pipeline_options import SetupOptions, StandardOptions

from claimwire.errors import UsageError
from claimwire.pipeline.options import (
    ClaimwireOptions,
    is_local,
    parse_options,
    pin_local_runner,
    works_in_this_process,
)


def test_own_and_beam_options_are_read_together() -> None:
    options = parse_options(
        ["--feeds", "feeds.toml", "--output=out", "--runner=FlinkRunner", "--min_words", "60"]
    )
    assert options.view_as(ClaimwireOptions).feeds == "feeds.toml"
    assert options.view_as(ClaimwireOptions).min_words == 60
    assert options.view_as(StandardOptions).runner == "FlinkRunner"


def test_an_unknown_option_is_an_error_that_names_the_nearest_one() -> None:
    with pytest.raises(UsageError, match=r"--fedes; did you mean --feeds\?"):
        parse_options(["--fedes", "feeds.toml"])


def test_a_stray_word_is_an_error() -> None:
    with pytest.raises(UsageError, match=r"feeds\.toml"):
        parse_options(["feeds.toml"])


@pytest.mark.parametrize(
    "arguments",
    [
        ["--min_words", "0"],
        ["--lease_minutes", "999999999999"],
        ["--min_words", "many"],
        ["--gap_seconds", "-1"],
        ["--gap_seconds", "nan"],
        ["--look_back_days"],
        ["--look_b", "3"],
    ],
)
def test_a_wrong_value_is_an_error(arguments: list[str]) -> None:
    with pytest.raises(UsageError):
        parse_options(arguments)


@pytest.mark.parametrize(
    ("arguments", "local"),
    [
        ([], True),
        (["--runner=DirectRunner"], True),
        (["--runner=directrunner"], True),
        (["--runner=DataflowRunner"], False),
    ],
)
def test_services_are_told_from_this_machine(arguments: list[str], *, local: bool) -> None:
    assert is_local(parse_options(arguments)) is local


def test_the_direct_runner_is_pinned_and_others_are_left_alone() -> None:
    for arguments, expected in (
        ([], "FnApiRunner"),
        (["--runner=DirectRunner"], "FnApiRunner"),
        (["--runner=FlinkRunner"], "FlinkRunner"),
    ):
        options = parse_options(arguments)
        pin_local_runner(options)
        assert options.view_as(StandardOptions).runner == expected


def test_each_view_is_made_once_and_all_share_their_values() -> None:
    options = parse_options(["--feeds", "feeds.toml", "--output=out"])
    standard = options.view_as(StandardOptions)
    assert options.view_as(StandardOptions) is standard
    standard.runner = "FlinkRunner"
    assert options.get_all_options()["runner"] == "FlinkRunner"
    again = pickle.loads(pickle.dumps(options))
    assert again.view_as(StandardOptions).runner == "FlinkRunner"
    assert again.view_as(ClaimwireOptions).output == "out"


def test_the_main_session_stays_at_home_unless_asked_for() -> None:
    for arguments, shipped in (([], False), (["--save_main_session"], True)):
        options = parse_options(["--runner=DataflowRunner", *arguments])
        assert options.view_as(SetupOptions).save_main_session is shipped


@pytest.mark.parametrize(
    ("arguments", "here"),
    [
        ([], True),
        (["--runner=FnApiRunner"], True),
        (["--direct_running_mode=multi_processing", "--direct_num_workers=2"], False),
        (["--direct_num_workers=2"], False),
        (["--runner=PrismRunner"], False),
        (["--runner=FlinkRunner"], False),
    ],
)
def test_engines_with_workers_of_their_own_are_told_apart(arguments: list[str], here: bool) -> None:
    assert works_in_this_process(parse_options(arguments)) is here


@pytest.mark.parametrize("option", ["--setup_file", "--requirements_file", "--extra_package"])
def test_a_file_for_workers_that_is_missing_is_an_error(option: str, tmp_path: Path) -> None:
    file = tmp_path / "setup.py"
    with pytest.raises(UsageError, match=f"{option} .*: there is no such file"):
        parse_options([option, str(file)])
    file.touch()
    parse_options([option, str(file)])
