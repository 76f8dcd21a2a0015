"""systemd, Cloud Run and Flink: well formed, and every option that they pass exists."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimwire.pipeline.options import ClaimwireOptions, parse_options

FOLDER = Path(__file__).parents[2] / "deploy"
MANIFESTS = sorted(FOLDER.glob("cloud-run/*.yaml"))


def containers(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield from value.get("containers", [])
        for each in value.values():
            yield from containers(each)
    if isinstance(value, list):
        for each in value:
            yield from containers(each)


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.name)
def test_a_manifest_names_its_kind(path: Path) -> None:
    for manifest in yaml.safe_load_all(path.read_text(encoding="utf-8")):
        assert manifest["apiVersion"]
        assert manifest["kind"] == "Job"
        assert list(containers(manifest))


def test_only_the_runs_and_the_operator_reach_flink() -> None:
    load = yaml.safe_load_all
    policies = {
        each["metadata"]["name"]: each["spec"]
        for each in load((FOLDER / "flink/network.yaml").read_text(encoding="utf-8"))
    }
    (cluster,) = load((FOLDER / "flink/cluster.yaml").read_text(encoding="utf-8"))
    (job,) = load((FOLDER / "flink/run.yaml").read_text(encoding="utf-8"))
    runs = job["spec"]["jobTemplate"]["spec"]["template"]["metadata"]["labels"]
    flink = policies["claimwire-flink"]
    assert flink["podSelector"]["matchLabels"] == {"app": cluster["metadata"]["name"]}
    own, others = flink["ingress"]
    assert own == {"from": [{"podSelector": flink["podSelector"]}]}
    assert others["from"][0] == {"podSelector": {"matchLabels": runs}}
    assert others["ports"] == [{"port": 8081}]
    assert policies["claimwire-run"]["podSelector"]["matchLabels"] == runs
    assert "ingress" not in policies["claimwire-run"]


@pytest.mark.parametrize("name", ["cloud-run/job.yaml", "flink/run.yaml"])
def test_the_options_of_a_run_exist(name: str) -> None:
    manifest = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    runs = [each for each in containers(manifest) if each.get("command") == ["claimwire"]]
    assert len(runs) == 1
    command, *arguments = runs[0]["args"]
    assert command == "run"
    parse_options(arguments)


def test_a_run_that_is_cut_off_does_not_hold_up_the_next() -> None:
    # It renews its lease while it lives, so that the lease need not last as long as the run may.
    job = yaml.safe_load((FOLDER / "cloud-run/job.yaml").read_text(encoding="utf-8"))
    task = job["spec"]["template"]["spec"]["template"]["spec"]
    options = parse_options(task["containers"][0]["args"][1:])
    assert options.view_as(ClaimwireOptions).lease_minutes is None


def test_a_run_on_flink_is_not_started_twice() -> None:
    job = yaml.safe_load((FOLDER / "flink/run.yaml").read_text(encoding="utf-8"))
    assert job["spec"]["concurrencyPolicy"] == "Forbid"


def test_systemd_takes_the_units() -> None:
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("systemd-analyze is not installed")
    units = [str(path) for path in sorted((FOLDER / "systemd").iterdir())]
    done = subprocess.run([verify, "verify", *units], capture_output=True, text=True, check=False)
    # The command is not installed on a machine that only tests.
    complaints = [line for line in done.stderr.splitlines() if "is not executable" not in line]
    assert complaints == []


def test_the_unit_passes_options_that_exist() -> None:
    unit = (FOLDER / "systemd" / "claimwire.service").read_text(encoding="utf-8")
    start = next(line for line in unit.splitlines() if line.startswith("ExecStart="))
    words = start.split()
    parse_options([word for word in words[words.index("run") + 1 :] if not word.startswith("$")])
