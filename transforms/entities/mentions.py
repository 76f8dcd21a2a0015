"""Finding the mentions of geopolitical entities in a parsed text."""

import dataclasses
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from transforms.entities.gazetteer import find_names
from transforms.entities.known import Knowledge, KnownEntity, load_knowledge

_CACHE_KEY = "claimwire_mentions"

_PLACE_LABELS = frozenset({"GPE", "LOC", "NORP"})
_ARTICLES_AND_ENDINGS = frozenset({"the", "a", "an", "'s", "\u2019s", "'", "\u2019"})
_OUTER_PUNCTUATION = '"\u201c\u201d\u201e\u00ab\u00bb()[],.;:-\u2013\u2014*'


@dataclasses.dataclass(frozen=True)
class Mention:
    """One mention of an entity.

    Attributes:
        start, end: offsets in code points, ``[start, end)``.
        first_token, last_token: the same stretch in tokens, ``[first_token, last_token)``.
        sentence: number of its sentence, from 0.
        text: as written.
        label: the language model's type, or the one it would give a gazetteer's name.
        method: "ner", "gazetteer" or "both".
        entity_id, name, kind, country: what it is, as far as known.
    """

    start: int
    end: int
    first_token: int
    last_token: int
    sentence: int
    text: str
    label: str
    method: str
    entity_id: str | None
    name: str | None
    kind: str
    country: str | None


def mentions_of(doc: Doc) -> list[Mention]:
    """Find the mentions of a text, or answer those found before for the same parse.

    The steps that need them run in parallel; where the runner fuses them they share the parse,
    and through it this result.
    """
    found: list[Mention] | None = doc.user_data.get(_CACHE_KEY)
    if found is None:
        found = find_mentions(doc)
        doc.user_data[_CACHE_KEY] = found
    return found


def find_mentions(doc: Doc) -> list[Mention]:
    """Find the mentions of geopolitical entities.

    The language model's entities and the gazetteer's names are taken together; of overlapping
    ones the longest stays, and of equal ones the gazetteer tells what it is.

    Returns:
        Mentions that do not overlap, in the order of the text.
    """
    knowledge = load_knowledge()
    tagged = {(span.start, span.end): span.label_ for span in _trimmed_entities(doc)}
    known: dict[tuple[int, int], KnownEntity] = {}
    nested: dict[int, KnownEntity] = {}
    evident = _Evidence(doc, knowledge)
    for first, last, found in find_names(doc):
        label = tagged.get((first, last))
        if label != "LANGUAGE" and evident.means_it(doc[first:last].text, label):
            known[first, last] = found
            nested.setdefault(first, found)

    candidates = {place for place, label in tagged.items() if label in knowledge.kinds}
    taken = bytearray(len(doc))
    chosen = []
    for first, last in sorted(candidates | known.keys(), key=lambda p: (p[0] - p[1], p[0])):
        if not any(taken[first:last]):
            taken[first:last] = b"\x01" * (last - first)
            chosen.append((first, last))

    sentences = _sentence_numbers(doc)
    mentions = []
    for first, last in sorted(chosen):
        label = tagged.get((first, last))
        entity = known.get((first, last))
        if label not in knowledge.kinds:
            label = None
        span = doc[first:last]
        method = "ner" if entity is None else "gazetteer" if label is None else "both"
        if entity is None:
            assert label is not None
            kind, country = knowledge.kinds[label], _state_of(span, label, nested, knowledge)
        else:
            kind, country = entity.kind, entity.country
        mentions.append(
            Mention(
                start=span.start_char,
                end=span.end_char,
                first_token=first,
                last_token=last,
                sentence=sentences[first],
                text=span.text,
                label=label or (entity.label if entity else ""),
                method=method,
                entity_id=entity.entity_id if entity else None,
                name=entity.name if entity else None,
                kind=kind,
                country=country,
            )
        )
    return mentions


def _trimmed_entities(doc: Doc) -> Iterator[Span]:
    """The model's entities without articles, possessive endings, spaces and outer marks."""
    for span in doc.ents:
        first, last = span.start, span.end
        while first < last and _is_outside(doc[first].text):
            first += 1
        while first < last and _is_outside(doc[last - 1].text):
            last -= 1
        if first < last:
            yield Span(doc, first, last, label=span.label)


def _is_outside(token_text: str) -> bool:
    bare = token_text.strip(_OUTER_PUNCTUATION).strip()
    return not bare or token_text.lower() in _ARTICLES_AND_ENDINGS


class _Evidence:
    """Whether ambiguous names of one text mean what the gazetteer says."""

    def __init__(self, doc: Doc, knowledge: Knowledge) -> None:
        self._doc = doc
        self._ambiguous = knowledge.ambiguous
        self._settled: dict[str, bool] = {}

    def means_it(self, name: str, label: str | None) -> bool:
        """Settle one hit.

        Args:
            name: as written.
            label: the language model's type of the very same stretch. A person's label is not
                held against an unambiguous name: full names ("Israel Katz") are longer and win
                by length, and alone it is a frequent error of small models.
        """
        ambiguity = self._ambiguous.get(name)
        if ambiguity is None:
            return True
        if ambiguity.rule == "model":
            return label in _PLACE_LABELS
        if name not in self._settled:
            text = self._doc.text
            self._settled[name] = any(word in text for word in ambiguity.evidence)
        return self._settled[name]


def _state_of(
    span: Span, label: str, nested: dict[int, KnownEntity], knowledge: Knowledge
) -> str | None:
    """The country whose name an organ of state starts with, as in "US State Department"."""
    leading = nested.get(span.start)
    if label == "ORG" and leading is not None and span[-1].text in knowledge.state_bodies:
        return leading.country
    return None


def _sentence_numbers(doc: Doc) -> list[int]:
    numbers = []
    number = -1
    for token in doc:
        if token.is_sent_start or number < 0:
            number += 1
        numbers.append(number)
    return numbers
