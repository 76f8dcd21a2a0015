"""How much speaks for a stretch of text being the name of a place.

Every hint for or against a place adds to one weight: what the language model says of the words,
how large the places of the name are, whether the name is also a person's, what stands before and
behind it, and what was already found elsewhere in the text.
"""

import collections
import dataclasses
import itertools
from collections.abc import Collection, Iterable, Mapping

from claimwire.language.mentions import place_hints
from claimwire.language.mentions.acting_governments import acts
from claimwire.language.mentions.headlines import repeated_in_text
from claimwire.language.mentions.place_names import name_key
from claimwire.language.mentions.place_renown import (
    LIKELIEST,
    UNKNOWN,
    is_acronym,
    may_call,
    renown_of,
)
from claimwire.language.mentions.places import places_named
from claimwire.language.mentions.qualifiers import behind_kind
from claimwire.language.mentions.stretches import Stretch
from claimwire.language.mentions.tokens import Tokens

PLACE = 1.0
"""The weight from which a name is one of a place."""
MISTAKEN = frozenset({"PERSON", "ORG"})
"""What small models call places that they do not know."""

_BY_LABEL = {"GPE": 3.0, "LOC": 2.5, "NORP": 0.0, "FAC": 0.0, "": -0.5, "ORG": -1.0, "PERSON": -1.5}
_OTHER_LABEL = -4.0
_UNSURE_LABELS = frozenset({"PRODUCT", "WORK_OF_ART", "LAW", "EVENT"})
"""What small models call names that they do not know."""
_UNSURE_LABEL = -1.5
_CONFUSED = frozenset({"PERSON", "ORG", "NORP", "FAC"})
"""What small models now and then call a place that they call GPE elsewhere in the text."""
_PERSONAL = -1.5
_COMMON = -3.0
_CELESTIAL = -6.0
_SURNAME = -5.0
_QUALIFIED = 2.5
_INSIDE = 3.5
_LISTED = 2.0
_LED = 1.5
"""Beside that of lists: the whole list stands behind "in" or the like."""
_ELSEWHERE = 2.5
_ACTS = 1.5

_RENOWNED = 2.0
_HYPHENATED = 1.0
"""Such a listed name is hardly anything else: "Croix-des-Bouquets"."""
_KNOWN = 0.5
_UNREPEATED, _UNREPEATED_VILLAGE = -1.5, -3.0
_LESS = 0.5
"""A well-known place is one before another name too: "Lagos Governor Babajide Sanwo-Olu"."""
_LARGE = frozenset({"country", "continent", "admin1"})


@dataclasses.dataclass(frozen=True)
class FoundSoFar:
    """What is known of a text's places before a name is weighed.

    Attributes:
        certain: keys of names that are a place's somewhere in the text.
        likely: keys of those that seem to be one there.
        begins, ends: first tokens of places, and the tokens after their last.
    """

    certain: frozenset[str]
    likely: frozenset[str]
    begins: frozenset[int]
    ends: frozenset[int]

    @classmethod
    def of(
        cls,
        places: Collection[Stretch],
        names: Iterable[str] = (),
        likely: Iterable[str] = (),
    ) -> "FoundSoFar":
        """Gather what is found.

        Args:
            places: where places stand.
            names: those that are certain to be of places.
            likely: those that seem to be.
        """
        return cls(
            frozenset(map(name_key, names)),
            frozenset(map(name_key, likely)),
            frozenset(first for first, _ in places),
            frozenset(last for _, last in places),
        )


class PlaceWeights:
    """Weighs the stretches of one text.

    Args:
        tokens: of the text.
        tagged: the language model's entities, trimmed.
        lengths: how many tokens the possible names have that begin at each token.
        capitals: names of capitals, which act for their governments.
    """

    def __init__(
        self,
        tokens: Tokens,
        tagged: Mapping[Stretch, str],
        lengths: list[list[int]],
        capitals: Collection[str],
    ) -> None:
        self._tokens = tokens
        self._words = tokens.words.places
        self._tagged = tagged
        self._lengths = lengths
        self._capitals = capitals
        self._repeated = repeated_in_text(tokens)
        self._around = _stretch_by_token(len(tokens), tagged)
        self._types: dict[str, collections.Counter[str]] = {}
        for stretch, label in tagged.items():
            types = self._types.setdefault(tokens.name(*stretch), collections.Counter())
            types[label] += 1
        self._persons = {
            text
            for (first, last), label in tagged.items()
            if label == "PERSON" and last - first > 1
            for text in tokens.texts[first:last]
        }

    def weight(self, first: int, last: int, found: FoundSoFar) -> float:
        """Weigh the tokens ``[first, last)``; from ``PLACE`` on, they name a place."""
        tokens = self._tokens
        around = self._around[first]
        if around and self._is_inside(first, last, around):
            return self._inside(first, last, around, found)
        name = tokens.name(first, last)
        label = self._label(name, self._tagged[around]) if around else ""
        largest, personal = renown_of(name)
        weight = _UNSURE_LABEL if label in _UNSURE_LABELS else _BY_LABEL.get(label, _OTHER_LABEL)
        weight += largest + (_PERSONAL * personal + _COMMON * self._is_common_word(name))
        weight += place_hints.before(tokens, first) + place_hints.behind(tokens, first, last)
        weight += _CELESTIAL * (tokens.lowers[first] in self._words.celestial)
        weight += self._neighbours(first, last, found)
        if "-" in tokens.texts[first:last] and largest > UNKNOWN:
            weight += _HYPHENATED
        if name in self._persons:
            weight += _SURNAME
        if name_key(name) in found.certain:
            weight += _ELSEWHERE
        person = label == "PERSON" and personal
        if not person and name in self._capitals and acts(tokens, last - 1):
            weight += _ACTS
        if label in MISTAKEN and largest == UNKNOWN and self._is_put_there(first, last, found):
            weight = max(weight, PLACE)
        if tokens.headlines[first]:
            return weight + self._in_headline(name, largest)
        return weight + self._by_form(first, last, label)

    def _by_form(self, first: int, last: int, label: str) -> float:
        """Weigh capitals, further words that seem to belong to a name, and parts of speech."""
        tokens = self._tokens
        name = tokens.name(first, last)
        largest, personal = renown_of(name)
        weight = place_hints.capitals(tokens, first, last)
        if is_acronym(name):
            weight = max(weight, 0.0)
        if not personal and largest >= _RENOWNED:
            weight += place_hints.opening(tokens, first, last)
        if not label or personal:
            known = not personal and largest >= _RENOWNED
            weight += place_hints.part(tokens, first, last) * (_LESS if known else 1.0)
        return weight if label else weight + place_hints.not_proper(tokens, first, last)

    def _in_headline(self, name: str, largest: float) -> float:
        """Weigh a name in a headline in capitals, where any word may be a village: "BATTLE"."""
        if largest >= _RENOWNED or name_key(name) in self._repeated:
            return 0.0
        return _UNREPEATED if largest >= _KNOWN else _UNREPEATED_VILLAGE

    def _label(self, name: str, label: str) -> str:
        """The model's type, or the one that it gives a name most often in the text."""
        types = self._types.get(name)
        return types.most_common(1)[0][0] if label in _CONFUSED and types else label

    def _neighbours(self, first: int, last: int, found: FoundSoFar) -> float:
        """Weigh a division behind the name ("Lebanon, Pennsylvania"), or places in its list."""
        texts, connectives = self._tokens.texts, self._words.connectives
        after = texts[last] if last < len(texts) else ""
        if (after == "," or after in self._words.qualifying) and (
            codes := self._divisions_at(behind_kind(self._tokens, last + 1))
        ):
            places = places_named(self._tokens.name(first, last))
            if any(place.country in codes or place.admin1 in codes for place in places):
                return _INSIDE
            if after == ",":
                return _QUALIFIED
        behind_one = first > 1 and texts[first - 1] in connectives and first - 1 in found.ends
        before_one = after in connectives and last + 1 in found.begins
        listed = behind_one or before_one or self._is_in_list(first, last)
        return _LISTED * listed + _LED * self._is_led(first, found)

    def _is_led(self, first: int, found: FoundSoFar) -> bool:
        """Whether a name is joined to a place, and what leads to both leads to places."""
        joint = self._tokens.texts[first - 1] if first > 1 else ","
        joined = joint != "," and joint in self._words.connectives and first - 1 in found.ends
        return joined and place_hints.leads_list(self._tokens, first)

    def _is_put_there(self, first: int, last: int, found: FoundSoFar) -> bool:
        """Whether a word that no list has can hardly be but a place: "in Ganthier"."""
        tokens = self._tokens
        word = tokens.name(first, last)
        if " " in word or word.isupper() or word.lower() in tokens.words.bodies.general:
            return False
        if not tokens.words.actors.possessive.isdisjoint(tokens.lowers[last : last + 1]):
            return False
        straight = tokens.before(first) not in self._words.skipped
        leads = straight and place_hints.before(tokens, first) >= place_hints.LEADING
        called = last < len(tokens) and tokens.texts[last] in self._words.place_nouns
        elsewhere = name_key(word) in found.likely and word not in self._persons
        return leads or called or elsewhere or self._is_led(first, found)

    def _is_in_list(self, first: int, last: int) -> bool:
        """Whether the model took a list of places for one name: "Ingham or Townsville"."""
        around = self._around[first]
        if around is None or (first, last) == around or last > around[1]:
            return False
        texts = self._tokens.texts
        joints = [at for at in range(*around) if texts[at] in self._words.connectives]
        bounds = [around[0] - 1, *joints, around[1]]
        return all(
            end - begin > 1 and bool(places_named(self._tokens.name(begin + 1, end)))
            for begin, end in itertools.pairwise(bounds)
        )

    def _divisions_at(self, first: int) -> set[str]:
        """The codes of the countries and divisions whose name begins at a token."""
        return {
            place.admin1 if place.kind == "admin1" else place.country
            for lengths in self._lengths[first : first + 1]
            for length in lengths
            for place in places_named(self._tokens.name(first, first + length))[:LIKELIEST]
            if place.kind in _LARGE
        }

    def _is_inside(self, first: int, last: int, around: Stretch) -> bool:
        """Whether a name is part of a longer one, and no item of a list: "Haris and Varzaqan"."""
        if (first, last) == around or last > around[1]:
            return False
        texts, connectives = self._tokens.texts, self._words.connectives
        begins = first == around[0] or texts[first - 1] in connectives
        ends = last == around[1] or texts[last] in connectives
        return not (begins and ends)

    def _inside(self, first: int, last: int, around: Stretch, found: FoundSoFar) -> float:
        """Weigh whether a longer name is called by a place: at its beginning, or behind "of"."""
        tokens = self._tokens
        name = tokens.name(first, last)
        common = self._is_common_word(name) or name.lower() in tokens.words.bodies.general
        if name.isupper() or common or tokens.is_common(first, last):
            return 0.0
        final = tokens.lowers[around[1] - 1]
        a_body = final in self._words.body_nouns or final in self._words.place_nouns
        if final in self._words.street_nouns or (self._tagged[around] == "PERSON" and not a_body):
            return 0.0
        rest = tokens.name(last, around[1]) if last < around[1] else ""
        if renown_of(name).personal and renown_of(rest).personal:
            return 0.0  # "Paris Hilton"
        begins = first == around[0] or tokens.lowers[first - 1] in self._words.of_kind
        if name_key(name) in found.certain:
            return PLACE * (begins or last == around[1])
        if not begins or self._is_of_common_words(first, last):
            return 0.0
        local = not self._words.local_bodies.isdisjoint(tokens.lowers[last : around[1]])
        places = places_named(name)[:LIKELIEST]
        return PLACE * any(may_call(place, local=local) for place in places)

    def _is_of_common_words(self, first: int, last: int) -> bool:
        """Whether a name tells a thing as well as a town: "Golden Gate" in that of a bridge."""
        *before, final = self._tokens.lowers[first:last]
        return final in self._words.facility_nouns and self._words.common.issuperset(before)

    def _is_common_word(self, name: str) -> bool:
        lower = name.lower()
        return lower in self._words.common or lower in self._tokens.words.months


def _stretch_by_token(length: int, stretches: Collection[Stretch]) -> list[Stretch | None]:
    """The stretch that each token stands in, if any."""
    around: list[Stretch | None] = [None] * length
    for first, last in stretches:
        around[first:last] = [(first, last)] * (last - first)
    return around
