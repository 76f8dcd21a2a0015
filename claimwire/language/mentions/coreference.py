"""Short forms of names that a text gives in full: surnames, and acronyms in brackets."""

import dataclasses
import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence

from claimwire.language.mentions.body_forms import by_body_form, takes_up
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.overlooked_names import (
    names_again,
    names_in_headlines,
    short_forms,
)
from claimwire.language.mentions.person_names import bare_name, title_gender, without_generation
from claimwire.language.mentions.tokens import Tokens
from claimwire.language.mentions.told_elsewhere import told_elsewhere
from claimwire.language.mentions.unlisted_persons import with_name

_PLACE_LABELS = frozenset({"GPE", "LOC"})
_TOWNS = frozenset({"city", "place", "region"})
_UNLISTED = frozenset({"media", "organisation", "person"})
_NAMED_BODIES = frozenset({"media", "organisation"})
_WITHOUT_ACRONYM = frozenset({"country", "nationality", "office", "person"})
_SHORTEST_ACRONYM, _SHORTEST_OF_PLACE = 2, 3
_BRACKETS = frozenset({("(", ")"), ("[", "]")})
_LONGEST_NAME = 8
_MOST_SPELLINGS = 4
_Forms = dict[str, dict[str, list[Mention]]]
"""The mentions of each entity that a form may stand for."""

_LINKS = (
    "entity_id", "name", "kind", "country", "actor_code", "title_kind",
    "latitude", "longitude", "radius_km", "geonames_id", "score",
)  # fmt: skip


def with_short_forms(tokens: Tokens, mentions: Sequence[Mention]) -> list[Mention]:
    """Link short forms to the entity that the text names in full, and add those not found before.

    Args:
        tokens: of the text.
        mentions: its mentions, in order.

    Returns:
        The mentions and the short forms added, in order.
    """
    described = [with_name(tokens, mentions, index) for index in range(len(mentions))]
    genders = _genders(tokens, described)
    described = [_unless_a_namesake(tokens, mention, genders) for mention in described]
    described = _taken_up(tokens, described)
    short = _short_forms(tokens, described)
    linked = [_linked(tokens, mention, short, genders) for mention in described]
    alone = {form: found[0] for form, found in short.items() if len(found) == 1}
    named = [*linked, *short_forms(tokens, linked, alone)]
    named += names_again(tokens, named)
    named += names_in_headlines(tokens, named, alone)
    told = told_elsewhere(named)
    return sorted(told, key=lambda mention: (mention.start, -mention.end))


def _taken_up(tokens: Tokens, mentions: Sequence[Mention]) -> list[Mention]:
    """Link the names of bodies that are parts of longer ones."""
    forms = by_body_form(tokens, mentions)
    return [
        _linked_to(mention, body)
        if (body := forms.get(mention.text)) is not None and takes_up(mention, body)
        else mention
        for mention in mentions
    ]


def _linked_to(mention: Mention, other: Mention) -> Mention:
    return dataclasses.replace(mention, **{field: getattr(other, field) for field in _LINKS})


def _genders(tokens: Tokens, mentions: Iterable[Mention]) -> dict[str, str]:
    """The gender of each person that a title before the full name or the first name tells."""
    genders: dict[str, str] = {}
    for mention in mentions:
        name = bare_name(mention.text, tokens.words.persons)
        if mention.kind == "person" and mention.entity_id is not None:
            first, _, others = (mention.name or name).partition(" ")
            by_title = _title_gender(tokens, mention) if " " in name else None
            told = by_title or (tokens.words.first_names.get(first) if others else None)
            if told is not None:
                genders.setdefault(mention.entity_id, told)
    return genders


def _title_gender(tokens: Tokens, mention: Mention) -> str | None:
    """The gender that a title in or right before a name tells."""
    before = f"{tokens.before(mention.first_token)} {mention.text}"
    return title_gender(before, tokens.words.persons)


def _unless_a_namesake(tokens: Tokens, mention: Mention, genders: Mapping[str, str]) -> Mention:
    """Unlink "Lady Starmer" from a listed man of that surname."""
    if mention.kind != "person" or mention.entity_id is None:
        return mention
    if " " in bare_name(mention.text, tokens.words.persons):
        return mention
    if _fits(_title_gender(tokens, mention), mention, genders):
        return mention
    return dataclasses.replace(
        mention, entity_id=None, name=None, country=None, actor_code=None, score=None
    )


def _fits(told: str | None, person: Mention, genders: Mapping[str, str]) -> bool:
    """Whether a title may be somebody's, by gender."""
    return told is None or genders.get(person.entity_id or "") in (None, told)


def _short_forms(tokens: Tokens, mentions: Sequence[Mention]) -> dict[str, list[Mention]]:
    """What each surname, given name and acronym in brackets may stand for.

    Each entity is listed once.
    """
    full: _Forms = {}
    given: _Forms = {}
    relatives: _Forms = {}
    alone: set[str] = set()
    for mention in mentions:
        name = bare_name(mention.text, tokens.words.persons)
        if " " not in name:
            alone.add(name)
        if mention.kind == "person" and " " in name:
            relative = any(
                tokens.lowers[index] in tokens.words.persons.kin
                for index in range(max(0, mention.first_token - 2), mention.first_token)
            )
            for form in _forms(without_generation(name, tokens.words.persons)):
                if form == name or not relative:
                    _add(full, form, mention)
                elif form not in alone:
                    # "Mr. Carter's wife, Rosa Carter": the surname is not hers.
                    _add(relatives, form, mention)
            _add(given, name.split(" ")[0], mention)
        if mention.kind in _NAMED_BODIES and mention.score is None and " " not in mention.text:
            _add(full, mention.text, mention)
        for acronym in (_acronym_behind(tokens, mention), _initials(mention)):
            if acronym is not None:
                _add(full, acronym, mention)
    # "Kim" may be a given name or, in Korean, the surname that comes first.
    return {form: _likeliest(form, found) for form, found in (given | relatives | full).items()}


def _forms(name: str) -> Iterator[str]:
    """The forms in which a full name is taken up: "Abu Anas Al Saud", "Al Saud", "Saud"."""
    parts = name.split(" ")[:_LONGEST_NAME]
    for first in range(len(parts)):
        yield " ".join(parts[first:])
    if len(parts) > 2:
        yield f"{parts[0]} {parts[-1]}"


def _add(forms: _Forms, form: str, mention: Mention) -> None:
    key = mention.entity_id or mention.name or mention.text
    forms.setdefault(form, {}).setdefault(key, []).append(mention)


def _likeliest(form: str, found: Mapping[str, Sequence[Mention]]) -> list[Mention]:
    """Of those whom a form may stand for, the listed ones, or those named in full most often.

    Somebody whose whole name is the form is left out.
    """
    groups = list(found.values())
    longer = [group for group in groups if group[0].name != form] or groups
    listed = [group for group in longer if group[0].score is not None]
    linked = listed or [group for group in longer if group[0].entity_id is not None] or longer
    spelt = _without_misspelt(linked) if len(linked) <= _MOST_SPELLINGS else linked
    most = max(map(len, spelt))
    chosen = [group[0] for group in spelt if len(group) == most]
    if len(chosen) > 1 and chosen[0].sentence < chosen[1].sentence:
        # The surname alone means the person named first, not a wife or brother named later.
        chosen = chosen[:1]
    return [dataclasses.replace(each, name=each.name or each.text) for each in chosen]


def _without_misspelt(groups: Sequence[Sequence[Mention]]) -> list[Sequence[Mention]]:
    """Join the names that are spellings of an earlier one: "Kristin Berg", "Kristen Berg"."""
    spelt: list[list[Mention]] = []
    for group in groups:
        same = next((each for each in spelt if _is_misspelt(each[0].text, group[0].text)), None)
        if same is None:
            spelt.append(list(group))
        else:
            same.extend(group)
    return [*spelt]


def _is_misspelt(one: str, other: str) -> bool:
    alike = one[0] == other[0] and len(one) == len(other)
    return alike and sum(map(operator.ne, one, other)) == 1


def _linked(
    tokens: Tokens,
    mention: Mention,
    short: Mapping[str, Sequence[Mention]],
    genders: Mapping[str, str],
) -> Mention:
    name = bare_name(mention.text, tokens.words.persons)
    # "De Jong" at the start of a sentence is "de Jong".
    candidates = short.get(name) or short.get(name[:1].lower() + name[1:], ())
    if mention.kind == "person" and len(candidates) > 1:
        told = _title_gender(tokens, mention)
        candidates = [each for each in candidates if told and _fits(told, each, genders)]
    if len(candidates) != 1:
        return mention
    (found,) = candidates
    if found.kind == "person" and not _fits(_title_gender(tokens, mention), found, genders):
        return mention
    if mention.entity_id is None or _is_part(mention, found) or _misread(tokens, mention, found):
        return _linked_to(mention, found)
    return mention


def _is_part(mention: Mention, found: Mention) -> bool:
    """Whether the name of somebody or something unlisted is part of a longer one: "Al Saud"."""
    return (
        mention.score is None
        and mention.kind in _UNLISTED
        and mention.entity_id != found.entity_id
        and len(found.text) > len(mention.text)
    )


def _misread(tokens: Tokens, mention: Mention, found: Mention) -> bool:
    """Whether a surname was taken for a town of that name.

    It was not if "in" stands before it, or the model and the gazetteer agree on a place.
    """
    locative = tokens.before(mention.first_token) in tokens.words.persons.locative
    agreed = mention.method == "both" and mention.label in _PLACE_LABELS
    return found.kind == "person" and mention.kind in _TOWNS and not (locative or agreed)


def _acronym_behind(tokens: Tokens, mention: Mention) -> str | None:
    """The acronym in brackets behind a name: "the Rapid Support Forces (RSF)"."""
    last, texts = mention.last_token, tokens.texts
    if last + 2 >= len(texts) or (texts[last], texts[last + 2]) not in _BRACKETS:
        return None
    inside = texts[last + 1]
    return inside if inside.isupper() and inside[0] == mention.text[0].upper() else None


def _initials(mention: Mention) -> str | None:
    """The initials by which a body may be called: "AP" for "Associated Press"."""
    if mention.kind in _WITHOUT_ACRONYM:
        return None
    initials = "".join(word[0] for word in mention.text.split() if word[0].isupper())
    shortest = _SHORTEST_OF_PLACE if mention.kind in _TOWNS else _SHORTEST_ACRONYM
    return initials if len(initials) >= shortest else None
