"""A person of the cast: name, offices, body, country and gender from all that a text tells."""

from collections.abc import Sequence

from claimwire.language.cast.descriptions import Told
from claimwire.language.cast.member import Member, Role, main_role
from claimwire.language.cast.speaker_kinds import holds_office
from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.person_names import bare_name, title_gender
from claimwire.language.mentions.rule_words import rule_words_of
from claimwire.language.mentions.text_countries import SURE, SUREST
from claimwire.language.mentions.tokens import Tokens


def person_member(
    tokens: Tokens, mentions: Sequence[Mention], told: Sequence[Told], by_pronouns: str | None
) -> Member:
    """Return a person as the whole text describes it.

    Args:
        tokens: of the text.
        mentions: its names, at least one.
        told: what the words around them tell, in order.
        by_pronouns: the gender that pronouns tell, or None.
    """
    words = rule_words_of(tokens.language).persons
    first = mentions[0]
    roles = tuple({role.name: role for each in reversed(told) for role in each.roles}.values())
    roles = tuple(sorted(roles, key=lambda role: role.token))
    main = main_role(roles)
    name = first.name or bare_name(first.text, words)
    listed = first.country if first.score is not None and first.score > SUREST else None
    countries = (
        listed,
        main.country if main else None,
        *(each.country for each in told),
        *(mention.country for mention in mentions if _is_sure(mention)),
    )
    affiliations = (
        main.affiliation if main else None,
        *(each.affiliation for each in told),
    )
    # A title such as "president" may be that of a company.
    private = first.score is None and any(each.of_company for each in told)
    private = private or (first.score is None and bool(roles) and _is_private(tokens, roles))
    official = any(role.official for role in roles) or (holds_office(first) and not private)
    return Member(
        name=name,
        kind="official" if official else "person",
        roles=roles,
        affiliation=next(filter(None, affiliations), None),
        country=next(filter(None, countries), None),
        entity_id=first.entity_id,
        gender=_gender(tokens, name, mentions, told) or by_pronouns,
        is_person=True,
        entity_kind="person",
        tokens=tuple(mention.first_token for mention in mentions),
    )


def _is_sure(person: Mention) -> bool:
    """Whether the country is told, or guessed with much evidence: speakers have no score for it."""
    return person.score is None or person.score >= SURE


def _is_private(tokens: Tokens, roles: Sequence[Role]) -> bool:
    """Whether somebody has no public office now: all roles are former ones, or a company's."""
    private = speaker_words(tokens.language).private
    return all(
        role.name.startswith("former ")
        or (role.country is None and not private.isdisjoint(role.name.split()))
        for role in roles
        if not role.rank
    )


def _gender(
    tokens: Tokens, name: str, mentions: Sequence[Mention], told: Sequence[Told]
) -> str | None:
    """The gender by titles and descriptions, or else by the first name."""
    words = rule_words_of(tokens.language)
    for mention in mentions:
        before = tokens.lowers[mention.first_token - 1] if mention.first_token else ""
        found = title_gender(f"{before} {mention.text}", words.persons)
        if found is not None:
            return found
    for each in told:
        if each.gender is not None:
            return each.gender
    first, _, surname = name.partition(" ")
    return words.first_names.get(first) if surname else None
