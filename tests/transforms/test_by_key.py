"""Grouping of collections of several types."""

from collections.abc import Iterable

import apache_beam as beam
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to

from claimwire.transforms.by_key import Gather, MeetByKey, of_type


def sorted_texts(group: tuple[str, Iterable[object]]) -> tuple[str, list[str]]:
    return group[0], sorted(map(str, group[1]))


def test_values_of_all_inputs_meet_under_their_key() -> None:
    with TestPipeline(runner="FnApiRunner") as pipeline:
        words = pipeline | "Words" >> beam.Create([("a", "x"), ("b", "y")])
        numbers = pipeline | "Numbers" >> beam.Create([("a", 1), ("a", 2), ("c", 3)])
        met = (words, numbers) | MeetByKey() | beam.Map(sorted_texts)
        expected = [("a", ["1", "2", "x"]), ("b", ["y"]), ("c", ["3"])]
        assert_that(met, equal_to(expected))


def test_values_are_told_apart_by_their_types() -> None:
    assert list(of_type(["x", 1, "y", None], str)) == ["x", "y"]


def test_all_elements_become_one_value_and_none_become_none() -> None:
    with TestPipeline(runner="FnApiRunner") as pipeline:
        some = pipeline | "Some" >> beam.Create([3, 1, 2]) | "OfSome" >> Gather(sorted)
        none = pipeline | "None" >> beam.Create([], reshuffle=False) | "OfNone" >> Gather(sorted)
        assert_that(some, equal_to([[1, 2, 3]]), "one")
        assert_that(none, equal_to([]), "nothing")
