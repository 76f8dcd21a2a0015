"""The record types, the Arrow schemas and the documentation agree."""

import dataclasses
import types
import typing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pyarrow as pa
import pytest
from apache_beam import coders

from claimwire.schemas import TABLES
from claimwire.schemas.actors import ActorRole
from claimwire.schemas.claims import Claim, JointSpeaker, Span, TimeMention
from claimwire.schemas.documentation import tables_markdown
from claimwire.schemas.rejections import Reason
from claimwire.schemas.statements import LinkedStatement, RepresentingReport, StatementReport
from claimwire.schemas.table import Table, day_of

ROOT = Path(__file__).resolve().parents[2]

SAMPLES = {
    str: "x",
    int: 3,
    float: 0.5,
    bool: True,
    bytes: b"\x00\xff",
    datetime: datetime(2026, 11, 1, 12, 30, 15, 123456, tzinfo=UTC),
    date: date(2026, 11, 1),
    Span: Span(1, 4),
    ActorRole: ActorRole("x", None, "FRA", date(2026, 11, 1), date(2026, 11, 2)),
    JointSpeaker: JointSpeaker("x", None, "person", "FRA"),
    LinkedStatement: LinkedStatement("x", 0.5),
    RepresentingReport: RepresentingReport(
        "x", None, "y", None, ["z"], "person", None, "FRA", "denial", date(2026, 11, 1)
    ),
    StatementReport: StatementReport(
        "x", "y", "z.example", datetime(2026, 11, 1, tzinfo=UTC), None, 3, "x", 0.5
    ),
    TimeMention: TimeMention("Monday", date(2026, 11, 2), None),
}


def sample(annotation: typing.Any) -> typing.Any:
    if typing.get_origin(annotation) is list:
        return [sample(typing.get_args(annotation)[0])]
    if isinstance(annotation, types.UnionType):
        return sample(typing.get_args(annotation)[0])
    return SAMPLES[annotation]


def filled(record: type) -> typing.Any:
    hints = typing.get_type_hints(record)
    return record(**{field.name: sample(hints[field.name]) for field in dataclasses.fields(record)})


def emptied(record: type) -> typing.Any:
    row = filled(record)
    hints = typing.get_type_hints(record)
    absent = {
        name: None
        for name, hint in hints.items()
        if isinstance(hint, types.UnionType) and type(None) in typing.get_args(hint)
    }
    return dataclasses.replace(row, **absent)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_record_and_schema_have_the_same_columns_in_the_same_order(table: Table) -> None:
    assert [field.name for field in dataclasses.fields(table.record)] == table.schema.names


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_column_may_be_null_exactly_where_the_record_says_so(table: Table) -> None:
    hints = typing.get_type_hints(table.record)
    optional = {name for name, hint in hints.items() if type(None) in typing.get_args(hint)}
    assert optional == {field.name for field in table.schema if field.nullable}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_rows_fit_the_arrow_types(table: Table) -> None:
    for row in (filled(table.record), emptied(table.record)):
        arrow = pa.Table.from_pylist([dataclasses.asdict(row)], schema=table.schema)
        arrow.validate(full=True)
        assert arrow.to_pylist() == [dataclasses.asdict(row)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_rows_survive_the_coder_that_ships_them_between_workers(table: Table) -> None:
    coder = coders.registry.get_coder(table.record)
    for row in (filled(table.record), emptied(table.record)):
        shipped = coder.decode(coder.encode(row))
        assert type(shipped) is table.record
        assert shipped == row


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_sort_columns_exist(table: Table) -> None:
    assert set(table.sort_by) <= set(table.schema.names)


def test_the_day_of_a_row_is_in_utc() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=timezone(-timedelta(hours=5)))
    assert day_of(late) == "2026-11-24"
    assert day_of(late.astimezone(UTC)) == "2026-11-24"


def test_every_column_is_described() -> None:
    for table in TABLES:
        for field in table.schema:
            assert field.metadata[b"description"].decode().endswith("."), field.name


def test_reasons_are_fit_for_counter_names() -> None:
    assert all(reason.value.replace("_", "").isalnum() for reason in Reason)
    assert len({reason.value for reason in Reason}) == len(Reason)


def test_the_documentation_is_up_to_date() -> None:
    written = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    assert written == tables_markdown(), "docs/tables.md is stale: run make docs"


def test_claims_hold_their_spans_as_offsets() -> None:
    claim = filled(Claim)
    row = pa.Table.from_pylist([dataclasses.asdict(claim)], schema=TABLES[3].schema).to_pylist()[0]
    assert row["spans"] == [{"start": 1, "end": 4}]
