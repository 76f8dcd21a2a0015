"""The lookup of entries and articles in the published tables."""

import dataclasses
import functools
from collections.abc import Mapping
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection
from apache_beam.typehints.decorators import no_annotations

from claimwire.recognition.known_candidates import LOOKED_UP, Candidates, look_up
from claimwire.storage.store import Store
from claimwire.transforms.ask_files import BUCKETS, AskFiles
from claimwire.transforms.by_key import Gather


@dataclasses.dataclass
class LookUp(beam.PTransform[Any, Any]):
    """Find the traces of candidates in the published tables.

    ``{"candidates": (article_id, url), "files": TableFile}`` to ``(article_id, Trace)``: at most
    one trace for each candidate, table and bucket. Without candidates no file is opened.

    Attributes:
        store: the store of the tables.
        buckets: number of groups of a table's files, and so of workers that read them.
    """

    store: Store
    buckets: int = BUCKETS

    @no_annotations  # Beam would warn that it does not use the type of several inputs
    def expand(self, inputs: Mapping[str, PCollection]) -> PCollection:
        """Wire the steps."""
        candidates = inputs["candidates"] | "Gather" >> Gather(Candidates.of)
        return {"candidates": candidates, "files": inputs["files"]} | "AskFiles" >> AskFiles(
            LOOKED_UP, functools.partial(look_up, self.store), self.buckets
        )
