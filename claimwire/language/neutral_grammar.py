"""The grammar whose labels are the names of its own fields.

Parsers that speak Universal Dependencies get these labels from ``claimwire.language.universal``, so
that one grammar serves all their languages. The kinds of names are those of spaCy's pipelines
that were trained on WikiNER, with "PERSON" for "PER".

Source: https://universaldependencies.org, and for names https://spacy.io/models/fr.
"""

from typing import Any

from claimwire.language.grammar import LABELS, Grammar

_OWN = {name: frozenset({name}) for name in (*LABELS, "infinitive", "future", "conditional")}
_VERBS = frozenset(
    {
        "bare_form",
        "conditional",
        "future",
        "gerund",
        "infinitive",
        "past",
        "past_participle",
        "present",
        "present_third",
        "subjunctive",
    }
)
_NAMES = {
    "date_name": frozenset({"DATE"}),
    "time_name": frozenset({"TIME"}),
    "actor_name": frozenset({"ORG", "PERSON"}),
    "place_name": frozenset({"GPE", "LOC"}),
}

_FINITE = _VERBS - {"bare_form", "gerund", "infinitive", "past_participle"}
_LABELS: dict[str, Any] = {
    **_OWN,
    **_NAMES,
    "root": frozenset({"ROOT"}),
    "any_verb": _VERBS,
    "infinitive_marker": frozenset({"infinitive"}),
    "finite": _FINITE | {"pronoun"},
}

NEUTRAL = Grammar(**_LABELS, inverts_subjects=True, owners_follow=True)
