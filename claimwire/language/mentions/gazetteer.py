"""Find the names of known entities in a text, all in one pass."""

import bisect
import dataclasses
import functools
from collections.abc import Collection, Iterator, Mapping

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import get_lang_class
from spacy.vocab import Vocab

from claimwire.language.mentions.known_entities import (
    Knowledge,
    KnownEntity,
    UserKnowledge,
    load_knowledge,
)
from claimwire.language.mentions.stretches import Stretch

_COUNTRY_KINDS = frozenset({"country", "nationality"})

Hit = tuple[Stretch, KnownEntity]
"""Where a name stands, and what it stands for."""


def find_names(doc: Doc, extra: UserKnowledge | None = None) -> Iterator[Hit]:
    """Find every known name in a text.

    Args:
        doc: the text.
        extra: a user's own entities.

    Yields:
        Hits, which may overlap.
    """
    knowledge = load_knowledge(extra, doc.lang_)
    strings = doc.vocab.strings
    hits = [
        ((start, end), knowledge.names[strings[key]])
        for key, start, end in _matcher(doc.vocab, extra)(doc)
    ]
    named = {entity.country for _, entity in hits if entity.kind in _COUNTRY_KINDS}
    shared = {home for _, entity in hits for home in entity.homes}
    told = _told(doc, hits, shared, knowledge) if shared else {}
    for stretch, entity in hits:
        if not entity.homes:
            yield stretch, entity
        elif entity.country is None:
            yield stretch, _at_home(stretch, entity, named, told)
        else:
            yield stretch, _of_nearest(stretch, entity, told, knowledge)


def _at_home(
    stretch: Stretch,
    entity: KnownEntity,
    named: Collection[str | None],
    told: Mapping[str, list[int]],
) -> KnownEntity:
    """Give a people of several countries the one of them that the text names, or names nearest."""
    homes = [country for country in entity.homes if country in named]
    code = homes[0] if len(homes) == 1 else _nearest(stretch, homes, told)
    return entity if code is None else dataclasses.replace(entity, country=code)


def _of_nearest(
    stretch: Stretch, entity: KnownEntity, told: Mapping[str, list[int]], knowledge: Knowledge
) -> KnownEntity:
    """Give a shared nationality to that of its countries which the text names nearest."""
    code = _nearest(stretch, entity.homes, told)
    if code is None:
        return entity
    name = knowledge.country_names[code]
    return dataclasses.replace(entity, entity_id=f"country:{code}", country=code, name=name)


def _nearest(
    stretch: Stretch, countries: Collection[str], told: Mapping[str, list[int]]
) -> str | None:
    near = [
        (abs(at - stretch[0]), code)
        for code in countries
        for at in _around(told.get(code, []), stretch[0])
    ]
    return min(near)[1] if near else None


def _around(places: list[int], at: int) -> list[int]:
    """The last of sorted numbers before one, and the first behind it."""
    behind = bisect.bisect(places, at)
    return places[max(behind - 1, 0) : behind + 1]


def _told(
    doc: Doc, hits: Collection[Hit], countries: Collection[str], knowledge: Knowledge
) -> dict[str, list[int]]:
    """Where a text names some countries, what belongs to them, or their capitals; in order."""
    told: dict[str, list[int]] = {code: [] for code in countries}
    for stretch, entity in hits:
        if not entity.homes and entity.country in told:
            told[entity.country].append(stretch[0])
    texts = [token.text for token in doc]
    for name, code in knowledge.capitals.items():
        if code in told:
            words = name.split()
            told[code] += [
                at
                for at, text in enumerate(texts)
                if text == words[0] and texts[at : at + len(words)] == words
            ]
    return {code: sorted(places) for code, places in told.items()}


@functools.lru_cache(maxsize=16)
def _matcher(vocab: Vocab, extra: UserKnowledge | None) -> PhraseMatcher:
    # Matching compares tokens of one vocabulary, cut by the rules of its language.
    make_doc = get_lang_class(vocab.lang or "en")(vocab=vocab).make_doc
    matcher = PhraseMatcher(vocab)
    for name in load_knowledge(extra, vocab.lang or "en").names:
        # News writes either apostrophe.
        forms = {name, name.replace("'", "\u2019")}
        matcher.add(name, [make_doc(form) for form in sorted(forms)])
    return matcher
