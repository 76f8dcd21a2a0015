"""How often what completes a cue is right, by where the cue stands and who speaks.

With a clause a verb of speech attributes nearly always. With a noun or an infinitive it may tell of
a deed instead, the more so in a subordinate clause, of a thing, or with few words: "a fund that
supports it".
"""

import functools
from typing import cast

from claimwire.language.claims.attributed_content import Content
from claimwire.language.claims.cues import Cue
from claimwire.language.claims.dependents import children, is_infinitive
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.source_kinds import is_actor
from claimwire.language.claims.sources import Source
from claimwire.language.languages import read_toml

RULES = frozenset(
    {"as_clause", "gerund", "infinitive", "noun_complement", "object", "preposition", "raised"}
)
"""Rules whose contents are right or not by their setting."""
LEAST = 0.5
"""The share of right claims above which a setting gives some: more often right than not."""
_SHORT, _MIDDLE = 3, 7
"""Most tokens of short contents, and of those of middle length."""
_FILE = "complement_precision.toml"

Setting = tuple[str, str, str]
"""The rule, the place of the cue, and the speaker with the size of the content."""


def share_right(setting: Setting | None, language: str) -> float:
    """Return the share of right contents in a setting; 1 where it was not measured.

    Args:
        setting: that of a content, or None of a clause.
        language: ISO 639-1 code.

    Raises:
        KeyError: if the language has no folder.
    """
    if setting is None:
        return 1.0
    rule, place, kind = setting
    return _measured(language).get(rule, {}).get(place, {}).get(kind, 1.0)


def setting_of(layout: Layout, cue: Cue, source: Source | None, content: Content) -> Setting | None:
    """Return what the share of right contents depends on, or None of clauses and quotations."""
    if content.rule not in RULES:
        return None
    speaker = "actor" if is_actor(layout, source) else "other"
    return content.rule, _place_of(layout, cue), f"{speaker}_{_size_of(layout, content)}"


def _place_of(layout: Layout, cue: Cue) -> str:
    """Where a cue stands in its sentence."""
    grammar, token = layout.grammar, layout.parse[cue.token]
    relation = token.dep_
    if cue.form != "verb":
        return cue.form
    auxiliaries = {c.tag_ for c in children(token) if c.dep_ in grammar.any_auxiliary}
    if token.tag_ in grammar.bare_form and (not auxiliaries or is_infinitive(token, grammar)):
        return "bare"
    if relation in (
        grammar.relative_clause
        | grammar.noun_clause
        | grammar.open_clause
        | grammar.prepositional_clause
    ):
        return "within"
    if relation in grammar.root and (auxiliaries | {token.tag_}) & grammar.past:
        return "told"
    return "main" if relation in grammar.root | grammar.conjunct | grammar.clause else "beside"


def _size_of(layout: Layout, content: Content) -> str:
    """Whether something of it is quoted, or else how long it is."""
    if any(layout.is_quoted(i) for first, last in content.ranges for i in (first, last - 1)):
        return "quoted"
    tokens = sum(last - first for first, last in content.ranges)
    return "short" if tokens <= _SHORT else "middle" if tokens <= _MIDDLE else "long"


@functools.cache
def _measured(language: str) -> dict[str, dict[str, dict[str, float]]]:
    return cast("dict[str, dict[str, dict[str, float]]]", read_toml(language, _FILE))
