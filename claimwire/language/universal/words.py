"""A word of a parse in Universal Dependencies, and what one language adds to their guidelines."""

import dataclasses
import functools
from collections.abc import Mapping
from typing import NamedTuple

from claimwire.language.languages import has_file, read_rows, read_toml


@dataclasses.dataclass(slots=True)
class Word:
    """A word as the parser leaves it; no rule changes one, each makes another.

    Attributes:
        lower: in lower case.
        lemma: dictionary form.
        pos: universal part of speech.
        features: morphological features, such as ``{"VerbForm": "Inf"}``.
        head: index of the word that it hangs on; its own for the head of a sentence.
        relation: the relation, with its subtype: "nsubj", "obl:agent".
        is_capital: whether it is written with a capital.
        starts_sentence: whether the parser begins a sentence with it.
    """

    lower: str
    lemma: str
    pos: str
    features: Mapping[str, str]
    head: int
    relation: str
    is_capital: bool = False
    starts_sentence: bool = False

    @property
    def base(self) -> str:
        """The relation without its subtype."""
        return self.relation.partition(":")[0]


class VerbForm(NamedTuple):
    """A form in ``verb_forms.csv``: its verb, and whether it is another word as well."""

    lemma: str
    is_ambiguous: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class Traits:
    """What ``universal.toml`` and ``verb_forms.csv`` say of a language, as they explain."""

    passive_auxiliaries: frozenset[str] = frozenset()
    agent_prepositions: frozenset[str] = frozenset()
    object_prepositions: frozenset[str] = frozenset()
    complement_markers: frozenset[str] = frozenset()
    relative_pronouns: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    weak_pronouns: frozenset[str] = frozenset()
    inverted_pronouns: frozenset[str] = frozenset()
    infinitive_endings: frozenset[str] = frozenset()
    phrasal_verbs: frozenset[tuple[str, ...]] = frozenset()
    verb_forms: Mapping[str, VerbForm] = dataclasses.field(default_factory=dict)


@functools.cache
def traits_of(language: str) -> Traits | None:
    """Read what a language adds, once per process.

    Returns:
        The traits; None if the language has no ``universal.toml``: its parser has a grammar of its
        own, or nothing is known of it.

    Raises:
        TypeError: if the file has a list that no rule asks for.
    """
    if not has_file(language, "universal.toml"):
        return None
    data = read_toml(language, "universal.toml")
    phrasal = frozenset(tuple(verb.split()) for verb in data.pop("phrasal_verbs", ()))
    lists = {name: frozenset(words) for name, words in data.items()}
    forms = {
        row["form"]: VerbForm(row["lemma"], row["also"] == "yes")
        for row in read_rows(language, "verb_forms.csv")
    }
    return Traits(phrasal_verbs=phrasal, verb_forms=forms, **lists)
