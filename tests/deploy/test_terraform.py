"""Terraform and its workflow: well formed, least rights, and nothing passed that does not exist."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import hcl2
import pytest
import yaml

from claimwire import counters
from claimwire.pipeline.command_line import parser
from claimwire.schemas import TABLES

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "deploy" / "terraform"


def unquoted(value: Any) -> Any:
    """Give strings without the quotation marks that the parser keeps."""
    if isinstance(value, dict):
        return {unquoted(key): unquoted(each) for key, each in value.items()}
    if isinstance(value, list):
        return [unquoted(each) for each in value]
    return value[1:-1] if isinstance(value, str) and value[:1] == value[-1:] == '"' else value


def blocks(kind: str) -> dict[str, dict[str, Any]]:
    found = {}
    for file in sorted(FOLDER.glob("*.tf")):
        for block in unquoted(hcl2.loads(file.read_text(encoding="utf-8"))).get(kind, []):
            for name, body in block.items():
                if kind == "resource":
                    found |= {f"{name}.{label}": each for label, each in body.items()}
                else:
                    found[name] = body
    return found


@pytest.fixture(scope="module")
def resources() -> dict[str, dict[str, Any]]:
    return blocks("resource")


@pytest.fixture(scope="module")
def workflow() -> str:
    text = (FOLDER / "workflow.yaml").read_text(encoding="utf-8")
    assert "main" in yaml.safe_load(text)
    return text


def test_it_is_formatted() -> None:
    terraform = shutil.which("terraform")
    if terraform is None:
        pytest.skip("terraform is not installed")
    done = subprocess.run(
        [terraform, "fmt", "-check", "-diff", str(FOLDER)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_somebody_is_told_when_runs_fail() -> None:
    emails = blocks("variable")["alert_emails"]
    assert "default" not in emails
    assert "length(var.alert_emails) > 0" in str(emails["validation"])


def test_roles_are_the_least(resources: dict[str, dict[str, Any]]) -> None:
    roles = {body["role"] for body in resources.values() if "role" in body}
    assert roles == {
        "roles/artifactregistry.reader",
        "roles/dataflow.developer",
        "roles/dataflow.worker",
        "roles/iam.serviceAccountUser",
        "roles/run.invoker",
        "roles/storage.objectAdmin",
        "roles/storage.objectViewer",
        "roles/workflows.invoker",
    }


def test_buckets_are_private(resources: dict[str, dict[str, Any]]) -> None:
    buckets = [
        body for name, body in resources.items() if name.startswith("google_storage_bucket.")
    ]
    assert len(buckets) == 2
    for bucket in buckets:
        assert bucket["public_access_prevention"] == "enforced"
        assert bucket["uniform_bucket_level_access"] in {True, "true"}


def test_no_table_is_deleted_by_age(resources: dict[str, dict[str, Any]]) -> None:
    rules = resources["google_storage_bucket.claimwire"]["lifecycle_rule"]
    deleting = [rule for rule in rules if rule["action"][0]["type"] == "Delete"]
    assert deleting
    assert all(rule["condition"][0]["with_state"] == "ARCHIVED" for rule in deleting)


def test_the_scheduler_identifies_itself_to_the_workflow(
    resources: dict[str, dict[str, Any]],
) -> None:
    target = resources["google_cloud_scheduler_job.run"]["http_target"][0]
    assert "oauth_token" in target
    assert "oidc_token" not in target


def test_nothing_is_scheduled_before_there_is_an_image(
    resources: dict[str, dict[str, Any]],
) -> None:
    schedules = [
        body for name, body in resources.items() if name.startswith("google_cloud_scheduler_job.")
    ]
    assert len(schedules) == 2
    assert resources["google_cloud_scheduler_job.run"]["paused"] == "${!var.image_pushed}"
    when = "${var.image_pushed ? 1 : 0}"
    maintenance = [body for name, body in resources.items() if "run_v2_job" in name]
    maintenance.append(resources["google_cloud_scheduler_job.maintenance"])
    assert [body["count"] for body in maintenance] == [when] * 3
    assert blocks("variable")["image_pushed"]["default"] in {False, "false"}


def test_somebody_is_told_of_what_never_worked(resources: dict[str, dict[str, Any]]) -> None:
    alerts = {
        name.partition(".")[2]: str(body["conditions"])
        for name, body in resources.items()
        if name.startswith("google_monitoring_alert_policy.")
    }
    # A condition on absence holds only once there has been a value.
    assert not any("condition_absent" in each for each in alerts.values())
    assert "absent_over_time(" in alerts["no_manifest"]
    assert "finished_execution_count" in alerts["workflow"]
    assert "completed_execution_count" in alerts["maintenance"]
    for name, body in resources.items():
        if name.startswith("google_monitoring_alert_policy."):
            assert body["notification_channels"] == "${local.channels}"


def test_the_maintenance_runs_commands_that_exist(resources: dict[str, dict[str, Any]]) -> None:
    text = (FOLDER / "maintenance.tf").read_text(encoding="utf-8")
    commands = re.findall(r"^ +claimwire (.*?) \|\|", text, re.MULTILINE)
    assert [each.split()[0] for each in commands] == ["compact", "clean"]
    for each in commands:
        parser().parse_args(each.split())


def test_the_workflow_gets_every_setting_it_reads(
    resources: dict[str, dict[str, Any]], workflow: str
) -> None:
    read = set(re.findall(r'sys\.get_env\("(\w+)"\)', workflow))
    assert read == set(resources["google_workflows_workflow.run"]["user_env_vars"])


def test_the_workflow_passes_parameters_of_the_template(workflow: str) -> None:
    steps = {
        name: step
        for each in yaml.safe_load(workflow)["main"]["steps"]
        for name, step in each.items()
    }
    launched = steps["launch"]["args"]["body"]["launchParameter"]
    template = json.loads((ROOT / "deploy" / "dataflow" / "batch.json").read_text())
    known = {parameter["name"] for parameter in template["parameters"]}
    required = {each["name"] for each in template["parameters"] if not each["isOptional"]}
    assert required <= set(launched["parameters"]) <= known


def test_the_workflow_looks_for_a_running_job_before_it_launches(workflow: str) -> None:
    order = [name for each in yaml.safe_load(workflow)["main"]["steps"] for name in each]
    assert order.index("list_jobs") < order.index("is_running") < order.index("launch")


def test_every_table_has_an_external_table() -> None:
    tables = next(
        each["tables"]
        for each in unquoted(hcl2.loads((FOLDER / "bigquery.tf").read_text()))["locals"]
        if "tables" in each
    )
    assert set(re.findall(r"\w+", tables)) - {"toset"} == {table.name for table in TABLES}


def test_alerts_watch_counters_that_exist() -> None:
    alerts = (FOLDER / "alerts.tf").read_text(encoding="utf-8")
    watched = set(re.findall(r"manifests_published|pages_fetched|feeds_polled|rejected_", alerts))
    assert watched == {"manifests_published", "pages_fetched", "feeds_polled", "rejected_"}
    assert watched <= {value for value in vars(counters).values() if isinstance(value, str)}
