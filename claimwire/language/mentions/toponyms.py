"""Which stretches of a text are names of places, judged by the text around them.

Every hint for or against a place adds to one weight: what the language model says of the words,
how large the places of the name are, whether the name is also a person's, what stands before and
behind it. A name that is certain somewhere in a text counts for the other places where it stands
(one sense a text: Gale, Church and Yarowsky 1992), and for its neighbours in lists.
"""

import math
from collections.abc import Collection, Iterator

from spacy.tokens import Doc

from claimwire.language.mentions import place_hints
from claimwire.language.mentions.place_hints import CONNECTIVES, Tokens, acts, words
from claimwire.language.mentions.place_names import name_key
from claimwire.language.mentions.places import LONGEST_NAME, Place, load_places

PLACE = 1.0
"""The weight from which a name is one of a place."""

_CERTAIN = 3.0
_BY_LABEL = {"GPE": 3.0, "LOC": 2.5, "NORP": 0.0, "FAC": 0.0, "": -0.5, "ORG": -1.0, "PERSON": -1.5}
_OTHER_LABEL = -4.0
_LARGEST = 2.5
_DIVISION = 1.5
_UNKNOWN = -3.5
_ALTERNATE = -1.0
_PERSONAL = -1.5
_COMMON = -3.0
_SURNAME = -3.0
_QUALIFIED = 2.5
_LISTED = 2.0
_ELSEWHERE = 2.5
_ACTS = 1.5

_TOWN = 15_000
"""Inhabitants of a town whose name a body may bear."""
_LARGE = frozenset({"country", "continent", "admin1"})
_SHORTEST = 3
_SIZES_WEIGHED = 8

Stretch = tuple[int, int]
"""First token, and the token after the last."""


class Toponyms:
    """The candidates for places of one text.

    Args:
        doc: the text.
        tagged: the language model's entities, trimmed.
        closed: tokens inside names that are no places (persons, listed organisations).
        countries: where the gazetteer found countries.
        capitals: names of capitals, which act for their governments.
    """

    def __init__(
        self,
        doc: Doc,
        tagged: dict[Stretch, str],
        closed: bytearray,
        countries: Collection[Stretch] = (),
        capitals: Collection[str] = (),
    ) -> None:
        self._doc = doc
        self._tokens = Tokens.of(doc)
        self._tagged = tagged
        self._closed = closed
        self._capitals = capitals
        self._around = _spans_by_token(len(doc), tagged)
        self._places = load_places()
        self._named: dict[str, list[Place]] = {}
        self._sizes: dict[str, float] = {}
        self._persons = {
            text
            for (first, last), label in tagged.items()
            if label == "PERSON" and last - first > 1
            for text in self._tokens.texts[first:last]
        }
        self._lengths = [self._lengths_at(first) for first in range(len(doc))]
        self._certain: set[str] = set()
        self._begins = {first for first, _ in countries}
        self._ends = {last for _, last in countries}
        self._settle()

    def named(self, name: str) -> list[Place]:
        """The places of a name."""
        if name not in self._named:
            self._named[name] = self._places.named(name)
        return self._named[name]

    def find(self) -> Iterator[Stretch]:
        """Yield the stretches that name a place, left to right, apart."""
        for stretch, weight in self._weighed():
            if weight >= PLACE:
                yield stretch

    def deny(self, stretch: Stretch) -> bool:
        """Whether what the model tags as a place can hardly be one."""
        return self._weight(*stretch) < PLACE

    def _settle(self) -> None:
        """Note the names that are certain by themselves."""
        certain = [stretch for stretch, weight in self._weighed() if weight >= _CERTAIN]
        self._certain = {name_key(self._tokens.name(*stretch)) for stretch in certain}
        self._begins |= {first for first, _ in certain}
        self._ends |= {last for _, last in certain}

    def _weighed(self) -> Iterator[tuple[Stretch, float]]:
        """The possible names and their weights; one that is a place hides those inside it."""
        free = 0
        for first, lengths in enumerate(self._lengths):
            if first < free:
                continue
            for length in lengths:
                weight = self._weight(first, first + length)
                yield (first, first + length), weight
                if weight >= PLACE:
                    free = first + length
                    break

    def _lengths_at(self, first: int) -> list[int]:
        """How many tokens the names have that may begin here, the longest first."""
        tokens = self._tokens
        lengths: list[int] = []
        if self._closed[first] or not tokens.may_begin_name(first):
            return lengths
        for last in range(first + 1, min(first + LONGEST_NAME, len(tokens.texts)) + 1):
            final = tokens.texts[last - 1]
            if final.isspace() or self._closed[last - 1]:
                break
            # "Man." and "OR" are divisions behind a town.
            short = final == "." or (last == first + 1 and len(final) < _SHORTEST)
            if short and not (first > 1 and tokens.texts[first - 1] == ","):
                continue
            shaped = short or last == first + 1 or final[:1].isupper()
            if (first, last) in self._tagged or (
                shaped and name_key(tokens.name(first, last)) in self._places
            ):
                lengths.append(last - first)
        return lengths[::-1]

    def _weight(self, first: int, last: int) -> float:
        tokens = self._tokens
        around = self._around[first]
        if around and self._is_inside(first, last, around):
            return self._inside(first, last, around)
        name = tokens.name(first, last)
        label = self._tagged[around] if around else ""
        weight = _BY_LABEL.get(label, _OTHER_LABEL) + self._size(name)
        weight += place_hints.before(tokens, first) + place_hints.behind(tokens, last)
        weight += place_hints.capitals(tokens, first, last)
        weight += self._neighbours(first, last)
        if name in self._persons:
            weight += _SURNAME
        if name_key(name) in self._certain:
            weight += _ELSEWHERE
        if label != "PERSON" and name in self._capitals and acts(self._doc[last - 1]):
            weight += _ACTS
        if not label or self._is_personal(name):
            weight += place_hints.part(tokens, first, last)
        if not label:
            weight += place_hints.not_proper(tokens, first, last)
        return weight

    def _size(self, name: str) -> float:
        """How well known the places of a name are, against how common it is otherwise."""
        if name not in self._sizes:
            places = self.named(name)[:_SIZES_WEIGHED]
            size = max(map(_largeness, places), default=_UNKNOWN)
            size += _PERSONAL * self._is_personal(name) + _COMMON * _is_common_word(name)
            self._sizes[name] = size
        return self._sizes[name]

    def _is_personal(self, name: str) -> bool:
        places = self.named(name)
        return bool(places) and places[0].personal

    def _neighbours(self, first: int, last: int) -> float:
        """Weigh a division behind the name ("Lebanon, Pennsylvania"), or places in its list."""
        texts = self._tokens.texts
        after = texts[last] if last < len(texts) else ""
        if after == "," and self._is_qualifier(last + 1):
            return _QUALIFIED
        behind_one = first > 1 and texts[first - 1] in CONNECTIVES and first - 1 in self._ends
        before_one = after in CONNECTIVES and last + 1 in self._begins
        return _LISTED * (behind_one or before_one)

    def _is_qualifier(self, first: int) -> bool:
        return any(
            place.kind in _LARGE
            for lengths in self._lengths[first : first + 1]
            for length in lengths
            for place in self.named(self._tokens.name(first, first + length))[:_SIZES_WEIGHED]
        )

    def _is_inside(self, first: int, last: int, around: Stretch) -> bool:
        """Whether a name is part of a longer one, and no item of a list: "Haris and Varzaqan"."""
        if (first, last) == around or last > around[1]:
            return False
        texts = self._tokens.texts
        begins = first == around[0] or texts[first - 1] in CONNECTIVES
        ends = last == around[1] or texts[last] in CONNECTIVES
        return not (begins and ends)

    def _inside(self, first: int, last: int, around: Stretch) -> float:
        """Whether a longer name is called by a place: at its beginning, or behind "of"."""
        tokens = self._tokens
        name = tokens.name(first, last)
        if name.isupper() or _is_common_word(name) or tokens.is_common(first, last):
            return 0.0
        if self._tagged[around] == "PERSON":
            return 0.0
        if tokens.lowers[around[1] - 1] in words()["street_nouns"]:
            return 0.0
        rest = tokens.name(last, around[1]) if last < around[1] else ""
        if self._is_personal(name) and self._is_personal(rest):
            return 0.0  # "Paris Hilton"
        begins = first == around[0] or tokens.lowers[first - 1] == "of"
        if name_key(name) in self._certain:
            return PLACE * (begins or last == around[1])
        best = self.named(name)[0]
        large = best.kind in _LARGE or best.kind == "admin2" or best.population >= _TOWN
        return PLACE * (begins and large and not best.alternate)


def _is_common_word(name: str) -> bool:
    return name.lower() in words()["common"]


def _largeness(place: Place) -> float:
    if place.kind in {"country", "continent"}:
        weight = _LARGEST
    else:
        weight = min(max(1.25 * (math.log10(place.population + 1) - 4), 0.0), _LARGEST)
    if place.kind == "admin1":
        weight = max(weight, _DIVISION)
    return weight + _ALTERNATE * place.alternate


def _spans_by_token(length: int, tagged: Collection[Stretch]) -> list[Stretch | None]:
    spans: list[Stretch | None] = [None] * length
    for first, last in tagged:
        spans[first:last] = [(first, last)] * (last - first)
    return spans
