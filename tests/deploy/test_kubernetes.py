"""Flink on Kubernetes: the manifests fit Kubernetes' schemas, and each other."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimwire.pipeline.command_line import parser

FOLDER = Path(__file__).parents[2] / "deploy" / "flink"
VERSION = "1.34"
"""The version of Kubernetes whose schemas are asked: newer ones add fields."""

OF_OTHERS = {
    "FlinkDeployment": "the Flink operator's, whose schema is in no package",
    "Kustomization": "kustomize's",
}


def manifests() -> Iterator[dict[str, Any]]:
    for path in sorted(FOLDER.glob("*.yaml")):
        yield from yaml.safe_load_all(path.read_text(encoding="utf-8"))


def of_kind(kind: str) -> dict[str, dict[str, Any]]:
    return {each["metadata"]["name"]: each for each in manifests() if each["kind"] == kind}


def pods() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, each in of_kind("CronJob").items():
        yield name, each["spec"]["jobTemplate"]["spec"]["template"]["spec"]


@pytest.mark.parametrize(
    "manifest",
    [each for each in manifests() if each["kind"] not in OF_OTHERS],
    ids=lambda each: f"{each['kind']} {each['metadata']['name']}",
)
def test_a_manifest_has_the_fields_that_kubernetes_knows(manifest: dict[str, Any]) -> None:
    validator = pytest.importorskip(
        "kubernetes_validate", reason="kubernetes-validate is not installed"
    )
    validator.validate(manifest, VERSION, strict=True)


def test_a_field_that_kubernetes_does_not_know_is_found() -> None:
    validator = pytest.importorskip(
        "kubernetes_validate", reason="kubernetes-validate is not installed"
    )
    job = of_kind("CronJob")["claimwire-run"]
    job["spec"]["timezone"] = "Etc/UTC"
    with pytest.raises(validator.ValidationError):
        validator.validate(job, VERSION, strict=True)


def test_the_base_has_every_file() -> None:
    base = yaml.safe_load((FOLDER / "kustomization.yaml").read_text(encoding="utf-8"))
    others = {path.name for path in FOLDER.glob("*.yaml")} - {"kustomization.yaml"}
    assert set(base["resources"]) == others
    # What others belong to comes first.
    assert base["resources"][:2] == ["namespace.yaml", "identity.yaml"]


def test_everything_is_in_one_namespace_that_is_made() -> None:
    (namespace,) = of_kind("Namespace")
    for each in manifests():
        if each["kind"] not in {"Namespace", "Kustomization"}:
            assert each["metadata"]["namespace"] == namespace
    binding = of_kind("RoleBinding")["flink"]
    assert {each["namespace"] for each in binding["subjects"]} == {namespace}


def test_every_service_account_that_is_used_is_made() -> None:
    made = of_kind("ServiceAccount")
    used = {pod["serviceAccountName"] for _, pod in pods()}
    used |= {each["spec"]["serviceAccount"] for each in of_kind("FlinkDeployment").values()}
    assert used == set(made)
    binding = of_kind("RoleBinding")["flink"]
    assert binding["roleRef"]["name"] in of_kind("Role")
    assert {each["name"] for each in binding["subjects"]} <= set(made)
    # Only Flink talks to Kubernetes; all talk to the bucket.
    assert all("annotations" in each["metadata"] for each in made.values())
    assert all(pod["automountServiceAccountToken"] is False for _, pod in pods())


def test_the_plugin_for_checkpoints_is_of_the_image() -> None:
    (cluster,) = of_kind("FlinkDeployment").values()
    version = cluster["spec"]["image"].partition(":")[2]
    assert re.fullmatch(r"1\.20\.\d+", version)
    (container,) = cluster["spec"]["podTemplate"]["spec"]["containers"]
    assert container["name"] == "flink-main-container"
    variables = {each["name"]: each["value"] for each in container["env"]}
    assert variables == {"ENABLE_BUILT_IN_PLUGINS": f"flink-gs-fs-hadoop-{version}.jar"}
    assert cluster["spec"]["flinkConfiguration"]["execution.checkpointing.dir"].startswith("gs://")


def test_commands_of_claimwire_have_options_that_exist() -> None:
    commands = [
        container["args"]
        for _, pod in pods()
        for container in (*pod["containers"], *pod["initContainers"])
        if container.get("command") == ["claimwire"]
    ]
    assert sorted(each[0] for each in commands) == ["clean", "compact", "run"]
    for words in commands:
        if words[0] != "run":
            parser().parse_args(words)
