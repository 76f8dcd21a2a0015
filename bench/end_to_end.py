"""Benchmark of whole runs on one and two processes: `python -m bench.end_to_end`.

The lower bound is the time of the indispensable parts: fetching the pages, trafilatura, and spaCy.
They are run one after the other in one process; n processes would need at least this time divided
by n.
"""

import argparse
import asyncio
import functools

import aiohttp
import spacy
from trafilatura import bare_extraction

from bench import news, section
from bench.compared import interleaved
from bench.growth import run
from bench.news_server import PER_FEED, serve
from claimwire.language.parsing.models import DEFAULT_MODEL

_CONNECTIONS = 2
_ONE, _TWO = "a run, 1 process", "a run, 2 processes"
_FETCH, _EXTRACT, _READ = "aiohttp alone", "trafilatura alone", "`nlp.pipe` alone"


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000, help="a multiple of a hundred")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="1 round of 100, nothing written")
    chosen = parser.parse_args()
    articles, rounds = (PER_FEED, 1) if chosen.quick else (chosen.articles, chosen.rounds)
    with serve() as base:
        told = measure(base, articles, rounds)
    print(told) if chosen.quick else section.write("Whole runs", told)


def measure(base: str, articles: int, rounds: int) -> str:
    """Return times and ratios as Markdown."""
    stock = spacy.load(DEFAULT_MODEL)
    pages = [news.page(number, base).decode() for number in range(articles)]
    texts = news.texts(articles)
    ways = {
        _ONE: functools.partial(run, base, articles, "--processes", "0"),
        _TWO: functools.partial(run, base, articles, "--processes", "2"),
        _FETCH: lambda: asyncio.run(_fetch(base, articles)),
        _EXTRACT: lambda: [bare_extraction(page) for page in pages],
        _READ: lambda: list(stock.pipe(texts)),
    }
    took = interleaved(ways, rounds)
    bare = took[_FETCH] + took[_EXTRACT] + took[_READ]
    rows = "\n".join(
        f"| {name} | {each:.1f} | {articles / each:.1f} |" for name, each in took.items()
    )
    return (
        f"`python -m bench.end_to_end --articles {articles} --rounds {rounds}`: runs over a site "
        "of its own, startup and publication included; medians.\n\n"
        f"| what | s | articles/s |\n|---|---|---|\n{rows}\n\n"
        f"Two processes are {took[_ONE] / took[_TWO]:.2f} times as quick as one (goal 1.8). The "
        f"bare parts would take {bare:.1f} s: one process reaches {bare / took[_ONE]:.2f} of that "
        f"limit, two {bare / 2 / took[_TWO]:.2f} (goal 0.85)."
    )


async def _fetch(base: str, articles: int) -> None:
    connector = aiohttp.TCPConnector(limit_per_host=_CONNECTIONS)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def fetch(number: int) -> None:
            async with session.get(f"{base}/article/{number}.html") as response:
                await response.read()

        await asyncio.gather(*map(fetch, range(articles)))


if __name__ == "__main__":
    main()
