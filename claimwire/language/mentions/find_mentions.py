"""Finding the mentions of geopolitical entities in a parsed text, and what they name."""

import itertools
from collections.abc import Collection, Iterable, Iterator

from spacy.tokens import Doc, Span

from claimwire.language.mentions.agents import with_agents
from claimwire.language.mentions.bodies import with_bodies
from claimwire.language.mentions.context import NO_CONTEXT, Context
from claimwire.language.mentions.coreference import link_short_forms
from claimwire.language.mentions.entity_linking import Linker
from claimwire.language.mentions.evidence import Meanings
from claimwire.language.mentions.gazetteer import find_names
from claimwire.language.mentions.known_entities import Knowledge, KnownEntity, load_knowledge
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.phrases import find_phrases
from claimwire.language.mentions.titles import with_titles
from claimwire.language.mentions.toponyms import Stretch, Toponyms

_ARTICLES_AND_ENDINGS = frozenset({"the", "a", "an", "'s", "\u2019s", "'", "\u2019"})
_OUTER_PUNCTUATION = '"\u201c\u201d\u201e\u00ab\u00bb()[],.;:-\u2013\u2014*'
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_PEOPLE = frozenset({"office", "group"})
_CLOSED_KINDS = frozenset({"person", "media", "party", "international_organisation"})
_NOT_NESTED = frozenset(
    {"person", "media", "party", "country", "nationality", "city", "region", "place"}
)


def find_mentions(doc: Doc, context: Context = NO_CONTEXT) -> list[Mention]:
    """Find the mentions of geopolitical entities.

    The language model's entities, the names of the gazetteer, the actors named by pattern and the
    places are taken together. Of overlapping ones the longest stays, and of equal ones the
    gazetteer tells what it is; a name inside another ("Afghan" in "Afghan government") stays as a
    nested mention.

    Args:
        doc: the parse.
        context: when and by whom the text was published.

    Returns:
        Mentions in the order of the text, an outer one before those inside it.
    """
    knowledge = load_knowledge(context.knowledge)
    tagged = {(span.start, span.end): span.label_ for span in _trimmed_entities(doc)}
    known = _known(doc, context, knowledge, tagged)
    countries = [stretch for stretch, entity in known.items() if entity.kind == "country"]
    toponyms = Toponyms(doc, tagged, _closed(doc, known), countries, knowledge.capitals)
    places = {stretch for stretch in toponyms.find() if stretch not in known}
    candidates = {
        stretch
        for stretch, label in tagged.items()
        if label in knowledge.kinds and not (label == "GPE" and toponyms.deny(stretch))
    }
    outer = _longest(len(doc), candidates | known.keys() | places)
    inner = _nested(outer, known, places, tagged)
    linker = Linker(doc, context, knowledge, known, toponyms)
    sentences = _sentence_numbers(doc)
    linker.resolve(sorted([*outer, *inner]), places)
    mentions = [
        linker.mention(stretch, tagged.get(stretch), sentences[stretch[0]], nested=stretch in inner)
        for stretch in sorted([*outer, *inner], key=lambda place: (place[0], -place[1]))
    ]
    for tell_more in (with_bodies, with_agents, with_titles):
        mentions = tell_more(doc, mentions)
    return link_short_forms(doc, mentions, sentences)


def outermost_names(mentions: Iterable[Mention]) -> list[Mention]:
    """Choose the names that stand in no other, in the order of the text.

    Of "the French president" that is "French": people whom a common noun names, and agents that
    a place tells the country of ("rebels in Darfur"), are left out.

    Args:
        mentions: all of one text, as ``find_mentions`` gives them.
    """
    names = []
    end = 0
    for mention in mentions:
        unnamed = mention.kind in _PEOPLE or mention.text.islower()
        if mention.start >= end and not (mention.described and unnamed):
            names.append(mention)
            end = mention.end
    return names


def _known(
    doc: Doc, context: Context, knowledge: Knowledge, tagged: dict[Stretch, str]
) -> dict[Stretch, KnownEntity]:
    """The names of the gazetteer that mean what it says, and actors by pattern."""
    meanings = Meanings(doc, knowledge)
    known: dict[Stretch, KnownEntity] = {}
    for first, last, found in find_names(doc, context.knowledge):
        label = tagged.get((first, last))
        if label != "LANGUAGE" and meanings.means_it(doc[first:last].text, label):
            known[first, last] = found
    longest = _longest(len(doc), known.keys())
    countries = {stretch: known[stretch] for stretch in longest}
    for first, last, found in find_phrases(doc, countries, knowledge.country_names):
        if (first, last) not in known or not found.described:
            known[first, last] = found
    return known


def _closed(doc: Doc, known: dict[Stretch, KnownEntity]) -> bytearray:
    """The tokens inside which no place is looked for."""
    closed = bytearray(len(doc))
    for (first, last), entity in known.items():
        if entity.kind in _CLOSED_KINDS:
            closed[first:last] = b"\x01" * (last - first)
    return closed


def _longest(length: int, stretches: Collection[Stretch]) -> set[Stretch]:
    """Of stretches that overlap, the longest; the first of equally long ones."""
    taken = bytearray(length)
    chosen = set()
    for first, last in sorted(stretches, key=lambda place: (place[0] - place[1], place[0])):
        if not any(taken[first:last]):
            taken[first:last] = b"\x01" * (last - first)
            chosen.add((first, last))
    return chosen


def _nested(
    outer: set[Stretch],
    known: dict[Stretch, KnownEntity],
    places: set[Stretch],
    tagged: dict[Stretch, str],
) -> set[Stretch]:
    """The names that stand inside a chosen one, unless that is a person's or a place's."""
    open_at: dict[int, Stretch] = {}
    for first, last in outer:
        entity = known.get((first, last))
        if entity is not None and entity.kind in _NOT_NESTED:
            continue
        if (first, last) in places:
            continue
        if entity is None and tagged.get((first, last)) == "PERSON":
            continue
        open_at.update(dict.fromkeys(range(first, last), (first, last)))
    inside = {
        (first, last)
        for first, last in itertools.chain(known, places)
        if (around := open_at.get(first)) is not None
        and around != (first, last)
        and last <= around[1]
    }
    return _longest(max((last for _, last in inside), default=0), inside)


def _trimmed_entities(doc: Doc) -> Iterator[Span]:
    """The model's entities without articles, possessive endings, spaces and outer marks."""
    for span in doc.ents:
        first, last = span.start, span.end
        while first < last and _is_outside(doc[first].text):
            first += 1
        while first < last and _is_outside(doc[last - 1].text):
            last -= 1
        while span.label_ in _PLACE_LABELS and last - first > 1 and doc[last - 1].text.islower():
            last -= 1  # "Sichuan province"
        # A name has a capital; small models tag odd words as places now and then.
        if first < last and any(character.isupper() for character in doc[first:last].text):
            yield Span(doc, first, last, label=span.label)


def _is_outside(token_text: str) -> bool:
    bare = token_text.strip(_OUTER_PUNCTUATION).strip()
    return not bare or token_text.lower() in _ARTICLES_AND_ENDINGS


def _sentence_numbers(doc: Doc) -> list[int]:
    numbers = []
    number = -1
    for token in doc:
        if token.is_sent_start or number < 0:
            number += 1
        numbers.append(number)
    return numbers
