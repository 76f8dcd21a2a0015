"""Benchmark of the reading throughput against spaCy alone: `python -m bench.annotate`.

Both read the same articles in one process, in turns: real ones from the corpora of places, if they
are present, and in another process made-up ones. Each round has articles of its own, because cached
words would make a second reading faster than the first. How quick a process is before it has cached
any words is measured on its first articles, in as many processes as there are rounds.
"""

import argparse
import multiprocessing
import random
import statistics
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple, TypeVar

import spacy

from bench import news, section
from bench.corpora import CORPORA
from bench.entities_corpora import read_corpus
from bench.stories_score import an_article
from claimwire.language.claims.find_claims import find_claims
from claimwire.language.find_entities import find_entities
from claimwire.language.mentions.context import context_of
from claimwire.language.parsing.batches import read_texts
from claimwire.language.parsing.loading import load_model
from claimwire.language.parsing.models import DEFAULT_MODEL, DEFAULT_MODELS
from claimwire.language.reading import reading_of
from claimwire.transforms.read_in_processes import WARMING

_Result = TypeVar("_Result")
_BATCH = 20
"""Articles in a batch: about 10,000 words, like a batch of the step."""


class Measured(NamedTuple):
    """What was measured on news of one kind.

    Attributes:
        table: rows of a table in Markdown.
        told: what else is to be said.
    """

    table: str
    told: str


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--articles", type=int, default=60, help="in each round")
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--quick", action="store_true", help="3 rounds of 20, nothing written")
    parser.add_argument("--language", help="fr or es: their annotated articles, each once")
    chosen = parser.parse_args()
    if chosen.language is not None:
        texts = annotated_texts(chosen.corpora, chosen.language)
        model = DEFAULT_MODELS[chosen.language]
        print(as_text([measure(chosen.language, texts, len(texts) - 1, model=model, warming=1)]))
        return
    rounds, articles = (3, 20) if chosen.quick else (chosen.rounds, chosen.articles)
    kinds = {"Made-up news": news.texts(rounds * articles + _BATCH)}
    if (chosen.corpora / "geoparsing").is_dir():
        kinds = {"Real news": real_texts(chosen.corpora, rounds * articles + _BATCH)} | kinds
    else:
        print(
            f"bench.annotate: {chosen.corpora / 'geoparsing'} is absent, so made-up news alone is "
            "measured; name the folder of corpora by --corpora",
            file=sys.stderr,
        )
    told = (
        f"`python -m bench.annotate`: one process, {rounds} rounds of {articles} articles, medians;"
        " the ratio is the median of the rounds' ratios. Real news is that of the corpora of "
        "places.\n\n"
        + as_text([_in_new_process(measure, *kind, rounds) for kind in kinds.items()])
        + " The goal on real news is 1.8. "
        + first_articles(rounds)
    )
    print(told) if chosen.quick else section.write("Reading articles", told)


def _in_new_process(work: Callable[..., _Result], *arguments: object) -> _Result:
    """Do something in a process that has read nothing yet."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


def first_articles(processes: int) -> str:
    """Return as Markdown how quick new processes are on their first made-up articles."""
    laps = [
        _in_new_process(_first_lap, news.texts(_BATCH, first=number * _BATCH))
        for number in range(processes)
    ]
    parse, whole, loading = (
        statistics.median(lap[0] / sum(lap[1 : 1 + parts]) for lap in laps) for parts in (1, 2, 3)
    )
    return (
        f"On the first {_BATCH} made-up articles of a process the parse is {parse:.2f} times as "
        f"quick as spaCy, and the parse, entities and claims together {whole:.2f} times (goal "
        f"1.6; medians of {processes} processes), once the gazetteer and the lists of words are "
        "loaded, which a run does before it forks its processes. With that they are "
        f"{loading:.2f} times as quick; spaCy's own loading counts in neither."
    )


def _first_lap(texts: Sequence[str]) -> tuple[float, float, float, float]:
    """Return the seconds of spaCy, the parse, entities and claims, and loading what these need."""
    stock = spacy.load(DEFAULT_MODEL)
    load_model(DEFAULT_MODEL)
    loading = sum(read_all([WARMING]))
    bare = _stock(stock, texts)
    parse, entities, claims = read_all(texts)
    return bare, parse, entities + claims, loading


def annotated_texts(corpora: Path, language: str) -> list[str]:
    """Return the annotated articles of a language."""
    folder = corpora / "claims-french-spanish" / language / "text"
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]


def real_texts(corpora: Path, count: int) -> list[str]:
    """Return articles of the corpora of places.

    Raises:
        ValueError: if there are fewer than ``count``.
    """
    files = sorted((corpora / "geoparsing").glob("*.xml"))
    texts = [each.text for file in files for each in read_corpus(file)]
    return random.Random(0).sample(texts, count)


def measure(
    kind: str,
    texts: Sequence[str],
    rounds: int,
    *,
    model: str = DEFAULT_MODEL,
    warming: int = _BATCH,
) -> Measured:
    """Measure throughput and shares of time.

    Args:
        kind: name of the kind of texts.
        texts: the texts of all rounds, after those for warming up.
        rounds: number of rounds.
        model: the spaCy pipeline that both use.
        warming: number of texts for warming up.
    """
    stock = spacy.load(model)
    warm, of_rounds = texts[:warming], texts[warming:]
    articles = len(of_rounds) // rounds
    list(stock.pipe(warm))
    read_all(warm, model=model)
    laps: list[tuple[float, float, float, float]] = []
    for number in range(rounds):
        texts = of_rounds[number * articles : (number + 1) * articles]
        print(f"{kind}: round {number + 1} of {rounds}", flush=True)
        # The order alternates, so that neither always runs after the other.
        if number % 2:
            ours = read_all(texts, model=model)
            laps.append((_stock(stock, texts), *ours))
        else:
            laps.append((_stock(stock, texts), *read_all(texts, model=model)))
    bare, read, entities, claims = map(statistics.median, zip(*laps, strict=True))
    whole = statistics.median(sum(each[1:]) for each in laps)
    quicker = statistics.median(each[0] / each[1] for each in laps)
    of_all = statistics.median(each[0] / sum(each[1:]) for each in laps)
    rows = (
        (f"{kind}: `nlp.pipe` of spaCy as it is", bare, "1"),
        ("The parse", read, f"{quicker:.2f}"),
        ("The parse, entities and claims", whole, f"{of_all:.2f}"),
    )
    total = read + entities + claims
    return Measured(
        table="\n".join(f"| {name} | {articles / s:.1f} | {ratio} |" for name, s, ratio in rows),
        told=f"{kind}: {read / total:.0%} of the time is the parse, {entities / total:.0%} "
        f"entities and {claims / total:.0%} claims.",
    )


def as_text(kinds: Sequence[Measured]) -> str:
    """Return what was measured as Markdown."""
    table = "\n".join(each.table for each in kinds)
    told = " ".join(each.told for each in kinds)
    return f"| what reads | articles/s | times spaCy |\n|---|---|---|\n{table}\n\n{told}"


def read_all(
    texts: Sequence[str], first: int = 0, *, model: str = DEFAULT_MODEL
) -> tuple[float, float, float]:
    """Read articles as the steps do; return the seconds of the parse, entities and claims."""
    nlp = load_model(model)
    spent = [0.0, 0.0, 0.0]
    for start in range(0, len(texts), _BATCH):
        batch = [
            an_article(first + start + offset, text)
            for offset, text in enumerate(texts[start : start + _BATCH])
        ]
        started = perf_counter()
        docs = read_texts(nlp, [article.text for article in batch])
        spent[0] += perf_counter() - started
        for article, doc in zip(batch, docs, strict=True):
            if isinstance(doc, Exception):
                raise ValueError("A text cannot be read, so nothing is measured.") from doc
            key, run = article.article_id, article.run_id
            started = perf_counter()
            reading = reading_of(doc, context_of(article))
            find_entities(reading, article_id=key, run_id=run)
            found = perf_counter()
            find_claims(reading, article_id=key, run_id=run)
            spent[1] += found - started
            spent[2] += perf_counter() - found
    return spent[0], spent[1], spent[2]


def _stock(nlp: spacy.language.Language, texts: Sequence[str]) -> float:
    started = perf_counter()
    for _ in nlp.pipe(texts):
        pass
    return perf_counter() - started


if __name__ == "__main__":
    main()
