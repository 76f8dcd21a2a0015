"""Short forms of what a text names in full: surnames, and acronyms in brackets."""

import dataclasses
import functools
import tomllib
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from claimwire.language.mentions.entity_ids import entity_id
from claimwire.language.mentions.known_entities import FOLDER
from claimwire.language.mentions.mention import Mention

_TITLES = 6
_TOWNS = frozenset({"city", "place", "region"})
_WITHOUT_ACRONYM = _TOWNS | {"country", "nationality", "office", "person"}
_LOCATIVE = frozenset({"at", "from", "in", "near", "of", "outside", "to"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_LINKS = (
    "entity_id", "name", "kind", "country", "actor_code",
    "latitude", "longitude", "geonames_id", "wikidata_id", "score",
)  # fmt: skip


def link_short_forms(
    doc: Doc, mentions: Sequence[Mention], sentences: Sequence[int]
) -> list[Mention]:
    """Give short forms the entity that the text names in full, also where nothing else found them.

    Args:
        doc: the text.
        mentions: its mentions, in order.
        sentences: number of the sentence of each token.

    Returns:
        The mentions and the short forms added, in order.
    """
    described = [_person(doc, mentions, index) for index in range(len(mentions))]
    short = _short_forms(doc, described)
    linked = [_linked(doc, mention, short) for mention in described]
    added = [_added(token, short[token.text], sentences) for token in _unseen(doc, linked, short)]
    return sorted([*linked, *added], key=lambda mention: (mention.start, -mention.end))


def _short_forms(doc: Doc, mentions: Sequence[Mention]) -> dict[str, Mention]:
    """What each surname, given name and acronym in brackets stands for, if for one thing."""
    full: dict[str, list[Mention]] = {}
    given: dict[str, list[Mention]] = {}
    for mention in mentions:
        name = _bare_name(mention.text)
        if mention.kind == "person" and " " in name:
            first, last = name.split(" ")[0], name.rsplit(" ", 1)[-1]
            full.setdefault(last, []).append(mention)
            full.setdefault(name, []).append(mention)
            given.setdefault(first, []).append(mention)
        for acronym in (_acronym_behind(doc, mention), _initials(mention)):
            if acronym is not None:
                full.setdefault(acronym, []).append(mention)
    # "Kim" may be a given name or, in Korean, the surname that comes first.
    named = {form: _one(found) for form, found in (given | full).items()}
    return {form: found for form, found in named.items() if found is not None}


def _linked(doc: Doc, mention: Mention, short: dict[str, Mention]) -> Mention:
    found = short.get(_bare_name(mention.text))
    if found is None or (mention.entity_id is not None and not _misread(doc, mention, found)):
        return mention
    return dataclasses.replace(mention, **{field: getattr(found, field) for field in _LINKS})


def _misread(doc: Doc, mention: Mention, found: Mention) -> bool:
    """Whether a surname was taken for a town of that name, and nothing says "in" before it."""
    before = doc[mention.first_token - 1].lower_ if mention.first_token else ""
    return found.kind == "person" and mention.kind in _TOWNS and before not in _LOCATIVE


def _unseen(doc: Doc, mentions: Iterable[Mention], short: dict[str, Mention]) -> Iterator[Token]:
    """Names in the text that are a short form and stand in no mention."""
    taken = bytearray(len(doc))
    for mention in mentions:
        taken[mention.first_token : mention.last_token] = b"\x01" * (
            mention.last_token - mention.first_token
        )
    for token in doc:
        if not taken[token.i] and token.text in short and _is_name(token):
            yield token


def _is_name(token: Token) -> bool:
    """Whether a word may be a name, as far as the model can be trusted with rare ones.

    It takes acronyms for pronouns and surnames at the start of a sentence for nouns; but the "He"
    of "He Jiankui" is not every "He".
    """
    return (
        token.pos_ == "PROPN"
        or (token.is_upper and len(token) > 1)
        or (token.pos_ == "NOUN" and token.dep_ in _SUBJECTS)
    )


def _added(token: Token, found: Mention, sentences: Sequence[int]) -> Mention:
    return dataclasses.replace(
        found,
        start=token.idx,
        end=token.idx + len(token),
        first_token=token.i,
        last_token=token.i + 1,
        sentence=sentences[token.i],
        text=token.text,
        method="coreference",
        nested=False,
    )


def _bare_name(text: str) -> str:
    """A name without the titles before it."""
    words = text.split(" ")
    while len(words) > 1 and words[0].rstrip(".").lower() in _titles():
        words = words[1:]
    return " ".join(words)


@functools.cache
def _titles() -> frozenset[str]:
    data = tomllib.loads((FOLDER / "titles.toml").read_text(encoding="utf-8"))
    return frozenset(data["titles"])


def _one(found: Sequence[Mention]) -> Mention | None:
    """The one entity among mentions; those that a country is known of count before others."""
    chosen = [mention for mention in found if mention.entity_id is not None] or found
    names = {(mention.entity_id, mention.name or mention.text) for mention in chosen}
    first = chosen[0]
    return dataclasses.replace(first, name=first.name or first.text) if len(names) == 1 else None


def _person(doc: Doc, mentions: Sequence[Mention], index: int) -> Mention:
    """A person that no list has, with the country of whom the text says he belongs to."""
    mention = mentions[index]
    name = _bare_name(mention.text)
    if mention.kind != "person" or mention.entity_id is not None or " " not in name:
        return mention
    before = next((m for m in reversed(mentions[max(0, index - 3) : index]) if not m.nested), None)
    if before is not None and not _describes(doc, before, mention):
        before = None
    if before is None or before.country is None:
        return dataclasses.replace(mention, name=name)
    return dataclasses.replace(
        mention,
        entity_id=entity_id("person", name, before.country),
        name=name,
        country=before.country,
        actor_code=before.actor_code,
        score=0.6,
    )


def _describes(doc: Doc, before: Mention, person: Mention) -> bool:
    """Whether only lower-case words stand between: "Taliban spokesman Zabihullah Mujahid"."""
    between = doc[before.last_token : person.first_token]
    if len(between) > _TITLES or before.kind in {"city", "place", "person", "region"}:
        return False
    if not len(between):
        return before.kind == "office"
    return all(
        token.is_lower and token.is_alpha and token.pos_ in {"NOUN", "ADJ", "PROPN"}
        for token in between
    )


def _acronym_behind(doc: Doc, mention: Mention) -> str | None:
    """The acronym in brackets behind a name: "the Rapid Support Forces (RSF)"."""
    last = mention.last_token
    if last + 2 >= len(doc) or doc[last].text != "(" or doc[last + 2].text != ")":
        return None
    inside = doc[last + 1].text
    return inside if inside.isupper() and inside[0] == mention.text[0].upper() else None


def _initials(mention: Mention) -> str | None:
    """What a body may be called for short: "AP" for "Associated Press"."""
    if mention.kind in _WITHOUT_ACRONYM:
        return None
    initials = "".join(word[0] for word in mention.text.split() if word[0].isupper())
    return initials if len(initials) > 1 else None
