"""Short forms of what a text names in full: surnames, and acronyms in brackets."""

import dataclasses
from collections.abc import Sequence

from spacy.tokens import Doc

from transforms.entities.entity_ids import entity_id
from transforms.entities.mention import Mention

_TITLES = 6
_LINKS = (
    "entity_id", "name", "kind", "country", "actor_code",
    "latitude", "longitude", "geonames_id", "wikidata_id", "score",
)  # fmt: skip


def link_short_forms(doc: Doc, mentions: Sequence[Mention]) -> list[Mention]:
    """Give unlinked mentions the entity that the text names in full elsewhere.

    Args:
        doc: the text.
        mentions: its mentions, in order.

    Returns:
        The mentions, in the same order.
    """
    described = [_person(doc, mentions, index) for index in range(len(mentions))]
    full: dict[str, set[Mention]] = {}
    for mention in described:
        if mention.kind == "person" and " " in (mention.name or mention.text):
            surname = mention.text.rsplit(" ", 1)[-1]
            full.setdefault(surname, set()).add(_bare(mention))
            full.setdefault(mention.text, set()).add(_bare(mention))
        if (acronym := _acronym_behind(doc, mention)) is not None:
            full.setdefault(acronym, set()).add(_bare(mention))
    linked = []
    for mention in described:
        found = _one(full.get(mention.text, set()))
        if mention.entity_id is None and found is not None:
            changes = {field: getattr(found, field) for field in _LINKS}
            linked.append(dataclasses.replace(mention, **changes))
        else:
            linked.append(mention)
    return linked


def _one(found: set[Mention]) -> Mention | None:
    """The one entity among mentions; those that a country is known of count before others."""
    linked = [mention for mention in found if mention.entity_id is not None]
    chosen = linked or list(found)
    keys = {(mention.entity_id, mention.name) for mention in chosen}
    return chosen[0] if len(keys) == 1 else None


def _bare(mention: Mention) -> Mention:
    """The mention without its place, so that repetitions fall together."""
    return dataclasses.replace(
        mention, start=0, end=0, first_token=0, last_token=0, sentence=0, name=mention.name
        or mention.text,
    )  # fmt: skip


def _person(doc: Doc, mentions: Sequence[Mention], index: int) -> Mention:
    """A person that no list has, with the country of whom the text says he belongs to."""
    mention = mentions[index]
    if mention.kind != "person" or mention.entity_id is not None or " " not in mention.text:
        return mention
    before = next((m for m in reversed(mentions[max(0, index - 3) : index]) if not m.nested), None)
    if before is not None and not _describes(doc, before, mention):
        before = None
    if before is None or before.country is None:
        return dataclasses.replace(mention, name=mention.text)
    return dataclasses.replace(
        mention,
        entity_id=entity_id("person", mention.text, before.country),
        name=mention.text,
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
