"""The codebook: what the values of columns mean to somebody who codes or counts them.

``python -m claimwire.schemas.codebook > docs/codebook.md`` writes it as a page.
"""

import dataclasses
import functools
import textwrap
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any


@dataclasses.dataclass(frozen=True, kw_only=True)
class Category:
    """A value of a column, and when it applies.

    Attributes:
        name: the value.
        definition: what counts.
        example: a sentence, or a name in running text, to which it applies.
        counter_example: one that looks alike.
        instead: the value that applies to the counter-example; "" if none does.
        meaning: the definition in one line, "" except for acts.
        plover: class or code of the PLOVER ontology; "" if it has none, or the same for a role.
        plover_mode: mode of that class, or "".
        plover_addressed: class where the claim has an addressee, if that is another one, or "".
        cameo: code of CAMEO, "" except for acts.
        directed: whether the act is done to those whom the content names.
    """

    name: str
    definition: str
    example: str
    counter_example: str
    instead: str
    meaning: str = ""
    plover: str = ""
    plover_mode: str = ""
    plover_addressed: str = ""
    cameo: str = ""
    directed: bool = False


@functools.cache
def categories(column: str) -> tuple[Category, ...]:
    """Return the values of a column, in the order of the documentation.

    Args:
        column: "act", "quote_type", "modality", "relation", "speaker_kind", "entity_kind" or
            "role".
    """
    return tuple(Category(name=name, **given) for name, given in _codebook()[column].items())


@functools.cache
def _codebook() -> dict[str, dict[str, dict[str, Any]]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


_HEAD = """# Codebook

This page is generated from `schemas/codebook.toml` by `make docs`; do not edit it.

What each value means, with a sentence to which it applies and one that looks alike and is coded
otherwise. [tables.md](tables.md) describes the columns; [accuracy.md](accuracy.md) says how often
they are right.
"""

_ACTS = """The last columns give the class of PLOVER (manual of 2021,
<https://github.com/openeventdata/PLOVER>) and the code of CAMEO 1.1b3 (Schrodt 2012) that come
closest. PLOVER has no class for words that only state, ask, expect or believe: such claims are no
events, except that a statement to somebody is a consultation.
"""

_ROLES = """The letters behind the country in `entities.actor_code`, one group or several
(`IGOUNO`), as in CAMEO 1.1b3, chapter 3. The last column has PLOVER's code where it is another.
"""

_SECTIONS = {
    "act": ("Acts: `claims.act`", _ACTS),
    "quote_type": ("Kinds of quotation: `claims.quote_type`", ""),
    "modality": ("Modality of the content: `claims.modality`", ""),
    "relation": ("Claims that are part of another: `claims.relation`", ""),
    "speaker_kind": ("Kinds of speakers: `claims.speaker_kind`", ""),
    "entity_kind": ("Kinds of entities: `entities.kind`", ""),
    "role": ("Roles: `entities.actor_code`", _ROLES),
}

_Cell = Callable[[Category], str]


def codebook_markdown() -> str:
    """Render the codebook as Markdown."""
    return "\n".join([_HEAD, *(_section(column) for column in _SECTIONS)])


def _section(column: str) -> str:
    title, remark = _SECTIONS[column]
    cells: dict[str, _Cell] = {
        "value": lambda each: f"`{each.name}`",
        "applies when": lambda each: each.definition,
        "example": lambda each: each.example,
        "but not": lambda each: (
            f"{each.counter_example} (`{each.instead}`)" if each.instead else each.counter_example
        ),
    }
    if column == "act":
        cells |= {"PLOVER": _plover, "CAMEO": lambda each: each.cameo}
    elif column == "role":
        cells |= {"PLOVER": lambda each: each.plover}
    lines = [f"## {title}", ""]
    lines += [*textwrap.wrap(remark, 100, break_on_hyphens=False), ""] if remark else []
    lines += [f"| {' | '.join(cells)} |", "|" + "---|" * len(cells)]
    lines += [
        f"| {' | '.join(cell(each) for cell in cells.values())} |" for each in categories(column)
    ]
    return "\n".join(lines) + "\n"


def _plover(act: Category) -> str:
    named = f"{act.plover}, {act.plover_mode}" if act.plover_mode else act.plover
    if act.plover_addressed:
        return f"{act.plover_addressed}, if said to somebody"
    return named or "none"


if __name__ == "__main__":
    print(codebook_markdown(), end="")  # noqa: T201 - the command's output
