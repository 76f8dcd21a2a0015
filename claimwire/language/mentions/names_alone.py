"""Mentions in texts that no parser has read: names of the knowledge, as the language writes them.

A name counts wherever it stands by itself; nothing around it is looked at. So persons, places and
bodies that no list has are not found, and a name with two meanings is left out. The last name of a
person whose full name stands before is that person's: "Montenegro" behind "Luís Montenegro".
"""

import dataclasses
import functools
import itertools
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from spacy.tokens import Doc

from claimwire.language.mentions.actor_codes import Period, actor_code
from claimwire.language.mentions.context import NO_CONTEXT, Context
from claimwire.language.mentions.known_entities import load_knowledge
from claimwire.language.mentions.known_entity import Knowledge, KnownEntity, UserKnowledge
from claimwire.language.mentions.local_names import has_names
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.places import Place, load_places, places_named
from claimwire.language.mentions.unparsed_words import UnparsedWords, unparsed_words

METHOD = "name"
"""How the mentions were found, as in the table of entities."""

_SCORE = 0.85
"""Of annotated articles, read without their parser, 129 of 133 are mentions, and 114 of 120 with a
country have the right one (``python -m bench.names_alone``): 92 %.
Names with cases may do worse."""
_PERSON = "person"
_LONGEST_WORD = 40
_APOSTROPHES = ("'", "\u2019")
_WORD_BEFORE = re.compile(r"[\w,;)\u00bb\u201d\"'-] +(\w[\w'-]*) $")
"""A word that does not begin its sentence."""
_WORD = re.compile(r"\w+")


def reads_names_alone(doc: Doc) -> bool:
    """Whether nobody has looked for relations and names in a text, and its language has names."""
    read = doc.has_annotation("DEP") or doc.has_annotation("ENT_IOB")
    return has_names(doc.lang_) and not read


def mentions_by_name(doc: Doc, context: Context = NO_CONTEXT) -> list[Mention]:
    """Find the names of known entities.

    Args:
        doc: the text, with sentences.
        context: when it was published, and the user's own entities.

    Returns:
        Mentions in the order of the text; none overlaps another.
    """
    names, words = _names(doc.lang_, context.knowledge), unparsed_words(doc.lang_)
    text, found, free = doc.text, [], 0
    sentences = [sentence.start_char for sentence in doc.sents]
    number = 0
    persons: dict[str, KnownEntity] = {}
    for word in _WORD.finditer(text):
        if word.start() < free:
            continue
        start, form, meaning = names.at(text, word.start()) or (word.start(), word[0], None)
        if (
            isinstance(meaning, Place)
            and not words.capitalised_nouns
            and free != start - 1
            and _is_surname(text, start, start + len(form))
        ):
            meaning = None
        if form in persons and (meaning is not None or not _ends_name(text, start)):
            meaning = persons[form]
        if meaning is None:
            continue
        if meaning.kind == _PERSON and isinstance(meaning, KnownEntity) and " " in form:
            persons[form.rpartition(" ")[2]] = meaning
        free = start + len(form)
        while number + 1 < len(sentences) and sentences[number + 1] <= start:
            number += 1
        found.append(
            _mention(
                doc,
                start,
                form,
                meaning,
                sentence=number,
                published_on=context.published_on,
            )
        )
    return found


def _is_surname(text: str, start: int, end: int) -> bool:
    """Whether a name is the last one of a person: "Maria Lima", but not "Erdoğan Ankara'da"."""
    return text[end : end + 1] not in _APOSTROPHES and _ends_name(text, start)


def _ends_name(text: str, start: int) -> bool:
    """Whether another word with a capital stands right before: "Silva" in "Marina Silva".

    The first word of a sentence has a capital anyway.
    """
    before = _WORD_BEFORE.search(text, max(start - _LONGEST_WORD, 0), start)
    return before is not None and before[1][0].isupper()


class _Names(NamedTuple):
    """The names of a language.

    Attributes:
        meanings: what each form of a name means: an entity, or the place of a capital.
        by_word: the forms that begin with a word, the longest first.
        before: what may be written to the front of a name.
    """

    meanings: dict[str, KnownEntity | Place]
    by_word: dict[str, tuple[str, ...]]
    before: tuple[str, ...]

    def at(self, text: str, start: int) -> tuple[int, str, KnownEntity | Place] | None:
        """Return where the longest name begins that stands at a word, its form and meaning."""
        word = _WORD.match(text, start)
        assert word is not None
        for prefix in ("", *self.before):
            first = word[0].removeprefix(prefix)
            if prefix and not word[0].startswith(prefix):
                continue
            begin = start + len(prefix)
            for form in self.by_word.get(first, ()):
                after = text[begin + len(form) : begin + len(form) + 1]
                if text.startswith(form, begin) and not (after.isalnum() and form[-1].isalnum()):
                    return begin, form, self.meanings[form]
        return None


@functools.cache
def _names(language: str, extra: UserKnowledge | None) -> _Names:
    knowledge = load_knowledge(extra, language)
    words = unparsed_words(language)
    meanings: dict[str, KnownEntity | Place] = {}
    for form, place in _capitals(knowledge):
        meanings |= dict.fromkeys(_forms(form, words), place)
    for form, entity in knowledge.names.items():
        # English names with two meanings; "Katar" and "Irak" are such in English texts alone.
        ambiguous = form in knowledge.ambiguous and form == entity.name
        if not ambiguous and len(form) > 1:
            for inflected in _forms(form, words):
                meanings.setdefault(inflected, entity)
    by_word: dict[str, list[str]] = {}
    for form in meanings:
        if (word := _WORD.match(form)) is not None:
            by_word.setdefault(word[0], []).append(form)
    longest_first = {word: tuple(sorted(each, key=len)[::-1]) for word, each in by_word.items()}
    return _Names(meanings, longest_first, words.before)


def _forms(name: str, words: UnparsedWords) -> Iterator[str]:
    """Yield a name in all its cases; the listed one first."""
    yield name
    for whole, left in words.merged:
        if name.startswith(whole):
            yield left + name.removeprefix(whole)
    cases = [_cases(word, words) for word in name.split(" ")]
    for case in range(1, max(map(len, cases))):
        yield " ".join(each[case] if case < len(each) else each[0] for each in cases)


def _cases(word: str, words: UnparsedWords) -> list[str]:
    fitting = [] if word.isupper() else [e for e in words.declensions if word.endswith(e[0])]
    if not fitting:
        return [word]
    endings = max(fitting, key=lambda endings: len(endings[0]))
    stem = word.removesuffix(endings[0])
    return [stem + ending for ending in endings]


def _capitals(knowledge: Knowledge) -> Iterator[tuple[str, Place]]:
    """The capitals by their names, with the place that the English name means."""
    english: dict[str, Place] = {}
    for name, code in load_knowledge().capitals.items():
        places = (
            place
            for place in places_named(name)
            if place.country == code and place.kind == "city" and not place.alternate
        )
        if place := next(places, None):
            english.setdefault(code, place)
    for name, code in knowledge.capitals.items():
        own = (
            place
            for place in itertools.islice(places_named(name), 5)
            if place.country == code and place.kind == "city"
        )
        if place := next(own, None) or english.get(code):
            yield name, place


def _mention(
    doc: Doc,
    start: int,
    form: str,
    meaning: KnownEntity | Place,
    *,
    sentence: int,
    published_on: date | None,
) -> Mention:
    span = doc.char_span(start, start + len(form), alignment_mode="expand")
    assert span is not None
    mention = Mention(
        start=start,
        end=start + len(form),
        first_token=span.start,
        last_token=span.end,
        sentence=sentence,
        text=form,
        label="GPE",
        method=METHOD,
        entity_id=None,
        name=meaning.name,
        kind="city",
        country=meaning.country or None,
        score=_SCORE,
    )
    if isinstance(meaning, Place):
        number = f"geonames:{meaning.geonames_id}"
        city = dataclasses.replace(mention, entity_id=number, actor_code=mention.country)
        return _located(city, meaning)
    role = load_knowledge().roles.get(meaning.kind)
    periods = meaning.periods or ((Period(role),) if role else ())
    entity = dataclasses.replace(
        mention,
        label=meaning.label,
        entity_id=meaning.entity_id,
        kind=meaning.kind,
        actor_code=actor_code(meaning.country, periods, published_on),
    )
    point = load_places().countries.get(meaning.country or "")
    return _located(entity, point) if point and meaning.kind == "country" else entity


def _located(mention: Mention, place: Place) -> Mention:
    return dataclasses.replace(
        mention,
        latitude=place.latitude,
        longitude=place.longitude,
        radius_km=place.radius_km,
        geonames_id=place.geonames_id or None,
    )
