from collections import Counter
from typing import Any

import apache_beam as beam
from apache_beam.transforms import core

from claimwire.pipeline.engines.quick_beam import import_beam, remembered


class Step(beam.DoFn):
    def process(self, element: str, window: Any = beam.DoFn.WindowParam) -> list[str]:
        return [f"{element} {window}"]


class Silent(Step):
    def process(self, element: str) -> list[str]:
        return []


def test_each_method_is_inspected_once_and_told_as_beam_tells_it() -> None:
    asked = Counter[str]()

    def inspect(each: Any) -> tuple[list[str], list[Any]]:
        asked[each.__qualname__] += 1
        return core.get_function_args_defaults(each)

    quick = remembered(inspect)
    for step in (Step(), Silent(), Step()):
        for method in (step.process, step.setup):
            names, defaults = quick(method)
            assert (names, defaults) == core.get_function_args_defaults(method)
            names.append("changed by who asked")
    assert asked == {"Step.process": 1, "Silent.process": 1, "DoFn.setup": 1}


def test_functions_are_inspected_each_time_as_they_may_be_made_anew() -> None:
    asked = []
    quick = remembered(lambda each: asked.append(each) or ([], []))
    quick(len)
    quick(len)
    assert asked == [len, len]


def test_beam_is_told_only_once_to_remember() -> None:
    import_beam([])
    once = core.get_function_args_defaults
    import_beam([])
    assert core.get_function_args_defaults is once
