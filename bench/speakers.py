"""Accuracy of resolved speakers against annotated chains: prints Markdown.

    python -m bench.speakers [--corpora FOLDER] [--errors]

Texts and coreference chains are those of GUM's news. Errors were inspected in every other text
("read"); the rest are "unseen". ``--errors`` lists only errors in the former.
"""

import argparse
import collections
import dataclasses
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from spacy.tokens import Doc, Span

from bench.corpora import CORPORA, is_absent
from bench.speakers_gum import GoldMention, GoldNews, read_gum_news
from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.claims.attribution import find_attributions
from claimwire.language.claims.find_claims import find_claims
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.speakers import resolve_speakers
from claimwire.language.mentions.find_mentions import outermost_names
from claimwire.language.mentions.mention import Mention
from claimwire.language.parsing.batches import read_texts
from claimwire.language.parsing.loading import load_model
from claimwire.language.reading import Reading, reading_of
from claimwire.schemas.claims import Claim

ACTORS = frozenset({"organization", "person", "place"})
FORMS = ("name", "short form", "pronoun", "nominal, taken up", "nominal, first")
SHARES = ("all", "read", "unseen")


@dataclasses.dataclass(frozen=True)
class Judged:
    """A speaker as written, its resolution and how that was found, and the right one."""

    text: str
    form: str
    way: str
    found: str | None
    linked: bool
    right: bool
    wanted: str


class Chains:
    """The coreference chains of one text, with lookup by position."""

    def __init__(self, doc: Doc, news: GoldNews) -> None:
        self._doc = doc
        self._by_head: dict[int, list[GoldMention]] = collections.defaultdict(list)
        self.mentions: dict[int, list[GoldMention]] = collections.defaultdict(list)
        for mention in news.mentions:
            span = self._span(mention.start, mention.end)
            if mention.kind in ACTORS and span is not None:
                self._by_head[span.root.i].append(mention)
                self.mentions[mention.chain].append(mention)

    def _span(self, start: int, end: int) -> Span | None:
        return self._doc.char_span(start, end, alignment_mode="expand")

    def at(self, start: int, end: int) -> GoldMention | None:
        """Return the mention with the same syntactic head; of several, the most similar."""
        span = self._span(start, end)
        alike = self._by_head[span.root.i] if span is not None else []

        def overlap(mention: GoldMention) -> float:
            union = max(end, mention.end) - min(start, mention.start)
            return (min(end, mention.end) - max(start, mention.start)) / union

        return max(alike, key=overlap, default=None)

    def is_name(self, mention: GoldMention) -> bool:
        """Return whether the syntactic head is a name and not a title, according to the model."""
        span = self._span(mention.start, mention.end)
        return (
            span is not None
            and span.root.pos_ == "PROPN"
            and (span.root.lemma_.lower(),) not in speaker_words("en").roles
        )

    def first_named(self, chain: int) -> GoldMention | None:
        """Return the first mention by name."""
        return next((each for each in self.mentions[chain] if self.is_name(each)), None)

    def wanted(self, mention: GoldMention) -> list[GoldMention]:
        """Return what a resolved speaker must name: the first name, else an earlier mention."""
        named = self.first_named(mention.chain)
        mentions = self.mentions[mention.chain]
        return [named] if named else mentions[: mentions.index(mention)] or [mention]

    def is_named_at(self, wanted: GoldMention, start: int, end: int) -> bool:
        """Return whether a stretch names a mention: its head, or a name that belongs to it."""
        gold = self.at(start, end)
        within = wanted.start <= start and end <= wanted.end
        return gold == wanted or (gold is None and within)

    def form_of(self, mention: GoldMention) -> str:
        """Return the form of a mention, one of ``FORMS``."""
        span = self._span(mention.start, mention.end)
        word = self.text(mention)
        acronym = len(word) > 1 and word.isupper()
        if span and len(span) == 1 and span.root.pos_ in {"DET", "PRON"} and not acronym:
            return "pronoun"
        first = self.first_named(mention.chain)
        if first is not None and self.is_name(mention):
            whole = mention == first or self._name(mention) == self._name(first)
            return "name" if whole else "short form"
        is_first = mention == self.mentions[mention.chain][0]
        return "nominal, first" if is_first else "nominal, taken up"

    def _name(self, mention: GoldMention) -> str:
        """Return the head name with the names before it."""
        span = self._span(mention.start, mention.end)
        if span is None:
            return ""
        parts = [t for t in span.root.lefts if t.dep_ == "compound" and t.pos_ == "PROPN"]
        return " ".join(t.text for t in [*parts, span.root])

    def text(self, mention: GoldMention) -> str:
        """Return a mention as written."""
        return self._doc.text[mention.start : mention.end]


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--errors", action="store_true", help="list errors in the texts read")
    options = parser.parse_args()
    folder = options.corpora / "gum-news" / "coref"
    if is_absent(folder):
        return 2
    news = read_gum_news(folder)
    docs = _parsed(news)
    judged: dict[str, list[Judged]] = {share: [] for share in SHARES}
    counts = {share: Agreement() for share in SHARES}
    left_out = 0
    for number, (text, doc) in enumerate(zip(news, docs, strict=True)):
        chains = Chains(doc, text)
        share = SHARES[1 + number % 2]
        reading = reading_of(doc)
        claims = find_claims(reading, article_id=text.name, run_id="bench")
        found = list(_judge(reading, chains, claims, found_at(reading)))
        speakers = [each for each in found if each is not None]
        left_out += len(found) - len(speakers)
        for name in ("all", share):
            judged[name] += speakers
            counts[name].add(chains, reading.mentions)
        if options.errors and share == "read":
            _print_errors(text.name, speakers)
    for share in SHARES:
        print(f"## Speakers, texts: {share}\n", *_speaker_rows(judged[share]), "", sep="\n")
    print("## Ways in which speakers are found\n", *_way_rows(judged["all"]), "", sep="\n")
    print(f"{left_out} more are no person, organisation or place in GUM.\n")
    print("## Links of chains\n", *_chain_rows(counts), sep="\n")
    return 0


def _parsed(news: Sequence[GoldNews]) -> Iterator[Doc]:
    for doc in read_texts(load_model(), [each.text for each in news]):
        if isinstance(doc, Exception):
            raise doc
        yield doc


@dataclasses.dataclass(frozen=True)
class Found:
    """How the speaker of a source was found, and where one without a name is described."""

    way: str
    places: tuple[tuple[int, int], ...] = ()


def found_at(reading: Reading) -> dict[int, Found]:
    """Return how each speaker was found, by where its source begins."""
    doc = reading.doc
    layout = Layout(reading.tokens)
    attributions = find_attributions(layout)
    names = outermost_names(reading.mentions)
    speakers = resolve_speakers(layout, attributions, names, reading.country)
    found: dict[int, Found] = {}
    for attribution, speaker in zip(attributions, speakers, strict=True):
        if attribution.source is None or speaker is None:
            continue
        places: list[tuple[int, int]] = []
        if speaker.member.name is None:
            tokens = [doc[index] for index in speaker.member.tokens]
            places += [(token.idx, token.idx + len(token)) for token in tokens]
            places += _places_of(doc, speaker.member.description or "")
        found.setdefault(doc[attribution.source.first].idx, Found(speaker.way, tuple(places)))
    return found


def _judge(
    reading: Reading,
    chains: Chains,
    claims: Iterable[Claim],
    found: Mapping[int, Found],
) -> Iterator[Judged | None]:
    """Yield a judgement for each distinct written speaker; None for those in no chain.

    Speakers who have no name in the text are judged by where they are described first.
    """
    doc = reading.doc
    seen = set()
    for claim in sorted(claims, key=lambda each: each.speaker_start or 0):
        start, end = claim.speaker_start, claim.speaker_end
        if start is None or end is None or start in seen:
            continue
        seen.add(start)
        gold = chains.at(start, end)
        if gold is None:
            yield None
            continue
        wanted = chains.wanted(gold)
        how = found.get(start, Found("none"))
        places = list(_places(reading, claim)) or list(how.places)
        yield Judged(
            text=doc.text[start:end],
            form=chains.form_of(gold),
            way=how.way,
            found=claim.speaker_name or (doc.text[slice(*places[0])] if places else None),
            linked=claim.speaker_entity_id is not None,
            right=any(chains.is_named_at(each, *place) for each in wanted for place in places),
            wanted=chains.text(wanted[0]),
        )


def _places(reading: Reading, claim: Claim) -> Iterator[tuple[int, int]]:
    """Yield the positions at which the text names the resolved speaker."""
    doc = reading.doc
    name = claim.speaker_name
    if name is None:
        return
    for mention in reading.mentions:
        linked = claim.speaker_entity_id is not None
        if mention.name == name or (linked and mention.entity_id == claim.speaker_entity_id):
            yield mention.start, mention.end
    yield from _places_of(doc, name)


def _places_of(doc: Doc, name: str) -> Iterator[tuple[int, int]]:
    """Yield where a name or description stands."""
    if not name:
        return
    # A description at the start of a sentence has a capital that it has nowhere else.
    for form in (name, name[0].lower() + name[1:]):
        for match in re.finditer(re.escape(form), doc.text):
            span = doc.char_span(*match.span())
            if span is not None and not _goes_before(span):
                yield match.span()


def _goes_before(span: Span) -> bool:
    """Return whether the name begins before the stretch: "Lavrov" is not "Sergei Lavrov"."""
    return span[0].ent_iob_ == "I" and span[0].nbor(-1).pos_ == "PROPN"


def _speaker_rows(judged: Sequence[Judged]) -> Iterator[str]:
    yield "| form of the speaker | n | named | right, of named | right, of all | linked |"
    yield "|---|---|---|---|---|---|"
    for form in (*FORMS, "all"):
        some = [each for each in judged if form in (each.form, "all")]
        named = [each for each in some if each.found is not None]
        right = sum(each.right for each in some)
        linked = sum(each.linked for each in some)
        yield (
            f"| {form} | {len(some)} | {len(named)} | {_percent(right, len(named))} "
            f"| {_percent(right, len(some))} | {_percent(linked, len(some))} |"
        )


def _way_rows(judged: Sequence[Judged]) -> Iterator[str]:
    yield "| way | n | right |"
    yield "|---|---|---|"
    ways = collections.Counter(each.way for each in judged)
    for way, count in sorted(ways.items()):
        right = sum(each.right for each in judged if each.way == way)
        yield f"| {way} | {count} | {_percent(right, count)} |"


def _print_errors(name: str, judged: Iterable[Judged]) -> None:
    for each in judged:
        if not each.right:
            print(f"{name}: [{each.form}] {each.text!r} -> {each.found!r}, not {each.wanted!r}")


class Agreement:
    """B-cubed agreement with chains, over mentions by name in chains of two or more.

    Our mentions belong together by entity_id, else by name, else by their words.
    """

    def __init__(self) -> None:
        self.precision: dict[str, float] = collections.defaultdict(float)
        self.recall: dict[str, float] = collections.defaultdict(float)
        self.mentions: collections.Counter[str] = collections.Counter()
        self.found: collections.Counter[str] = collections.Counter()

    def add(self, chains: Chains, mentions: Sequence[Mention]) -> None:
        """Count the chains of one text; mentions that were not found are singletons."""
        keys: dict[GoldMention, str] = {}
        for mention in mentions:
            gold = chains.at(mention.start, mention.end)
            if gold is not None and mention.kind != "nationality":
                keys.setdefault(gold, mention.entity_id or mention.name or mention.text)
        named = {
            mention: keys.get(mention, f"alone {mention.start}")
            for chain in chains.mentions.values()
            if len(chain) > 1
            for mention in chain
            if chains.is_name(mention)
        }
        in_chain = collections.Counter(mention.chain for mention in named)
        in_link = collections.Counter(named.values())
        in_both = collections.Counter((mention.chain, key) for mention, key in named.items())
        for mention, key in named.items():
            both = in_both[mention.chain, key]
            for kind in (mention.kind, "all"):
                self.mentions[kind] += 1
                self.found[kind] += mention in keys
                self.precision[kind] += both / in_link[key]
                self.recall[kind] += both / in_chain[mention.chain]


def _chain_rows(counts: dict[str, Agreement]) -> Iterator[str]:
    yield "| texts | type | names | found | B-cubed P | R | F1 |"
    yield "|---|---|---|---|---|---|---|"
    for share, agreement in counts.items():
        for kind in (*sorted(ACTORS), "all"):
            total = agreement.mentions[kind]
            precision = agreement.precision[kind] / max(total, 1)
            recall = agreement.recall[kind] / max(total, 1)
            f1 = 2 * precision * recall / max(precision + recall, 1e-9)
            yield (
                f"| {share} | {kind} | {total} | {_percent(agreement.found[kind], total)} "
                f"| {100 * precision:.1f} | {100 * recall:.1f} | {100 * f1:.1f} |"
            )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


if __name__ == "__main__":
    sys.exit(main())
