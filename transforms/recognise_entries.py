"""The step that tells new entries from known ones, across runs and within this one."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.coders import PickleCoder
from apache_beam.pvalue import PCollection, TaggedOutput
from apache_beam.transforms.userstate import ReadModifyWriteStateSpec
from apache_beam.typehints.decorators import no_annotations

from claimwire.recognition.known_candidates import Trace
from claimwire.recognition.new_entries import recognise, unexpired
from claimwire.rejecting import Subject, of_entry
from claimwire.schemas.flow import Entry
from claimwire.schemas.rejections import Stage
from claimwire.storage.store import Store
from claimwire.transforms.article_shards import shard_of
from claimwire.transforms.ask_files import BUCKETS
from claimwire.transforms.attempt import REJECTED, Attempt
from claimwire.transforms.look_up import LookUp
from claimwire.transforms.windows import LATENESS, AcrossWindows, BackInWindows

SIGHTED = "sightings"
"""Tag of the output of sightings."""

COUNTED = "new_by_poll"
"""Tag of the output of the numbers of new entries."""


class RecognisedEntries(NamedTuple):
    """The outputs of ``RecogniseEntries``.

    Attributes:
        new: ``Entry``, one for each article to be made.
        sightings: ``Sighting``, one for each entry; those of new articles still have the entry's
            identifier, see ``CompleteSightings``.
        rejections: ``Rejection``.
        new_by_poll: ``(poll_key, count)`` of entries never seen before.
    """

    new: PCollection
    sightings: PCollection
    rejections: PCollection
    new_by_poll: PCollection


@dataclasses.dataclass
class RecogniseEntries(beam.PTransform):
    """Separate new entries from known ones: ``{"entries": Entry, "files": TableFile}``.

    Entries that the run itself has just accepted are not in the tables yet; they are kept in state
    from window to window.

    Attributes:
        store: the store that the files belong to.
        buckets: number of workers that read the tables.
    """

    store: Store
    buckets: int = BUCKETS

    @no_annotations  # Beam would warn that it does not use the type of several outputs
    def expand(self, inputs: Mapping[str, PCollection]) -> RecognisedEntries:
        """Wire the steps."""
        entries = inputs["entries"]
        candidates = entries | "Candidates" >> beam.Map(candidate)
        traces = {"candidates": candidates, "files": inputs["files"]} | "LookUp" >> LookUp(
            self.store, self.buckets
        )
        outputs = (
            (
                entries | "ShardOfEntry" >> beam.Map(by_shard),
                traces | "ShardOfTrace" >> beam.Map(trace_by_shard),
            )
            | "EntriesAndTraces" >> beam.Flatten()
            | "MeetTraces" >> beam.GroupByKey().with_output_types(tuple[int, Iterable[Any]])
            | "AcrossWindows" >> AcrossWindows()
            | "Recognise"
            >> beam.ParDo(_Recognise()).with_outputs(REJECTED, SIGHTED, COUNTED, main="new")
        )
        return RecognisedEntries(
            new=outputs["new"] | "WindowOfNew" >> BackInWindows(entries),
            sightings=outputs[SIGHTED] | "WindowOfSighting" >> BackInWindows(entries),
            rejections=outputs[REJECTED] | "WindowOfRejection" >> BackInWindows(entries),
            new_by_poll=outputs[COUNTED] | "WindowOfCount" >> BackInWindows(entries),
        )


def candidate(entry: Entry) -> tuple[str, str]:
    """Return what to look up in the tables: identifier and address."""
    return entry.article_id, entry.url


def by_shard(entry: Entry) -> tuple[int, Entry]:
    """Key an entry by the shard of its article."""
    return shard_of(entry.article_id), entry


def trace_by_shard(known: tuple[str, Trace]) -> tuple[int, tuple[str, Trace]]:
    """Key an article's trace by the article's shard."""
    return shard_of(known[0]), known


@dataclasses.dataclass(frozen=True)
class Group:
    """The entries of a window that have the same identifier.

    Attributes:
        article_id: the identifier.
        entries: the entries, at least one.
        traces: their traces in the tables.
        taken_at: when the run itself last accepted such an entry, or None.
    """

    article_id: str
    entries: list[Entry]
    traces: list[Trace]
    taken_at: datetime | None


def by_article(
    members: Iterable[Entry | tuple[str, Trace]], taken: Mapping[str, datetime]
) -> Iterator[Group]:
    """Group entries and traces by article, sorted by identifier."""
    entries: dict[str, list[Entry]] = {}
    traces: dict[str, list[Trace]] = {}
    for member in members:
        if isinstance(member, Entry):
            entries.setdefault(member.article_id, []).append(member)
        else:
            article_id, trace = member
            traces.setdefault(article_id, []).append(trace)
    for article_id, some in sorted(entries.items()):
        yield Group(article_id, some, traces.get(article_id, []), taken.get(article_id))


def decide(group: Group) -> Iterator[Entry | TaggedOutput]:
    """Yield the new entry of an article, its sightings and the counts."""
    recognised = recognise(group.article_id, group.entries, group.traces, group.taken_at)
    if recognised.new:
        yield recognised.new
    for sighting in recognised.sightings:
        yield TaggedOutput(SIGHTED, sighting)
    for counted in recognised.new_by_poll:
        yield TaggedOutput(COUNTED, counted)


class _Recognise(beam.DoFn):
    """Decide about the entries of one shard and window; keep accepted identifiers in state."""

    TAKEN = ReadModifyWriteStateSpec("taken", PickleCoder())

    def __init__(self) -> None:
        self._attempt = Attempt(decide, Stage.RECOGNISE, subjects_of)

    def process(
        self,
        shard: tuple[int, Iterable[Entry | tuple[str, Trace]]],
        taken: Any = beam.DoFn.StateParam(TAKEN),
    ) -> Iterator[Any]:
        members = list(shard[1])
        seen_at = [member.seen_at for member in members if isinstance(member, Entry)]
        if not seen_at:
            return
        kept = unexpired(taken.read() or {}, max(seen_at), LATENESS)
        for group in by_article(members, kept):
            for output in self._attempt.process(group):
                if isinstance(output, Entry):
                    kept[output.article_id] = output.seen_at
                yield output
        taken.write(kept)


def subjects_of(group: Group) -> Iterator[Subject]:
    """Yield the rejection subjects of the entries of an article."""
    return map(of_entry, group.entries)
