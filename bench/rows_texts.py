"""The texts that labels are for, by key: "tr-news/1040001", "gum/GUM_news_afghan", "lgl/60"."""

import functools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree

from bench.entities_corpora import read_corpus
from bench.speakers_gum import read_gum_news


def text_of(corpora: Path, key: str) -> str:
    """Return the text of a labelled article.

    Args:
        corpora: the folder that holds the corpora.
        key: the corpus and the article.

    Raises:
        OSError, KeyError: if the corpus or the article is absent.
    """
    corpus, _, name = key.partition("/")
    return _CORPORA[corpus](corpora, name)


def _tr_news(corpora: Path, name: str) -> str:
    return _tr_news_texts(corpora / "geoparsing" / "TR-News.xml")[name]


@functools.cache
def _tr_news_texts(path: Path) -> Mapping[str, str]:
    articles = ElementTree.parse(path).getroot()
    return {
        article.attrib["docid"]: (article.findtext("text") or "").strip() for article in articles
    }


def _geovirus(corpora: Path, name: str) -> str:
    return _texts_by_number(corpora / "geoparsing" / "GeoVirus.xml")[int(name)]


def _lgl(corpora: Path, name: str) -> str:
    return _texts_by_number(corpora / "geoparsing" / "lgl.xml")[int(name)]


@functools.cache
def _texts_by_number(path: Path) -> Sequence[str]:
    return [text.text for text in read_corpus(path)]


def _gum(corpora: Path, name: str) -> str:
    return _gum_texts(corpora / "gum-news" / "coref")[name]


@functools.cache
def _gum_texts(folder: Path) -> Mapping[str, str]:
    return {news.name: news.text for news in read_gum_news(folder)}


def _same_statement(corpora: Path, name: str) -> str:
    return (corpora / "same-statement" / "texts" / f"{name}.txt").read_text("utf-8")


def _polnear(corpora: Path, name: str) -> str:
    return (corpora / "polnear" / "train" / "text" / f"{name}.txt").read_text("utf-8")


_CORPORA: Mapping[str, Callable[[Path, str], str]] = {
    "tr-news": _tr_news,
    "geovirus": _geovirus,
    "gum": _gum,
    "lgl": _lgl,
    "same-statement": _same_statement,
    "polnear": _polnear,
}
