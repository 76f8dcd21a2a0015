import dataclasses
import datetime
import io
import math
import random
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.schemas import TABLES
from claimwire.schemas.actors import ACTORS, ActorRole
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.claims import CLAIMS, Claim, JointSpeaker, Span, TimeMention
from claimwire.schemas.feeds import FEEDS
from claimwire.schemas.statements import (
    STATEMENTS,
    LinkedStatement,
    RepresentingReport,
    StatementReport,
)
from claimwire.schemas.table import Table
from claimwire.storage.arrow import to_arrow, to_parquet
from claimwire.storage.records import from_arrow
from tests.fakes.records import from_parquet
from tests.fakes.rows import NOW, a_poll, an_article

SPAN = CLAIMS.schema.field("spans").type.value_type
TIME = CLAIMS.schema.field("times").type.value_type
ROLE = ACTORS.schema.field("roles").type.value_type
JOINT_SPEAKER = CLAIMS.schema.field("joint_speakers").type.value_type
REPORT = STATEMENTS.schema.field("reports").type.value_type
REPRESENTING = STATEMENTS.schema.field("represented_by").type.value_type
LINKED = STATEMENTS.schema.field("answers").type.value_type


def integers_of(kind: pa.DataType) -> st.SearchStrategy[int]:
    half = 2 ** (kind.bit_width - 1)
    signed = pa.types.is_signed_integer(kind)
    return st.integers(-half, half - 1) if signed else st.integers(0, 2 * half - 1)


# Every strategy prefers a few values, so that rows often are equal in many columns.
_NUMBERS = st.integers(0, 9)
_VALUES: list[tuple[Callable[[pa.DataType], bool], st.SearchStrategy[Any]]] = [
    (pa.types.is_string, st.sampled_from(["", "a", "b", "é", "\U0001f600"]) | st.text(max_size=4)),
    (pa.types.is_binary, st.binary(max_size=3)),
    (pa.types.is_boolean, st.booleans()),
    (pa.types.is_floating, st.sampled_from([0.0, -0.0, 1.0]) | st.floats(allow_nan=False)),
    (pa.types.is_timestamp, st.just(NOW) | st.datetimes(timezones=st.just(datetime.UTC))),
    (pa.types.is_date, st.dates()),
    (lambda kind: kind == SPAN, st.builds(Span, _NUMBERS, _NUMBERS)),
    (
        lambda kind: kind == TIME,
        st.builds(TimeMention, st.text(max_size=3), st.none() | st.dates(), st.none()),
    ),
    (
        lambda kind: kind == ROLE,
        st.builds(
            ActorRole,
            st.just("x"),
            st.none(),
            st.none() | st.text(max_size=2),
            st.dates(),
            st.dates(),
        ),
    ),
    (
        lambda kind: kind == JOINT_SPEAKER,
        st.builds(
            JointSpeaker, st.none() | st.text(max_size=2), st.none(), st.just("x"), st.none()
        ),
    ),
    (
        lambda kind: kind == REPORT,
        st.builds(
            StatementReport,
            *(st.text(max_size=2), st.just("x"), st.just("x"), st.just(NOW)),
            *(st.none() | st.just(NOW), _NUMBERS, st.text(max_size=2), st.just(1.0)),
        ),
    ),
    (
        lambda kind: kind == REPRESENTING,
        st.builds(
            RepresentingReport,
            *(st.text(max_size=2), st.none(), st.none() | st.text(max_size=2), st.none()),
            *(st.lists(st.text(max_size=2), max_size=2), st.just("x"), st.none(), st.none()),
            *(st.just("x"), st.none() | st.dates()),
        ),
    ),
    (lambda kind: kind == LINKED, st.builds(LinkedStatement, st.text(max_size=2), st.just(1.0))),
]


def values_of(kind: pa.DataType) -> st.SearchStrategy[Any]:
    """Values of an Arrow type, as records have them."""
    if pa.types.is_list(kind):
        return st.lists(values_of(kind.value_type), max_size=2)
    if pa.types.is_integer(kind):
        return st.sampled_from([0, 1]) | integers_of(kind)
    return next(strategy for fits, strategy in _VALUES if fits(kind))


def rows_of(table: Table) -> st.SearchStrategy[list[Any]]:
    fields = {
        field.name: values_of(field.type)
        if not field.nullable
        else values_of(field.type) | st.none()
        for field in table.schema
    }
    return st.lists(st.builds(table.record, **fields), max_size=6)


def shown(row: Any) -> str:
    """Tell rows apart that are equal in Python but not in a file, such as those of 0.0 and -0.0."""
    utc = repr(row).replace("zoneinfo.ZoneInfo(key='UTC')", "datetime.timezone.utc")
    return utc.replace(", fold=1", "")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@settings(max_examples=60)
@given(data=st.data())
def test_any_rows_come_back_and_their_order_does_not_matter(
    table: Table, data: st.DataObject
) -> None:
    rows = data.draw(rows_of(table))
    content = to_parquet(to_arrow(table, rows))
    read = from_parquet(content)
    assert read.schema.equals(table.schema)

    found = from_arrow(table, read)
    assert sorted(map(shown, found)) == sorted({shown(row) for row in rows})

    shuffled = data.draw(st.permutations(rows))
    assert to_parquet(to_arrow(table, shuffled)) == content
    assert to_parquet(to_arrow(table, rows + rows)) == content


def test_rows_are_in_the_order_of_the_sort_key_with_nulls_first() -> None:
    table = dataclasses.replace(ARTICLES, sort_by=("title", "word_count"))
    rows = [
        an_article(title="b", word_count=1),
        an_article(title="a", word_count=2),
        an_article(title=None, word_count=9),
        an_article(title="a", word_count=1),
    ]
    found = to_arrow(table, rows)
    assert found["title"].to_pylist() == [None, "a", "a", "b"]
    assert found["word_count"].to_pylist() == [9, 1, 2, 1]


def test_not_a_number_and_signed_zeros_have_their_order() -> None:
    scores = [math.nan, 0.0, None, -0.0, math.nan, math.inf, -1.0]
    rows = [an_article(copy_score=score) for score in scores]
    expected = to_parquet(to_arrow(ARTICLES, rows))
    for seed in range(10):
        random.Random(seed).shuffle(rows)
        assert to_parquet(to_arrow(ARTICLES, rows)) == expected
    found = to_arrow(ARTICLES, rows)["copy_score"].to_pylist()
    assert repr(found) == "[None, -1.0, -0.0, 0.0, inf, nan]"


def test_lone_surrogates_are_replaced_one_for_one() -> None:
    row = an_article(text="a\ud800b\udc00\U0001f600", authors=["\udfff"])
    (found,) = from_arrow(ARTICLES, from_parquet(to_parquet(to_arrow(ARTICLES, [row]))))
    assert found.text == "a\ufffdb\ufffd\U0001f600"
    assert len(found.text) == len(row.text)
    assert found.authors == ["\ufffd"]


def test_other_time_zones_become_utc() -> None:
    zone = datetime.timezone(datetime.timedelta(hours=2))
    row = a_poll(polled_at=datetime.datetime(2024, 5, 1, 14, 0, 0, 1, tzinfo=zone))
    found = to_arrow(FEEDS, [row])["polled_at"][0].as_py()
    assert found == datetime.datetime(2024, 5, 1, 12, 0, 0, 1, tzinfo=datetime.UTC)
    assert found.utcoffset() == datetime.timedelta(0)


def test_a_null_where_none_is_allowed_is_an_error() -> None:
    with pytest.raises(pa.ArrowInvalid, match="non-nullable"):
        to_parquet(to_arrow(FEEDS, [a_poll(outcome=None)]))


def test_nested_columns_are_structs() -> None:
    fields = {field.name: None for field in dataclasses.fields(Claim)}
    required = {
        "claim_id": "c",
        "article_id": "a",
        "sentence": 0,
        "quote_type": "direct",
        "text": "t",
        "spans": [Span(0, 1)],
        "speaker_kind": "person",
        "act": "statement",
        "negated": False,
        "modality": "asserted",
        "times": [TimeMention("May", datetime.date(2024, 5, 1), None)],
        "about": [],
        "rule": "r",
        "run_id": "x",
    }
    found = to_arrow(CLAIMS, [Claim(**{**fields, **required})])
    assert found["spans"].to_pylist() == [[{"start": 0, "end": 1}]]
    assert found["times"][0][0].as_py() == {
        "text": "May",
        "start": datetime.date(2024, 5, 1),
        "end": None,
    }


def test_files_are_zstd_with_dictionaries_where_values_repeat() -> None:
    rows = [an_article(article_id=str(number), text=f"text {number}") for number in range(20)]
    metadata = pq.ParquetFile(io.BytesIO(to_parquet(to_arrow(ARTICLES, rows)))).metadata
    columns = [metadata.row_group(0).column(i) for i in range(metadata.num_columns)]
    assert {column.compression for column in columns} == {"ZSTD"}
    by_name = {column.path_in_schema: column.encodings for column in columns}
    assert "RLE_DICTIONARY" in by_name["site"]
    assert "RLE_DICTIONARY" not in by_name["article_id"]
    assert "RLE_DICTIONARY" not in by_name["text"]
