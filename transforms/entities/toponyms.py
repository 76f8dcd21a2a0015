"""Which stretches of a text are names of places, judged by the text around them."""

import functools
import tomllib
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc, Token

from transforms.entities.place_names import name_key
from transforms.entities.places import LONGEST_NAME, Place, load_places

PLACE_LABELS = frozenset({"GPE", "LOC", "NORP", "FAC"})
WELL_KNOWN = 100_000
"""Inhabitants from which a name is taken for a place without help from the text around it."""

_TITLES = frozenset(
    {"Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr.", "Prof.", "Judge", "Sgt."}
)
_TOWN = 15_000
"""Inhabitants of a town whose name a body may bear."""
_LARGE = frozenset({"country", "admin1"})
_BARE_LABELS = frozenset({"GPE", "LOC"})
_FOLDER = Path(__file__).parent / "knowledge"
_SHORTEST = 3

Stretch = tuple[int, int]
"""First token, and the token after the last."""


@functools.cache
def words() -> dict[str, frozenset[str]]:
    """The word lists of ``knowledge/words.toml``."""
    listed = tomllib.loads((_FOLDER / "words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(entries) for name, entries in listed.items()}


class Toponyms:
    """The candidates for places of one text.

    Args:
        doc: the text.
        tagged: the language model's entities, trimmed.
        closed: tokens inside names that are no places (persons, listed organisations).
    """

    def __init__(self, doc: Doc, tagged: dict[Stretch, str], closed: bytearray) -> None:
        self._doc = doc
        self._tagged = tagged
        self._closed = closed
        self._label_at = _labels(doc, tagged)
        self._places = load_places()
        self._named: dict[str, list[Place]] = {}
        self._surnames = {
            doc[last - 1].text
            for (first, last), label in tagged.items()
            if label == "PERSON" and last - first > 1
        }
        self._placed = {
            name_key(doc[first:last].text)
            for (first, last), label in tagged.items()
            if label in _BARE_LABELS
        }

    def named(self, name: str) -> list[Place]:
        """The places of a name."""
        if name not in self._named:
            self._named[name] = self._places.named(name)
        return self._named[name]

    def find(self) -> Iterator[Stretch]:
        """Yield the stretches that name a place of the gazetteer, left to right, apart."""
        index, end = 0, len(self._doc)
        while index < end:
            length = self._length_at(index)
            if length and self._is_place(index, index + length):
                yield index, index + length
                index += length
            else:
                index += 1

    def _length_at(self, first: int) -> int:
        """How many tokens the longest known name has that begins here; 0 for none."""
        if not _may_begin(self._doc[first]):
            return 0
        last = min(first + LONGEST_NAME, len(self._doc))
        keys = []
        words_: list[str] = []
        for token in self._doc[first:last]:
            if token.is_space or (self._closed[token.i]):
                break
            words_.append(token.text_with_ws)
            keys.append(name_key("".join(words_).strip()))
        for length in range(len(keys), 0, -1):
            final = self._doc[first + length - 1]
            if (
                (final.text[0].isupper() or length == 1)
                and keys[length - 1] in self._places
                and (length > 1 or len(final) >= _SHORTEST)
            ):
                return length
        return 0

    def _is_place(self, first: int, last: int) -> bool:
        label = self._tagged.get((first, last))
        text = self._doc[first:last].text
        if label in PLACE_LABELS:
            return not self._is_surname(first, text)
        common = text.lower() in words()["common"]
        if label is None and (self._label_at[first] or common):
            # Part of something longer that the model found: "Gainesville Police Department".
            inside = self._label_at[first] == "ORG" and not common
            return inside and self._names_body(first, last, text)
        if label == "ORG":
            return name_key(text) in self._placed
        if text.isupper() or not (self._proper(first, last) and self._stands_alone(first, last)):
            return False
        if label == "PERSON":
            return self._led(first)
        return label is None and (name_key(text) in self._placed or self._evident(first, text))

    def _is_surname(self, first: int, text: str) -> bool:
        """Whether a small place's name is a person's here, by a title or a full name before."""
        if first and self._doc[first - 1].text in _TITLES:
            return True
        return text in self._surnames and self.named(text)[0].population < WELL_KNOWN

    def _names_body(self, first: int, last: int, text: str) -> bool:
        """Whether an organisation is called by a place: at its beginning, or behind "of"."""
        if text.isupper() or not self._proper(first, last):
            return False
        best = self.named(text)[0]
        large = best.kind in _LARGE or best.kind == "admin2" or best.population >= _TOWN
        led = first == 0 or self._label_at[first - 1] != "ORG" or self._led(first)
        return led and (name_key(text) in self._placed or (large and not best.alternate))

    def _evident(self, first: int, text: str) -> bool:
        """Whether an untagged name is so well known, or so placed, that it is of a place."""
        best = self.named(text)[0]
        if best.alternate:
            return False
        known = best.kind in _LARGE or best.population >= WELL_KNOWN
        return self._led(first) or (known and not self._begins_sentence(first))

    def _proper(self, first: int, last: int) -> bool:
        return all(
            token.pos_ in {"PROPN", "PUNCT", "ADP", "DET", ""} or not token.text[0].isupper()
            for token in self._doc[first:last]
        )

    def _led(self, first: int) -> bool:
        index = first - 1
        while index >= 0 and self._doc[index].lower_ in {"the", "downtown", "nearby"}:
            index -= 1
        return index >= 0 and self._doc[index].lower_ in words()["locative"]

    def _begins_sentence(self, first: int) -> bool:
        return first == 0 or bool(self._doc[first].is_sent_start)

    def _stands_alone(self, first: int, last: int) -> bool:
        """Whether no further capitalised word belongs to the name."""
        doc = self._doc
        if first and _is_proper(doc[first - 1]) and not self._begins_sentence(first):
            return False
        return not (
            last < len(doc)
            and _is_proper(doc[last])
            and doc[last].lower_ not in words()["place_nouns"]
        )


def _labels(doc: Doc, tagged: dict[Stretch, str]) -> list[str]:
    labels = [""] * len(doc)
    for (first, last), label in tagged.items():
        labels[first:last] = [label] * (last - first)
    return labels


def _may_begin(token: Token) -> bool:
    text = token.text
    return text[0].isupper() and token.pos_ not in {"PRON", "DET", "VERB", "AUX", "CCONJ", "ADV"}


def _is_proper(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[0].isupper()
