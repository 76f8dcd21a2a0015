"""Trees of Universal Dependencies get the shape and the labels that rules ask for."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.language.universal.labels import label_of, tag_of
from claimwire.language.universal.mending import mend
from claimwire.language.universal.reporting_clauses import set_apart
from claimwire.language.universal.shape import reshape
from claimwire.language.universal.speech import Speech
from claimwire.language.universal.tree import ROOT, Tree
from claimwire.language.universal.words import Traits, Word
from tests.fakes.parses import tree

SPANISH = Traits(
    passive_auxiliaries=frozenset({"ser"}),
    agent_prepositions=frozenset({"por"}),
    object_prepositions=frozenset({"a"}),
    complement_markers=frozenset({"a", "de"}),
    relative_pronouns=frozenset({"que"}),
)
SPEECH = Speech(
    verbs=frozenset({"decir", "acusar"}),
    reporting=frozenset({"decir"}),
    acting=frozenset({"acusar"}),
    complementizers=frozenset({"que"}),
    conjunctions=frozenset({"como"}),
    actors=frozenset({"juez"}),
)


def shaped(parsed: Tree, traits: Traits = SPANISH) -> list[tuple[str, str, str]]:
    """Each word with its label and the word that it hangs on."""
    reshape(parsed, traits, SPEECH)
    words = parsed.words
    return [
        (word.lower, label_of(parsed, index, traits), words[parsed.heads[index]].lower)
        for index, word in enumerate(words)
    ]


def test_a_preposition_governs_its_noun() -> None:
    found = shaped(tree("vive VERB 0 ROOT", "en ADP 2 case", "Lima PROPN 0 obl"))
    assert found == [
        ("vive", ROOT, "vive"),
        ("en", "preposition", "vive"),
        ("lima", "prepositional_object", "en"),
    ]


def test_a_copula_governs_its_predicate_and_has_the_subject() -> None:
    found = shaped(
        tree("ella PRON 2 nsubj", "es/ser AUX 2 cop", "justa ADJ 2 ROOT", "hoy ADV 2 advmod")
    )
    assert found == [
        ("ella", "subject", "es"),
        ("es", ROOT, "es"),
        ("justa", "predicate_adjective", "es"),
        ("hoy", "adverb", "justa"),
    ]


def test_a_negation_goes_with_the_copula() -> None:
    found = shaped(tree("no ADV 2 advmod Polarity=Neg", "es/ser AUX 2 cop", "verdad NOUN 2 ROOT"))
    assert found[0] == ("no", "negation", "es")
    assert found[2] == ("verdad", "predicate_noun", "es")


def test_who_does_what_a_passive_says_is_its_agent() -> None:
    found = shaped(
        tree(
            "fue/ser AUX 1 aux VerbForm=Fin",
            "citado/citar VERB 1 ROOT VerbForm=Part",
            "por ADP 3 case",
            "Roma PROPN 1 obl",
        )
    )
    assert found[0] == ("fue", "passive_auxiliary", "citado")
    assert found[2:] == [("por", "agent", "citado"), ("roma", "prepositional_object", "por")]


def test_an_object_with_a_preposition_stays_an_object() -> None:
    found = shaped(tree("acusó/acusar VERB 0 ROOT", "a ADP 2 case", "Chile PROPN 0 iobj"))
    assert found[1:] == [("a", "marker", "chile"), ("chile", "object", "acusó")]


@pytest.mark.parametrize(("mark", "label"), [("de", "open_clause"), ("para", "adverbial_clause")])
def test_an_infinitive_completes_a_verb_or_is_a_purpose(mark: str, label: str) -> None:
    found = shaped(
        tree("trata VERB 0 ROOT", f"{mark} ADP 2 mark", "salir VERB 0 xcomp VerbForm=Inf")
    )
    assert found[2] == ("salir", label, "trata")


@pytest.mark.parametrize(
    ("helping", "tag"),
    [
        ("ha/haber AUX 1 aux VerbForm=Fin Tense=Pres Mood=Ind", "past"),
        ("habrá/haber AUX 1 aux VerbForm=Fin Tense=Fut Mood=Ind", "future"),
        ("habría/haber AUX 1 aux VerbForm=Fin Mood=Cnd", "conditional"),
        ("haber/haber AUX 1 aux VerbForm=Inf", "infinitive"),
        ("fue/ser AUX 1 aux VerbForm=Fin Tense=Past", "past_participle"),
    ],
)
def test_a_compound_form_is_that_of_its_helping_verb(helping: str, tag: str) -> None:
    parsed = tree(helping, "dicho/decir VERB 1 ROOT VerbForm=Part Tense=Past")
    assert tag_of(parsed, 1, SPANISH) == tag


def test_nothing_hangs_on_a_mark() -> None:
    found = shaped(tree("« PUNCT 0 ROOT", "Vamos VERB 0 ccomp", "» PUNCT 0 punct"))
    assert [head for _, _, head in found] == ["vamos", "vamos", "vamos"]


def test_a_reporting_clause_hangs_beside_what_it_reports() -> None:
    parsed = tree(
        "La DET 1 det",
        "tregua NOUN 3 nsubj",
        ", PUNCT 3 punct",
        "dijo/decir VERB 3 ROOT VerbForm=Fin Mood=Ind Tense=Past",
        "el DET 5 det",
        "juez NOUN 3 obj",
        ", PUNCT 7 punct",
        "durará/durar VERB 3 advcl VerbForm=Fin Mood=Ind Tense=Fut",
    )
    set_apart(parsed, SPEECH, SPANISH)
    assert (parsed.heads[5], parsed.relations[5]) == (3, "nsubj")
    assert (parsed.heads[3], parsed.relations[3]) == (7, "parataxis")
    assert parsed.heads[1] == 7
    assert parsed.is_root(7)


RELATIONS = [
    *("nsubj", "obj", "obl", "nmod", "case", "cop", "aux", "conj", "cc", "ccomp", "xcomp", "acl"),
    *("advcl", "mark", "parataxis", "punct", "flat", "appos", "fixed", "advmod", "det", "amod"),
]
WORDS = st.tuples(
    st.sampled_from(["dijo", ",", ".", ";", "juez", "que", "como", "«", "»", "a", "-", "Lima"]),
    st.sampled_from(["VERB", "AUX", "NOUN", "PROPN", "ADP", "PUNCT", "CCONJ", "SCONJ", "ADJ"]),
    st.sampled_from(RELATIONS),
    st.sampled_from([{}, {"VerbForm": "Fin", "Mood": "Ind"}, {"VerbForm": "Inf"}]),
)


@st.composite
def trees(draw: st.DrawFn) -> list[Word]:
    """Words that hang on others without a circle."""
    parts: list[tuple[str, str, str, Any]] = draw(st.lists(WORDS, min_size=1, max_size=14))
    order = draw(st.permutations(range(len(parts))))
    heads = {order[0]: order[0]}
    for place, index in enumerate(order[1:], 1):
        root = draw(st.integers(0, 9)) == 0
        heads[index] = index if root else order[draw(st.integers(0, place - 1))]
    return [
        Word(
            text.lower(),
            "decir" if text == "dijo" else text.lower(),
            pos,
            features,
            heads[index],
            ROOT if heads[index] == index else relation,
            text[:1].isupper(),
        )
        for index, (text, pos, relation, features) in enumerate(parts)
    ]


@given(trees())
def test_every_word_hangs_on_a_root_whatever_is_mended(words: list[Word]) -> None:
    parsed = Tree(words)
    mend(parsed, SPANISH, SPEECH)
    set_apart(parsed, SPEECH, SPANISH)
    reshape(parsed, SPANISH, SPEECH)
    for index in range(len(words)):
        above, steps = index, 0
        while parsed.heads[above] != above:
            above = parsed.heads[above]
            steps += 1
            assert steps <= len(words)
        assert (parsed.relations[index] == ROOT) == (parsed.heads[index] == index)
        assert label_of(parsed, index, SPANISH)
        assert tag_of(parsed, index, SPANISH)
