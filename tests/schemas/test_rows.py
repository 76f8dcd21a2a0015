"""The records of rows are small, since a run holds those of all its articles."""

import dataclasses
import pickle
from typing import Any

import pytest

from claimwire.schemas import TABLES
from claimwire.schemas.table import Table


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_pickled_row_does_not_repeat_the_names_of_its_columns(table: Table) -> None:
    record: Any = table.record
    row = record(**{field.name: None for field in dataclasses.fields(record)})
    pickled = pickle.dumps(row)
    assert pickle.loads(pickled) == row
    assert b"run_id" not in pickled
