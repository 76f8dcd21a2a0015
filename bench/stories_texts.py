"""The labelled set: articles, copies of them made in known ways, and texts that are not copies."""

import dataclasses
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.stories_templates import MATERIAL, reports

SEED = 20250501
SHORTEST = 100
"""Minimum words of an article that is copied, so that half of it is still compared."""

DONORS = 240
"""Number of distractors that only lend sentences and beginnings, and are not in the set."""

COPIES = frozenset(
    {
        "breitbart_2016-03-15_the-latest-sanders-declares-revo",
        "huff-post_2015-11-11_watch-the-best-moments-from-the-",
        "nyt_2015-11-26_with-fewer-golfers-in-u-s-course",
        "nyt_2016-03-05_polls-suggest-possibility-of-dea",
        "nyt_2016-03-16_via-legislative-side-doors-sande",
        "usa-today_2016-04-06_sanders-winning-streak-continues",
        "wash-post_2015-12-13_misinformation-enters-mainstream",
        "wash-post_2015-12-23_as-spotlight-shines-on-trump-and",
    }
)
"""Articles of PolNeAR that are later versions of, or largely taken from, another one in it."""

_NAME_OR_NUMBER = re.compile(r"(?<=[a-z,] )[A-Z][\w'\u2019-]*|\$?\d[\d,.:]*\d|\d")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_TYPOGRAPHY = re.compile("[\u0080-\u00ff\u2010-\u203a]")


@dataclasses.dataclass(frozen=True)
class Labelled:
    """A text with what is known about it.

    Attributes:
        text: the text.
        family: number of the article it is, or is a copy of.
        kind: "article" for articles, the kind of a copy, or the kind of a text that is none.
        changed: percent of words that were changed, cut or added.
    """

    text: str
    family: int
    kind: str
    changed: int = 0


@dataclasses.dataclass(frozen=True)
class Sources:
    """Raw material: texts to copy, distractors, texts to take parts of, and a vocabulary."""

    articles: list[str]
    distractors: list[str]
    donors: list[str]
    vocabulary: list[str]


def read_sources(articles: Path, distractors: Path) -> Sources:
    """Read article texts from a JSON file of page bodies or a folder, and distractors.

    Raises:
        FileNotFoundError: if ``articles`` is absent; the distractors may be.
    """
    if articles.is_dir():
        texts = [each.read_text("utf-8") for each in sorted(articles.glob("*.txt"))]
    else:
        pages = json.loads(articles.read_text("utf-8"))
        texts = [page["articleBody"] for _, page in sorted(pages.items())]
    files = [each for each in sorted(distractors.rglob("*.txt")) if each.stem not in COPIES]
    others = [each.read_text("utf-8") for each in files]
    words = sorted({word for text in texts + others for word in text.split() if word.isalpha()})
    random.Random(SEED).shuffle(others)
    donors = [each for each in others[:DONORS] if _length(each) >= 160] or texts
    return Sources([t for t in texts if _length(t) >= SHORTEST], others[DONORS:], donors, words)


def labelled_set(sources: Sources) -> list[Labelled]:
    """Make the whole set: the articles first, each copy after its article."""
    chance = random.Random(SEED)
    texts: list[Labelled] = []
    for text in sources.articles:
        texts.append(Labelled(text, len(texts), "article"))
    bases = len(texts)
    texts += [
        Labelled(text, bases + number, "article on the same subject")
        for number, text in enumerate(sources.distractors)
    ]
    negatives = [*_footers(sources, chance), *_templated(sources, chance)]
    family = len(texts)
    texts += [Labelled(t, family + number, kind) for number, (kind, t) in enumerate(negatives)]
    for number in range(bases):
        for kind, changed, text in _copies(texts[number].text, sources, chance):
            texts.append(Labelled(text, number, kind, changed))
    return texts


def _copies(text: str, sources: Sources, chance: random.Random) -> Iterator[tuple[str, int, str]]:
    yield "new headline", 0, f"{_stretch(sources, 9, chance).title()}\n{text}"
    yield (
        "agency header",
        0,
        f"{_header(chance)}{text}\n(Reporting by A. Writer; Editing by B. Desk)",
    )
    for percent in (10, 20, 30, 35, 50):
        yield "cut at the end", percent, _cut(text, 0, 100 - percent)
        yield "cut at the start", percent, _cut(text, percent, 100)
    for percent in (10, 20, 30, 40):
        added = _stretch(sources, _length(text) * percent // 100, chance)
        yield "appended paragraphs", percent, f"{text}\n{added}"
        yield "inserted paragraphs", percent, _inserted(text, added, chance)
    for percent in (5, 10, 15, 20, 25, 30, 35):
        yield "replaced words", percent, _replaced(text, percent, sources.vocabulary, chance)
    yield "paragraphs moved", 0, _moved(text, chance)
    yield "HTML residue", 10, _with_residue(text, chance)
    yield "encoding noise", 10, _noisy(text, chance)
    mixed = _replaced(_cut(text, 0, 90), 10, sources.vocabulary, chance)
    yield "cut, replaced and new headline", 20, f"{_stretch(sources, 9, chance)}\n{mixed}"
    mixed = _replaced(_cut(text, 0, 80), 10, sources.vocabulary, chance)
    added = _stretch(sources, _length(text) * 5 // 100, chance)
    yield "cut, replaced and appended", 35, f"{mixed}\n{added}"


def _footers(sources: Sources, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield different short articles with the same footer, which is up to two thirds of each."""
    for number, footer in enumerate(MATERIAL["footers"]):
        for text in sources.donors[number * 60 : number * 60 + 60]:
            start = _cut_words(text, chance.randint(80, 320))
            yield "shared footer", f"{start}\n{footer.format(name='The Daily Record')}"


def _templated(sources: Sources, chance: random.Random) -> Iterator[tuple[str, str]]:
    for text in reports(SEED, 25):
        yield "templated report", text
    names = [word for word in sources.vocabulary if word.istitle()]
    for text in sources.donors[-40:]:
        # Beginnings that are longer would quote people, which templates do not.
        report = _cut_words(text, 250)
        for _ in range(3):
            yield "other names and numbers", _renamed(report, names, chance)


def _renamed(text: str, names: Sequence[str], chance: random.Random) -> str:
    """Replace every name and number consistently."""
    changed: dict[str, str] = {}

    def other(found: re.Match[str]) -> str:
        written = found.group()
        if written not in changed:
            is_name = written[0].isalpha()
            changed[written] = chance.choice(names) if is_name else str(chance.randint(2, 4000))
        return changed[written]

    return _NAME_OR_NUMBER.sub(other, text)


def _header(chance: random.Random) -> str:
    place = chance.choice(
        ("KABUL", "PARIS, Nov 3", "WASHINGTON, D.C.", "NEW DELHI, India", "Geneva")
    )
    agency = chance.choice(("Reuters", "AP", "AFP", "Xinhua", "Press Association"))
    return f"{place} ({agency}) {chance.choice(('-', '--', chr(0x2014)))} "


def _cut(text: str, start: int, end: int) -> str:
    spans = [each.span() for each in re.finditer(r"\S+", text)]
    kept = spans[len(spans) * start // 100 : len(spans) * end // 100]
    return text[kept[0][0] : kept[-1][1]]


def _cut_words(text: str, words: int) -> str:
    spans = [each.span() for each in re.finditer(r"\S+", text)][:words]
    return text[spans[0][0] : spans[-1][1]]


def _stretch(sources: Sources, words: int, chance: random.Random) -> str:
    """Return sentences of several other articles."""
    taken: list[str] = []
    while len(taken) < words:
        taken += chance.choice(_SENTENCE.split(chance.choice(sources.donors))).split()
    return " ".join(taken[:words])


def _inserted(text: str, added: str, chance: random.Random) -> str:
    paragraphs = _paragraphs(text)
    paragraphs.insert(chance.randint(0, len(paragraphs)), added)
    return "\n".join(paragraphs)


def _moved(text: str, chance: random.Random) -> str:
    paragraphs = _paragraphs(text)
    chance.shuffle(paragraphs)
    return "\n".join(paragraphs)


def _paragraphs(text: str) -> list[str]:
    """Split at line ends, or into groups of three sentences if there are none."""
    paragraphs = [each for each in text.splitlines() if each.strip()]
    if len(paragraphs) < 4:
        sentences = _SENTENCE.split(" ".join(paragraphs))
        paragraphs = [" ".join(sentences[n : n + 3]) for n in range(0, len(sentences), 3)]
    return paragraphs


def _replaced(text: str, percent: int, vocabulary: Sequence[str], chance: random.Random) -> str:
    spans = [each.span() for each in re.finditer(r"\S+", text)]
    chosen = set(chance.sample(range(len(spans)), round(len(spans) * percent / 100)))
    pieces, end = [], 0
    for number, (start, stop) in enumerate(spans):
        pieces.append(text[end:start])
        pieces.append(chance.choice(vocabulary) if number in chosen else text[start:stop])
        end = stop
    return "".join(pieces)


def _with_residue(text: str, chance: random.Random) -> str:
    pieces = []
    for word in text.replace("&", "&amp;").replace("\u2019", "&rsquo;").split(" "):
        if chance.random() < 0.05:
            pieces.append(chance.choice(MATERIAL["residue"]))
        pieces.append(word)
    return " ".join(pieces)


def _noisy(text: str, chance: random.Random) -> str:
    """Add noise: UTF-8 read as Windows-1252, soft hyphens, lost characters, capitals, accents."""
    text = _TYPOGRAPHY.sub(lambda found: found[0].encode().decode("cp1252", "replace"), text)
    noise: Sequence[Callable[[str], str]] = (
        lambda word: word[:2] + "\u00ad" + word[2:],
        lambda word: word + "\ufffd",
        lambda word: word.upper(),
        lambda word: word.replace("e", "\u00e9"),
    )
    words = text.split(" ")
    return " ".join(chance.choice(noise)(w) if chance.random() < 0.1 else w for w in words)


def _length(text: str) -> int:
    return len(text.split())
