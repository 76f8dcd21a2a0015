import tomllib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.user_files.toml_lines import Path, lines_of_keys


def test_lines_are_found_beside_comments_and_long_values() -> None:
    text = '''# [[feed]]

defaults.tags = [  # [[feed]]
  "a]",
  # "b"
  "c",
]
[[feed]]  # the first
url = "https://a.example/ # [[feed]]"
name = """
[[feed]]
url = "https://not.example/"
"""
"tags"    =    ["x", { y = [
  1,
] }]

[[feed]]
name = \'\'\'[[feed]]\'\'\'
extra.deep = { a = 1, b = [2, { c = 3 }] }
[feed.sub]
key = 1
[[feed.sub.list]]
[[feed.sub.list]]
key = 2
[other]
key = 3'''
    tomllib.loads(text)
    assert lines_of_keys(text) == {
        (): 1,
        ("defaults",): 3,
        ("defaults", "tags"): 3,
        ("defaults", "tags", 0): 3,
        ("defaults", "tags", 1): 3,
        ("feed",): 8,
        ("feed", 0): 8,
        ("feed", 0, "url"): 9,
        ("feed", 0, "name"): 10,
        ("feed", 0, "tags"): 14,
        ("feed", 0, "tags", 0): 14,
        ("feed", 0, "tags", 1): 14,
        ("feed", 0, "tags", 1, "y"): 14,
        ("feed", 0, "tags", 1, "y", 0): 14,
        ("feed", 1): 18,
        ("feed", 1, "name"): 19,
        ("feed", 1, "extra"): 20,
        ("feed", 1, "extra", "deep"): 20,
        ("feed", 1, "extra", "deep", "a"): 20,
        ("feed", 1, "extra", "deep", "b"): 20,
        ("feed", 1, "extra", "deep", "b", 0): 20,
        ("feed", 1, "extra", "deep", "b", 1): 20,
        ("feed", 1, "extra", "deep", "b", 1, "c"): 20,
        ("feed", 1, "sub"): 21,
        ("feed", 1, "sub", "key"): 22,
        ("feed", 1, "sub", "list"): 23,
        ("feed", 1, "sub", "list", 0): 23,
        ("feed", 1, "sub", "list", 1): 24,
        ("feed", 1, "sub", "list", 1, "key"): 25,
        ("other",): 26,
        ("other", "key"): 27,
    }


def test_an_empty_document_has_only_itself() -> None:
    assert lines_of_keys("") == {(): 1}
    assert lines_of_keys("\n# nothing\n") == {(): 1}


VALUES = st.sampled_from(
    [
        "1",
        '"x"',
        "'#'",
        '["a", "b"]',
        '[ # "\n"a]",\n\n# ]\n]',
        '"""\n[[feed]]\nx = 1\n"""',
        "'''\n]\n[feed]''' # '''",
        '{ k = "v", l = [1, 2] }',
        '[{ k = """\n}\n""" },\n{ k = 2 }\n]',
        "2021-07-06T09:00:00Z",
    ]
)
NOISE = st.sampled_from(["", "\n", "# a comment\n", "  # [[feed]]\n\n", "\t\n"])


@settings(max_examples=100)
@given(feeds=st.lists(st.lists(st.tuples(NOISE, VALUES), max_size=4), max_size=4))
def test_each_key_is_found_on_its_line(feeds: list[list[tuple[str, str]]]) -> None:
    text = "# list\n"
    expected: dict[Path, int] = {}
    for number, values in enumerate(feeds):
        expected["feed", number] = text.count("\n") + 1
        text += "[[feed]]\n"
        for index, (noise, value) in enumerate(values):
            text += noise
            expected["feed", number, f"key{index}"] = text.count("\n") + 1
            text += f"key{index} = {value}\n"
    tomllib.loads(text)
    found = lines_of_keys(text)
    assert {path: line for path, line in found.items() if len(path) in {2, 3}} == expected


def long_value(lines: int) -> str:
    inside = "".join(f'{{ url = "https://{i}.example/", tags = ["a"] }},\n' for i in range(lines))
    return f"feed = [\n{inside}]\nlast = 1\n"


def test_work_grows_with_a_value_and_no_faster(lines_run: Callable[..., int]) -> None:
    once, twice = (lines_run(lines_of_keys, long_value(n)) for n in (500, 1000))
    assert twice < 2.2 * once


@pytest.mark.timeout(60)  # quadratic work on this would take far longer
def test_what_follows_a_long_value_is_on_its_line() -> None:
    assert lines_of_keys(long_value(4000))["last",] == 4003
