"""What reading feeds, pages and texts costs, in things that can be counted.

Seconds depend on the machine, these do not. Each count has an upper bound: one that is exceeded
says that something has become dearer. If that is worth it, raise the bound and say why. To lower
the bounds after work has become cheaper, run ``pytest -rP`` on this file: each test prints what it
has counted, and the bound is that number, rounded up.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest
from spacy.language import Language

from bench import news
from bench.stories_score import an_article
from claimwire.feeds.formats.parse import parse_feed
from claimwire.language.claims.find_claims import find_claims
from claimwire.language.find_entities import find_entities
from claimwire.language.parsing.loading import _load
from claimwire.language.parsing.models import DEFAULT_MODEL
from claimwire.language.parsing.remembered_attributes import RememberedAttributes
from claimwire.language.parsing.remembered_lemmas import RememberedLemmas
from claimwire.language.parsing.remembered_rows import _Remembering
from claimwire.pages import extraction
from claimwire.transforms.annotate import annotate_batch
from claimwire.transforms.annotated import Annotated
from examples.serve import SITE, fill_in, read_outlets

TOLERANCE = 0.1
"""Versions of spaCy and of Python call a few functions more or fewer."""

ARTICLES = [an_article(number, text) for number, text in enumerate(news.texts(10))]


@pytest.fixture(scope="module")
def nlp() -> Language:
    # Of its own: that of other tests remembers what they have read, and has less to do.
    fresh: Language = _load.__wrapped__(DEFAULT_MODEL, stock=False)
    return fresh


def annotated(nlp: Language) -> list[Annotated]:
    results = annotate_batch(ARTICLES, load=lambda name: nlp)
    return [each for each in results if isinstance(each, Annotated)]


def calls_of(work: Callable[[], object]) -> int:
    """Count the calls of Python's functions, once everything that is kept has been made."""
    work()
    calls = 0

    def count(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def assert_no_dearer(what: str, calls: float, bound: int) -> None:
    told = f"{what} calls {calls:,.0f} functions; the bound is {bound:,}"
    sys.stdout.write(f"{told}\n")
    assert calls <= bound * (1 + TOLERANCE), f"{told}. Raise it only with a reason."


def test_a_batch_is_one_call_and_each_token_goes_twice_through_a_network(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = Counter[str]()
    pipe = nlp.pipe

    def counted_pipe(texts: Any, **options: Any) -> Any:
        seen["calls"] += 1
        return pipe(texts, **options)

    def counted(forward: Any) -> Any:
        def features(model: Any, docs: Any, is_train: bool) -> Any:
            seen["tokens"] += sum(map(len, docs))
            return forward(model, docs, is_train)

        return features

    monkeypatch.setattr(nlp, "pipe", counted_pipe)
    for network in _networks(nlp):
        monkeypatch.setattr(network, "_func", counted(network._func))
    docs = [each.reading.doc for each in annotated(nlp)]
    assert seen["calls"] == 1
    # Once for the tagger and the parser together, once for the entity recogniser.
    assert 0 < seen["tokens"] <= 2 * sum(map(len, docs))


def _networks(nlp: Language) -> Iterable[Any]:
    models = [getattr(component, "model", None) for _, component in nlp.components]
    parts = [part for model in models if model is not None for part in model.walk()]
    return {id(part): part for part in parts if part.name == "extract_features"}.values()


def test_what_was_read_before_is_not_computed_again(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed = Counter[str]()
    remember = _Remembering._remember

    def counted_rows(rows: Any, new: Any) -> None:
        computed["rows"] += len(new)
        remember(rows, new)

    def counted(kind: type[Any]) -> None:
        ask = kind._ask

        def counted_ask(remembered: Any, token: Any) -> Any:
            computed[kind.__name__] += 1
            return ask(remembered, token)

        monkeypatch.setattr(kind, "_ask", counted_ask)

    annotated(nlp)
    monkeypatch.setattr(_Remembering, "_remember", counted_rows)
    counted(RememberedAttributes)
    counted(RememberedLemmas)
    annotated(nlp)
    assert computed == {}
    nlp("Quimberforth")
    # A row in each of the two networks, and a lemma; no rule of attributes names it.
    assert 0 < computed["rows"] <= 2
    assert computed["RememberedLemmas"] <= 1
    assert computed["RememberedAttributes"] <= 1


@pytest.mark.parametrize(
    ("step", "bound"),
    [("annotate", 38_850), ("entities", 105), ("claims", 16_250)],
)
def test_no_step_calls_many_more_functions(nlp: Language, step: str, bound: int) -> None:
    readings = [each.reading for each in annotated(nlp)]

    def extract(find: Callable[..., object]) -> None:
        for reading in readings:
            find(reading, article_id="a", run_id="r")

    steps: dict[str, Callable[[], object]] = {
        "annotate": lambda: annotated(nlp),
        "entities": lambda: extract(find_entities),
        "claims": lambda: extract(find_claims),
    }
    calls = calls_of(steps[step]) / len(ARTICLES)
    assert_no_dearer(f"{step}, for each article,", calls, bound)


BASES = {outlet.name: f"https://{outlet.name}.example" for outlet in read_outlets(SITE)}


def served(path: str) -> tuple[str, bytes]:
    """Answer the address and the content of a file of the example site."""
    outlet, _, rest = path.partition("/")
    return f"{BASES[outlet]}/{rest}", fill_in((SITE / path).read_bytes(), BASES)


def test_taking_a_text_out_of_its_page_calls_not_many_more_functions() -> None:
    url, body = served("meridian-wire/world/taliban-written-peace-plan.html")
    latest = date(2026, 11, 23)
    calls = calls_of(lambda: extraction.extract(body, url=url, content_type=None, latest=latest))
    assert_no_dearer("extracting a page", calls, 1_390)


def test_reading_a_feed_calls_not_many_more_functions() -> None:
    # Its texts are HTML, so it would also show if that were sanitised, which takes long.
    url, body = served("horn-ledger/bulletin.xml")
    headers = {"content-type": "application/rss+xml"}
    calls = calls_of(lambda: parse_feed(body, headers, url))
    assert_no_dearer("parsing a feed of whole texts", calls, 2_450)
