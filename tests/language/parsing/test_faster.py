"""The faster pipeline annotates every token as stock spaCy does."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from bench import news
from claimwire.language.parsing import (
    greedy_entities,
    remembered_attributes,
    remembered_lemmas,
    remembered_rows,
)
from claimwire.language.parsing.bounded_tokenizer import BoundedTokenizer
from claimwire.language.parsing.faster import make_faster
from claimwire.language.parsing.loading import load_model
from claimwire.language.parsing.models import DEFAULT_MODEL, DEFAULT_MODELS, is_installed
from tests.fakes.site_texts import site_texts

CORPORA = Path(__file__).parents[4] / "shared" / "corpora"
OF_OTHERS = {
    "en": ("polnear/train", 50),
    "es": ("claims-french-spanish/es/text", 7),
    "fr": ("claims-french-spanish/fr/text", 6),
}
"""Folders of articles, and how many of them are read."""

NASTY = [
    "",
    " ",
    "\n\n",
    "Paris",
    "In Paris\n\nLondon said on Monday\nNew York",
    "I ain't gonna let's gotta go; he'd've said so.",
    "\u200b\ufeff \t\u2028Kabul\u2029 \U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "the the the " * 400,
    (
        "U.S. President Joe Biden told the U.N. Security Council on Sept. 21, 2021, that $2.5bn "
        "would go to Médecins Sans Frontières, the BBC's Frank Gardner in Addis Ababa reported."
    ),
    "喀布尔 (路透社) — 塔利班 said 50% of it",
    "PEACE TALKS COLLAPSE AS ENVOYS WALK OUT, SAYS U.N. CHIEF",
    "“\u2018“«Nested» marks\u2019” that” never “close, 'he said",
    "x" * 3000 + " " + "-" * 500 + " ((((((]]]]]] ...!!!???",
    "See https://a.example/b?c=d&e=%20f, e-mail press@un.example or call +41 22 917 12 34.",
    "1,000,000 1.5m £3bn €4m ¥5 12:30pm 05/06/2024 2024-06-05 9/11 24/7 No. 10 G-7 COVID-19",
    "cafe\u0301 na\u00efve \u202eright to left\u202c שלום العربية हिन्दी ไทย \x00\x07 end",
    "He's, she'd, they'll, y'all'd've, o'clock, rock'n'roll; it's not 'is'.",
    "\n".join(f"{number}. Item {number} of the accord\n" for number in range(60)),
    "One sentence that goes on, " + "and says that he said that she said that " * 60 + "it rains.",
]
"""Texts as no editor would let them pass."""


PARSERS = [name for name in DEFAULT_MODELS.values() if not name.startswith("blank:")]


@pytest.fixture(scope="module", params=PARSERS)
def model(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if not is_installed(name):
        pytest.skip(f"{name} is not installed")
    return name


@pytest.fixture(scope="module")
def stock(model: str) -> Language:
    return load_model(model, stock=True)


@pytest.fixture(scope="module")
def faster(model: str) -> Language:
    return load_model(model)


def annotations(doc: Doc) -> list[tuple[Any, ...]]:
    return [
        (
            *(token.orth, token.tag, token.pos, token.dep, token.head.i, token.lemma),
            *(str(token.morph), token.ent_iob, token.ent_type, token.is_sent_start),
        )
        for token in doc
    ]


def assert_same(stock: Language, faster: Language, texts: Iterable[str]) -> None:
    texts = list(texts)
    for one, other in zip(stock.pipe(texts), faster.pipe(texts), strict=True):
        assert annotations(one) == annotations(other)
        assert [(e.start, e.end, e.label_) for e in one.ents] == [
            (e.start, e.end, e.label_) for e in other.ents
        ]


def test_the_slow_components_are_replaced(faster: Language) -> None:
    replaced = {greedy_entities.NAME, remembered_attributes.NAME, remembered_lemmas.NAME}
    assert replaced <= set(faster.pipe_names)
    assert not {"ner", "attribute_ruler", "lemmatizer"} & set(faster.pipe_names)


def test_nasty_texts_are_annotated_as_ever(stock: Language, faster: Language) -> None:
    assert_same(stock, faster, NASTY)


@settings(max_examples=25)
@given(texts=st.lists(st.text(max_size=200), max_size=4))
def test_any_text_is_annotated_as_ever(texts: list[str]) -> None:
    readable = [text.encode("utf-8", "ignore").decode() for text in texts]
    assert_same(load_model(stock=True), load_model(), readable)


@pytest.mark.timeout(600)
def test_the_articles_of_the_example_site_are_annotated_as_ever(
    stock: Language, faster: Language
) -> None:
    texts = site_texts()
    assert len(texts) >= 35
    assert_same(stock, faster, texts)


@pytest.mark.timeout(600)
def test_made_up_articles_are_annotated_as_ever(stock: Language, faster: Language) -> None:
    assert_same(stock, faster, news.texts(30))


@pytest.mark.timeout(600)
@pytest.mark.skipif(not CORPORA.is_dir(), reason=f"no articles of others at {CORPORA}")
def test_articles_of_others_are_annotated_as_ever(stock: Language, faster: Language) -> None:
    folder, at_most = OF_OTHERS[stock.lang]
    paths = sorted((CORPORA / folder).rglob("*.txt"))[:at_most]
    assert len(paths) == at_most
    assert_same(stock, faster, [path.read_text(encoding="utf-8") for path in paths])


def test_what_was_remembered_is_bounded_and_can_be_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stock = load_model(DEFAULT_MODEL, stock=True)
    monkeypatch.setattr(remembered_rows, "_MOST_REMEMBERED", 5)
    monkeypatch.setattr(remembered_attributes, "_MOST_REMEMBERED", 5)
    monkeypatch.setattr(remembered_lemmas, "_MOST_REMEMBERED", 5)
    small = spacy.load(DEFAULT_MODEL)
    small.tokenizer = BoundedTokenizer(small.tokenizer)
    make_faster(small)
    small.add_pipe("line_starts", before="parser")
    small.add_pipe("attachment", last=True)
    assert_same(stock, small, [*NASTY, *NASTY])


def test_training_does_not_use_what_is_remembered() -> None:
    nlp = spacy.load(DEFAULT_MODEL)
    make_faster(nlp)
    embed = next(
        part for part in nlp.get_pipe("tok2vec").model.walk() if remembered_rows.can_remember(part)
    )
    rows, _ = embed([nlp.make_doc("Talks in Qatar.")], is_train=False)
    trained, backprop = embed([nlp.make_doc("Talks in Qatar.")], is_train=True)
    assert rows[0].shape == trained[0].shape
    backprop(trained)
    with pytest.raises(RuntimeError, match="for training"):
        embed([nlp.make_doc("Talks")], is_train=False)[1](rows)


def test_a_pipeline_without_such_components_is_left_alone() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    make_faster(nlp)
    assert nlp.pipe_names == ["sentencizer"]


@pytest.mark.parametrize(
    "look",
    [
        {"LOWER": "paris"},
        {"lower": "paris"},
        {"LOWER": {"IN": ["paris", "a.b"]}},
        {"LOWER": {"IN": []}},
        {"LOWER": {"REGEX": "(?i)^PA"}},
        {"LOWER": {"NOT_IN": ["paris"]}},
        {"LOWER": "REGEX"},
        {"ORTH": "Paris"},
        {"IS_SPACE": True},
        {"POS": "NOUN"},
        {"IS_TITLE": True},
        {},
    ],
)
def test_rules_of_any_kind_are_followed_as_ever(look: dict[str, Any]) -> None:
    text = "In Paris PARIS axb a.b \n parity regex said"
    tagged = []
    for fast in (False, True):
        nlp = spacy.blank("en")
        nlp.add_pipe("attribute_ruler").add([[look]], {"TAG": "NNP"})
        if fast:
            make_faster(nlp)
            assert nlp.pipe_names == [remembered_attributes.NAME]
        tagged.append([token.tag_ for token in nlp(text)])
    assert tagged[0] == tagged[1]
