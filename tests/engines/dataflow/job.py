"""A Dataflow job as it would be sent to the service, but kept in a bucket."""

import base64
import binascii
import bz2
import dataclasses
import json
import pickletools
import re
import zlib
from collections.abc import Iterator
from typing import Any

from apache_beam.options.pipeline_options import GoogleCloudOptions, PipelineOptions
from apache_beam.portability.api import beam_runner_api_pb2

from claimwire.pipeline.graph import Settings
from claimwire.pipeline.run import run
from claimwire.storage.opening import open_store

_PICKLE = re.compile(rb"(?:QlpoO|eN)[A-Za-z0-9+/]{16,}={0,2}")
"""Beam writes pickles compressed with bzip2 or zlib, as base64."""


@dataclasses.dataclass(frozen=True)
class Job:
    """What the service would be given.

    Attributes:
        description: the job's JSON.
        graph: the pipeline in Beam's portable form.
        staged: the names of the files for the workers.
    """

    description: dict[str, Any]
    graph: beam_runner_api_pb2.Pipeline
    staged: frozenset[str]

    @property
    def step_names(self) -> list[str]:
        """The names of the steps that are ours, and of all steps that hold state.

        A step's label is written where its parent is expanded. So the names of the children of the
        root and of our transforms are ours. What Beam's transforms are made of is left out, because
        it changes with Beam's versions, unless it holds the state that an update is to hand over.
        Beam notes each transform's class in the graph.
        """
        transforms = self.graph.components.transforms
        names = {step.unique_name for step in transforms.values() if _holds_state(step)}
        # The roots have no label of their own; they stand for the pipeline.
        parents = [transforms[key] for key in self.graph.root_transform_ids]
        while parents:
            children = [transforms[key] for key in parents.pop().subtransforms]
            names.update(child.unique_name for child in children)
            parents += filter(_is_ours, children)
        return sorted(names)


def translate(settings: Settings, options: PipelineOptions, root: str) -> Job:
    """Submit a run, with a template below ``root`` standing in for the service."""
    cloud = options.view_as(GoogleCloudOptions)
    # Set after the options were checked: users must not make such templates.
    cloud.template_location = f"{root}/job.json"
    cloud.temp_location = f"{root}/staged"
    assert run(settings, options) is None
    store = open_store(root)
    staged = {each.path.rpartition("/")[2]: each.path for each in store.list("staged/")}
    return Job(
        json.loads(store.read("job.json")),
        beam_runner_api_pb2.Pipeline.FromString(store.read(staged.pop("pipeline.pb"))),
        frozenset(staged),
    )


def pickles(content: bytes) -> Iterator[bytes]:
    """Find Beam's pickles in a message, and pickles within pickles."""
    for found in _PICKLE.finditer(content):
        # A byte of what follows may look like base64; the decompressor stops by itself.
        text = found[0].rstrip(b"=")
        try:
            packed = base64.b64decode(text[: len(text) // 4 * 4] + _last_group(text))
            inner = bz2.BZ2Decompressor() if packed[:2] == b"BZ" else zlib.decompressobj()
            pickled = inner.decompress(packed)
        except (binascii.Error, OSError, zlib.error):
            continue
        yield pickled
        yield from pickles(pickled)


def words(pickled: bytes) -> set[str]:
    """All texts in a pickle; among them are the modules and names that it refers to."""
    return {arg for _, arg, _ in pickletools.genops(pickled) if isinstance(arg, str)}


def _is_ours(step: beam_runner_api_pb2.PTransform) -> bool:
    return step.annotations.get("python_type", b"").startswith(b"claimwire.")


def _holds_state(step: beam_runner_api_pb2.PTransform) -> bool:
    if step.spec.urn != "beam:transform:pardo:v1":
        return False
    return bool(beam_runner_api_pb2.ParDoPayload.FromString(step.spec.payload).state_specs)


def _last_group(text: bytes) -> bytes:
    rest = text[len(text) // 4 * 4 :]
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""
