"""Short forms of names that a text gives in full: surnames, and acronyms in brackets."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from claimwire.language.mentions.entity_ids import entity_id
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.stretches import covered
from claimwire.language.mentions.tokens import Tokens

_TITLES = 6
_PLACE_LABELS = frozenset({"GPE", "LOC"})
_TOWNS = frozenset({"city", "place", "region"})
_WITHOUT_ACRONYM = _TOWNS | {"country", "nationality", "office", "person"}
_LINKS = (
    "entity_id", "name", "kind", "country", "actor_code",
    "latitude", "longitude", "radius_km", "geonames_id", "wikidata_id", "score",
)  # fmt: skip


def with_short_forms(tokens: Tokens, mentions: Sequence[Mention]) -> list[Mention]:
    """Link short forms to the entity that the text names in full, and add those not found before.

    Args:
        tokens: of the text.
        mentions: its mentions, in order.

    Returns:
        The mentions and the short forms added, in order.
    """
    described = [_person(tokens, mentions, index) for index in range(len(mentions))]
    short = _short_forms(tokens, described)
    linked = [_linked(tokens, mention, short) for mention in described]
    added = [
        _added(token, short[token.text], tokens.sentences[token.i])
        for token in _unseen(tokens, linked, short)
    ]
    return sorted([*linked, *added], key=lambda mention: (mention.start, -mention.end))


def _short_forms(tokens: Tokens, mentions: Sequence[Mention]) -> dict[str, Mention]:
    """What each surname, given name and acronym in brackets stands for, if unambiguous."""
    full: dict[str, list[Mention]] = {}
    given: dict[str, list[Mention]] = {}
    for mention in mentions:
        name = _bare_name(mention.text, tokens.words.persons.titles)
        if mention.kind == "person" and " " in name:
            first, last = name.split(" ")[0], name.rsplit(" ", 1)[-1]
            full.setdefault(last, []).append(mention)
            full.setdefault(name, []).append(mention)
            given.setdefault(first, []).append(mention)
        for acronym in (_acronym_behind(tokens, mention), _initials(mention)):
            if acronym is not None:
                full.setdefault(acronym, []).append(mention)
    # "Kim" may be a given name or, in Korean, the surname that comes first.
    named = {form: _one(found) for form, found in (given | full).items()}
    return {form: found for form, found in named.items() if found is not None}


def _linked(tokens: Tokens, mention: Mention, short: dict[str, Mention]) -> Mention:
    found = short.get(_bare_name(mention.text, tokens.words.persons.titles))
    if found is None or (mention.entity_id is not None and not _misread(tokens, mention, found)):
        return mention
    return dataclasses.replace(mention, **{field: getattr(found, field) for field in _LINKS})


def _misread(tokens: Tokens, mention: Mention, found: Mention) -> bool:
    """Whether a surname was taken for a town of that name.

    It was not if "in" stands before it, or the model and the gazetteer agree on a place.
    """
    locative = tokens.before(mention.first_token) in tokens.words.persons.locative
    agreed = mention.method == "both" and mention.label in _PLACE_LABELS
    return found.kind == "person" and mention.kind in _TOWNS and not (locative or agreed)


def _unseen(
    tokens: Tokens, mentions: Iterable[Mention], short: dict[str, Mention]
) -> Iterator[Token]:
    """Names in the text that are a short form and stand in no mention."""
    subjects = tokens.grammar.any_subject
    taken = covered(len(tokens), [(m.first_token, m.last_token) for m in mentions])
    for index, text in enumerate(tokens.texts):
        if not taken[index] and text in short:
            token = tokens.doc[index]
            if _is_name(token, subjects):
                yield token


def _is_name(token: Token, subjects: frozenset[str]) -> bool:
    """Whether a word may be a name, as far as the model can be trusted with rare ones.

    It takes acronyms for pronouns and surnames at the start of a sentence for nouns; but the "He"
    of "He Jiankui" is not every "He".
    """
    return (
        token.pos_ == "PROPN"
        or (token.is_upper and len(token) > 1)
        or (token.pos_ == "NOUN" and token.dep_ in subjects)
    )


def _added(token: Token, found: Mention, sentence: int) -> Mention:
    return dataclasses.replace(
        found,
        start=token.idx,
        end=token.idx + len(token),
        first_token=token.i,
        last_token=token.i + 1,
        sentence=sentence,
        text=token.text,
        method="coreference",
        nested=False,
    )


def _bare_name(text: str, titles: frozenset[str]) -> str:
    """A name without the titles before it."""
    words = text.split(" ")
    while len(words) > 1 and words[0].rstrip(".").lower() in titles:
        words = words[1:]
    return " ".join(words)


def _one(found: Sequence[Mention]) -> Mention | None:
    """The only entity among mentions, of the linked ones if there are any; None if several."""
    chosen = [mention for mention in found if mention.entity_id is not None] or found
    names = {(mention.entity_id, mention.name or mention.text) for mention in chosen}
    first = chosen[0]
    return dataclasses.replace(first, name=first.name or first.text) if len(names) == 1 else None


def _person(tokens: Tokens, mentions: Sequence[Mention], index: int) -> Mention:
    """Link an unlisted person to the country of the actor that is named right before."""
    mention = mentions[index]
    name = _bare_name(mention.text, tokens.words.persons.titles)
    if mention.kind != "person" or mention.entity_id is not None or " " not in name:
        return mention
    before = next((m for m in reversed(mentions[max(0, index - 3) : index]) if not m.nested), None)
    if before is not None and not _describes(tokens, before, mention):
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


def _describes(tokens: Tokens, before: Mention, person: Mention) -> bool:
    """Whether an actor describes a person: "Taliban spokesman Zabihullah Mujahid".

    Only lower-case nouns and adjectives may stand between the two.
    """
    last = person.first_token
    if last > 1 and tokens.texts[last - 1] == ",":
        # "Her German counterpart, Ida Kron".
        last -= tokens.lowers[last - 2] in tokens.words.persons.counterparts
    between = tokens.doc[before.last_token : last]
    if len(between) > _TITLES or before.kind in {"city", "place", "person", "region"}:
        return False
    if not len(between):
        return before.kind == "office"
    return all(
        token.is_lower and token.is_alpha and token.pos_ in {"NOUN", "ADJ", "PROPN"}
        for token in between
    )


def _acronym_behind(tokens: Tokens, mention: Mention) -> str | None:
    """The acronym in brackets behind a name: "the Rapid Support Forces (RSF)"."""
    last, texts = mention.last_token, tokens.texts
    if last + 2 >= len(texts) or texts[last] != "(" or texts[last + 2] != ")":
        return None
    inside = texts[last + 1]
    return inside if inside.isupper() and inside[0] == mention.text[0].upper() else None


def _initials(mention: Mention) -> str | None:
    """The initials by which a body may be called: "AP" for "Associated Press"."""
    if mention.kind in _WITHOUT_ACRONYM:
        return None
    initials = "".join(word[0] for word in mention.text.split() if word[0].isupper())
    return initials if len(initials) > 1 else None
