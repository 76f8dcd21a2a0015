"""Airflow, GitHub Actions and the nightly maintenance: well formed, with options that exist."""

import ast
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimwire.pipeline.command_line import parser
from claimwire.pipeline.options import parse_options

FOLDER = Path(__file__).parents[2] / "deploy"
DAG = FOLDER / "airflow" / "claimwire_news.py"


def check(words: list[str]) -> None:
    """Parse the words after ``claimwire``; values that are filled in later are text."""
    if words[0] == "run":
        parse_options(words[1:])
    else:
        parser().parse_args(words)


def commands_in(text: str) -> list[list[str]]:
    """Return the claimwire commands of a shell script."""
    text = re.sub(r"\$\{\{[^}]*\}\}", "VALUE", text)
    lines = [line.split("||")[0].strip() for line in text.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("claimwire ")]


def test_the_tasks_of_airflow_are_commands() -> None:
    tree = ast.parse(DAG.read_text(encoding="utf-8"))
    constants = {
        node.targets[0].id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }
    tasks = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "pod"
    ]
    found = []
    for task in tasks:
        words = [
            str(constants[each.id] if isinstance(each, ast.Name) else ast.literal_eval(each))
            for each in task.args[1:]
        ]
        check(words)
        found.append(words[0])
    assert sorted(found) == ["clean", "compact", "run"]


def test_a_run_of_airflow_is_never_started_beside_another() -> None:
    tree = ast.parse(DAG.read_text(encoding="utf-8"))
    dags = [
        {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "DAG"
    ]
    assert len(dags) == 2
    assert all((each["max_active_runs"], each["catchup"]) == ("1", "False") for each in dags)


@pytest.fixture(scope="module")
def workflow() -> dict[Any, Any]:
    path = FOLDER / "github-actions" / "news.yaml"
    loaded: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def test_the_workflow_of_github_runs_commands(workflow: dict[Any, Any]) -> None:
    scripts = [step["run"] for step in workflow["jobs"]["run"]["steps"] if "run" in step]
    found = [words for script in scripts for words in commands_in(script)]
    assert [words[0] for words in found] == ["run", "compact", "clean"]
    for words in found:
        check(words)


def test_the_workflow_of_github_waits_for_the_one_before(workflow: dict[Any, Any]) -> None:
    # YAML reads the key `on` as true.
    assert workflow[True]["schedule"]
    assert workflow["concurrency"]["cancel-in-progress"] is False
    assert workflow["jobs"]["run"]["timeout-minutes"] < 60
    assert set(workflow["permissions"].values()) == {"read", "write"}


def test_the_nightly_job_of_cloud_run_runs_commands() -> None:
    job = yaml.safe_load((FOLDER / "cloud-run/maintenance.yaml").read_text(encoding="utf-8"))
    task = job["spec"]["template"]["spec"]["template"]["spec"]
    (container,) = task["containers"]
    found = commands_in(container["args"][0])
    assert [words[0] for words in found] == ["compact", "clean"]
    for words in found:
        check(words)


def test_a_run_of_cloud_run_is_over_when_the_next_one_starts() -> None:
    job = yaml.safe_load((FOLDER / "cloud-run/job.yaml").read_text(encoding="utf-8"))
    task = job["spec"]["template"]["spec"]["template"]["spec"]
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    minutes = re.search(r'scheduler jobs create http claimwire .*--schedule "\*/(\d+) \* ', told)
    assert minutes
    assert task["timeoutSeconds"] < int(minutes[1]) * 60


def test_the_nightly_unit_of_systemd_runs_commands() -> None:
    unit = (FOLDER / "systemd/claimwire-maintenance.service").read_text(encoding="utf-8")
    starts = re.findall(r"^ExecStart=\S+/claimwire (.*)$", unit, re.MULTILINE)
    assert [each.split()[0] for each in starts] == ["compact", "clean"]
    for each in starts:
        check(each.split())
