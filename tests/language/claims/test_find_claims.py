"""Claims of sentences: spans, speakers, and what is no claim."""

# ruff: noqa: RUF001 - typographic marks are what is tested

from collections.abc import Callable
from datetime import date

import pytest
import spacy
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from claimwire.language.claims.find_claims import find_claims
from claimwire.language.mentions.tokens import Tokens
from claimwire.language.parsing.loading import load_model
from claimwire.language.reading import Reading, reading_of
from claimwire.schemas.claims import Claim, TimeMention

ClaimsOf = Callable[[str], list[Claim]]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "quote_type", "rule"),
    [
        (
            "Russia denied that it had attacked the port.",
            "Russia",
            "denied",
            "it had attacked the port",
            "indirect",
            "clause",
        ),
        ("“Will you go?” he asked.", "he", "asked", "Will you go?", "direct", "clause"),
        ("''We won,'' Clinton said.", "Clinton", "said", "We won,", "direct", "clause"),
        (
            "The plan, he said, is dead.",
            "he",
            "said",
            "The plan is dead",
            "indirect",
            "parenthetical",
        ),
        (
            "“We will win,” Smith said, “and soon.”",
            "Smith",
            "said",
            "We will win, and soon.",
            "direct",
            "clause",
        ),
        ("Iran vowed to retaliate.", "Iran", "vowed", "to retaliate", "indirect", "infinitive"),
        (
            "Guterres urged both sides to stop fighting.",
            "Guterres",
            "urged",
            "both sides to stop fighting",
            "indirect",
            "infinitive",
        ),
        (
            "The claim by Israel that Hamas broke the truce was rejected.",
            "Israel",
            "claim",
            "Hamas broke the truce",
            "indirect",
            "noun_clause",
        ),
        (
            "Talks failed, according to two diplomats familiar with the matter.",
            "two diplomats familiar with the matter",
            "according to",
            "Talks failed",
            "indirect",
            "according_to",
        ),
        (
            "Talks failed, as the minister said on Monday.",
            "the minister",
            "said",
            "Talks failed",
            "indirect",
            "as_clause",
        ),
        (
            "The ministry said in a statement:\n“We reject these claims.”",
            "The ministry",
            "said",
            "We reject these claims.",
            "direct",
            "cue_then_quote",
        ),
        (
            "He told the BBC in an interview that Ukraine should join NATO.",
            "He",
            "told",
            "Ukraine should join NATO",
            "indirect",
            "clause",
        ),
    ],
)
def test_source_cue_and_content(
    claims_of: ClaimsOf,
    *,
    text: str,
    source: str,
    cue: str,
    content: str,
    quote_type: str,
    rule: str,
) -> None:
    (claim,) = claims_of(text)
    assert (claim.speaker_text, claim.cue, claim.text) == (source, cue, content)
    assert (claim.quote_type, claim.rule) == (quote_type, rule)


@pytest.mark.parametrize(
    "text",
    [
        "The “so-called” republic held a vote on “independence”.",
        "She hosts “Meet the Press” on Sundays.",
        "He did not say when the talks would resume.",
        "The army advanced on the capital.",
        "“Never Trump” voters stayed at home.",
        "The said ship left the port.",
        "“The ceasefire holds.”",
        "",
        "\n\n \r\n",
        "“",
    ],
)
def test_what_attributes_nothing(claims_of: ClaimsOf, text: str) -> None:
    assert claims_of(text) == []


def test_the_inner_of_nested_attributions_names_the_outer(claims_of: ClaimsOf) -> None:
    outer, inner = claims_of("Officials said they believe Iran is building a bomb.")
    assert outer.text == "they believe Iran is building a bomb"
    assert (inner.text, inner.cue) == ("Iran is building a bomb", "believe")
    assert (outer.parent_id, inner.parent_id) == (None, outer.claim_id)
    assert (outer.relation, inner.relation) == (None, "nested")


def test_a_quotation_that_goes_on_says_so(claims_of: ClaimsOf) -> None:
    first, second = claims_of("“We will win,” the minister said. “It is over for them.”")
    assert (second.parent_id, second.relation) == (first.claim_id, "continues")


def test_an_object_is_a_claim_beside_the_clause_that_follows(claims_of: ClaimsOf) -> None:
    claims = claims_of("The ministry condemned the attack, saying the strike was “a crime”.")
    assert [(c.cue, c.text, c.act, c.rule) for c in claims] == [
        ("condemned", "the attack", "criticism", "object"),
        ("saying", "the strike was “a crime”", "criticism", "clause"),
    ]
    assert {c.speaker_text for c in claims} == {"The ministry"}
    assert {c.quote_type for c in claims} == {"indirect", "mixed"}


def test_quotations_go_on_in_their_paragraph(claims_of: ClaimsOf) -> None:
    first, second = claims_of("“We will win,” said Smith. “It is over for them.”")
    assert (second.rule, second.text) == ("continued_quote", "It is over for them.")
    assert second.speaker_name == first.speaker_name == "Smith"
    assert (second.cue, second.speaker_text, second.speaker_start) == (None, None, None)


def test_a_quotation_of_its_own_paragraph_goes_on(claims_of: ClaimsOf) -> None:
    text = "“We will win,” said Angela Smith.\n“It is over for them now.”"
    assert [(c.rule, c.speaker_name) for c in claims_of(text)] == [
        ("clause", "Angela Smith"),
        ("paragraph_quote", "Angela Smith"),
    ]


def test_a_far_speaker_is_not_continued(claims_of: ClaimsOf) -> None:
    text = "Angela Smith said it was over.\nRain fell.\nSnow fell.\n“It is over for them now.”"
    assert [claim.rule for claim in claims_of(text)] == ["clause"]


def test_offsets_count_code_points_of_the_text_as_it_is(claims_of: ClaimsOf) -> None:
    text = "😀 Talks.\r\n\r\nIran said:\t“We’ll  see,\u00a0friends.”\r\n"
    (claim,) = claims_of(text)
    (span,) = claim.spans
    assert text[span.start : span.end] == claim.text == "We’ll  see,\u00a0friends."
    assert text[claim.cue_start : claim.cue_end] == "said"
    assert text[claim.speaker_start : claim.speaker_end] == "Iran"


def test_ids_differ_by_article_and_stay_the_same(nlp: Language) -> None:
    reading = reading_of(nlp("Iran said talks failed. Iraq said talks failed."))
    ids = [
        [c.claim_id for c in find_claims(reading, article_id=a, run_id=r)]
        for a, r in (("a", "1"), ("a", "2"), ("b", "1"))
    ]
    assert ids[0] == ids[1]
    assert len({*ids[0], *ids[2]}) == 4


def test_without_a_day_of_publication_relative_times_have_no_days(nlp: Language) -> None:
    doc = nlp("Iran said on Monday that talks would resume next week.")
    (claim,) = find_claims(reading_of(doc), article_id="a", run_id="r")
    assert (claim.said_on, claim.times) == (None, [TimeMention("next week", None, None)])


def test_without_a_day_of_publication_a_time_that_names_its_year_has_days(nlp: Language) -> None:
    doc = nlp("Iran said on 4 May 2023 that talks had ended in 2015.")
    (claim,) = find_claims(reading_of(doc), article_id="a", run_id="r")
    assert claim.said_on == date(2023, 5, 4)
    assert claim.times == [TimeMention("2015", date(2015, 1, 1), date(2015, 12, 31))]


def test_times_count_from_the_day_of_publication(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of("Iran said on Monday that talks would resume next week.")
    assert claim.said_on == date(2024, 5, 13)
    assert [(t.text, t.start, t.end) for t in claim.times] == [
        ("next week", date(2024, 5, 20), date(2024, 5, 26))
    ]


PIECES = [
    "“", "”", '"', "''", "‘", "’", "'", "„", "«", "»", " ", "\n", "\r\n", ".", ",", ":", "he said",
    "according to", "Iran", "Smith", "that", "talks failed", "noting", "the official", "?", "…",
    "\u202e", "\x00", "שלום", "not", "would", "claim", "if",
]  # fmt: skip


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(
    st.one_of(
        st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
        st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    )
)
@example("talks failed“talks failedשלום:Iran")
def test_any_text_gives_claims_that_lie_in_it(text: str) -> None:
    claims = find_claims(reading_of(load_model()(text)), article_id="a", run_id="r")
    assert len({claim.claim_id for claim in claims}) == len(claims)
    for claim in claims:
        pieces = [text[span.start : span.end] for span in claim.spans]
        assert all(pieces)
        assert " ".join(pieces) == claim.text
        if claim.cue is not None:
            assert text[claim.cue_start : claim.cue_end] == claim.cue
        if claim.speaker_text is not None:
            assert text[claim.speaker_start : claim.speaker_end] == claim.speaker_text


def _chained(nlp: Language, words: list[str], step: int, dep: str) -> Doc:
    """A text in one sentence in which each "said" hangs on the one before."""
    verbs = [index for index, word in enumerate(words) if word == "said"]
    heads = list(range(len(words)))
    deps = ["dep"] * len(words)
    for number, verb in enumerate(verbs):
        heads[verb] = verbs[max(0, number - step)] if step else verbs[0]
        deps[verb] = dep if number else "ROOT"
        for other in range(verb - 1, verbs[number - 1] if number else -1, -1):
            heads[other], deps[other] = verb, "nsubj" if words[other] == "he" else "punct"
    return Doc(
        nlp.vocab,
        words=words,
        heads=heads,
        deps=deps,
        tags=["VBD" if word == "said" else "PRP" for word in words],
        pos=["VERB" if word == "said" else "PRON" for word in words],
        lemmas=["say" if word == "said" else word for word in words],
    )


@pytest.mark.parametrize(
    ("unit", "step", "dep"),
    [
        (["he", "said", "that"], 1, "ccomp"),
        (["he", "said", ","], 0, "parataxis"),
        (["said", ","], 1, "conj"),
        (["said", ","], 1, "advcl"),
        (["“", "a", "”", "he", "said"], 0, "ccomp"),
        (["“", "he", "said"], 1, "ccomp"),
        (["“", "”"], 0, "dep"),
    ],
)
def test_work_grows_with_the_text_and_no_faster(
    nlp: Language, lines_run: Callable[..., int], unit: list[str], step: int, dep: str
) -> None:
    def lines(times: int) -> int:
        doc = _chained(nlp, unit * times, step, dep)
        return lines_run(find_claims, reading_of(doc), article_id="a", run_id="r")

    lines(2)
    assert lines(800) < 2.3 * lines(400)


@pytest.mark.parametrize("dep", ["prep", "dobj", "xcomp", "ccomp", "acomp", "advcl", "conj"])
@pytest.mark.parametrize("word", ["said", "accused", "plan", "confident", "of", "according"])
def test_many_words_that_hang_on_one_cost_no_more_than_their_number(
    nlp: Language, lines_run: Callable[..., int], dep: str, word: str
) -> None:
    tag, pos = {"plan": ("NN", "NOUN"), "confident": ("JJ", "ADJ"), "of": ("IN", "ADP")}.get(
        word, ("VBG", "VERB")
    )

    def lines(times: int) -> int:
        size = 2 * times
        doc = Doc(
            nlp.vocab,
            words=["warned", *[word, "it"] * times],
            heads=[0, *(h for n in range(times) for h in (0, 2 * n + 1))],
            deps=["ROOT", *[dep, "pobj"] * times],
            tags=["VBD", *[tag, "PRP"] * times],
            pos=["VERB", *[pos, "PRON"] * times],
            lemmas=["warn", *[{"said": "say", "accused": "accuse"}.get(word, word), "it"] * times],
        )
        assert len(doc) == size + 1
        return lines_run(find_claims, reading_of(doc), article_id="a", run_id="r")

    lines(2)
    assert lines(400) < 2.3 * lines(200)


def test_a_text_in_a_language_without_words_has_no_claims() -> None:
    german = spacy.blank("de")
    german.add_pipe("sentencizer")
    doc = german("Der Minister sagte, der Krieg sei vorbei.")
    assert find_claims(Reading(Tokens.of(doc), (), None), article_id="a", run_id="r") == []
