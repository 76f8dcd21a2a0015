"""What reading costs, in things that can be counted: seconds depend on the machine, these do not.

A count that rises says that something has become dearer. If that is worth it, write the new one.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from spacy.language import Language

from bench import news
from bench.stories_score import an_article
from transforms.annotate.annotate import annotate_batch
from transforms.annotate.annotated import Annotated
from transforms.annotate.model import DEFAULT_MODEL, _load
from transforms.claims.find_claims import find_claims
from transforms.entities.extract_entities import find_entities

TOLERANCE = 0.1
"""Versions of spaCy and of Python call a few functions more or fewer."""

ARTICLES = [an_article(number, text) for number, text in enumerate(news.texts(10))]


@pytest.fixture(scope="module")
def nlp() -> Language:
    # Of its own: that of other tests remembers what they have read, and has less to do.
    fresh: Language = _load.__wrapped__(DEFAULT_MODEL, stock=False)
    return fresh


def annotated(nlp: Language) -> list[Annotated]:
    results = annotate_batch(nlp, ARTICLES, model=DEFAULT_MODEL)
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
    docs = [each.doc for each in annotated(nlp)]
    # Once for the tagger and the parser together, once for the entity recogniser.
    assert seen == {"calls": 1, "tokens": 2 * sum(map(len, docs))}


def _networks(nlp: Language) -> Iterable[Any]:
    models = [getattr(component, "model", None) for _, component in nlp.components]
    parts = [part for model in models if model is not None for part in model.walk()]
    return {id(part): part for part in parts if part.name == "extract_features"}.values()


@pytest.mark.parametrize(
    ("step", "expected"),
    [("annotate", 18_850), ("entities", 22_540), ("claims with entities", 46_260)],
)
def test_no_step_calls_many_more_functions(nlp: Language, step: str, expected: int) -> None:
    docs = [each.doc for each in annotated(nlp)]

    def extract(find: Callable[..., object]) -> None:
        for doc in docs:
            # Mentions are kept with the parse.
            doc.user_data.clear()
            find(doc, article_id="a", run_id="r")

    steps: dict[str, Callable[[], object]] = {
        "annotate": lambda: annotated(nlp),
        "entities": lambda: extract(find_entities),
        "claims with entities": lambda: extract(find_claims),
    }
    calls = calls_of(steps[step]) / len(ARTICLES)
    told = f"{step} calls {calls:,.0f} functions an article; written down are {expected:,}"
    assert calls <= expected * (1 + TOLERANCE), f"{told}. Raise that only with a reason."
    assert calls >= expected * (1 - TOLERANCE), f"{told}. Write down that it is cheaper."
