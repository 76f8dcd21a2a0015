"""Kind, country, role and identifier of bodies, by their names: "Nigerian Labour Congress"."""

import dataclasses
import itertools
import operator
from collections.abc import Sequence

from claimwire.language.mentions.body_names import INFERRED, BodyName, Described, describe
from claimwire.language.mentions.dateline_names import DASHES
from claimwire.language.mentions.described_bodies import kind_told
from claimwire.language.mentions.entity_ids import entity_id, state_body_id
from claimwire.language.mentions.known_entities import load_knowledge
from claimwire.language.mentions.listed_organs import Organs
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.text_countries import Guess, TextCountries
from claimwire.language.mentions.tokens import Tokens

_POLITICAL = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "PTY", "REB", "LAB"})
_OFFICIAL = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
_UNCERTAIN = frozenset({"organisation", "person", "place", "group"})
_STATE_BODIES = frozenset({"government", "ministry", "military", "party"})
_CALLED = frozenset({"party", "armed_group", "media", "international_organisation"})
_STATES = frozenset({"country", "nationality"})
_INTERNATIONAL = "international_organisation"
_MEDIUM = Described("media", "MED")
_INSIDE = 4


def bodies_of_every_state(tokens: Tokens, mentions: Sequence[Mention]) -> frozenset[int]:
    """Return which mentions are listed bodies of a name that other states' bodies have too.

    "Labour Party" may be another's than the listed one: it does not tell what a text is about.

    Args:
        tokens: of the text.
        mentions: its mentions, an outer one before those inside it.
    """
    names = {
        index: BodyName.of(tokens, mention, _inside(mentions, index))
        for index, mention in enumerate(mentions)
        if mention.kind in _STATE_BODIES and not mention.described
    }
    return frozenset(i for i, name in names.items() if name.of_every_state and not name.country)


def with_bodies(
    tokens: Tokens,
    mentions: Sequence[Mention],
    organs: Organs,
    common: frozenset[int],
    countries: TextCountries,
) -> list[Mention]:
    """Add the kind, country, role and identifier that the words of organisations tell.

    A name that begins with that of a known body ("Fatah party") is linked to it. A noun right
    before a name tells what it is ("newspaper Dagens Nyheter"), here and wherever it is named.
    A body that every state has ("Supreme Court") is that of the state which the text is about.

    Args:
        tokens: of the text.
        mentions: its mentions, an outer one before those inside it.
        organs: the listed organs of states.
        common: which of them have a name that bodies of other states have too.
        countries: what tells the state of a body.

    Returns:
        The mentions, in the same order.
    """
    nouns = _nouns_before(tokens, mentions)
    common_nouns = {text for text in tokens.texts if text.islower()}
    told = []
    for index, each in enumerate(mentions):
        mention, inside = each, _inside(mentions, index)
        if index in common and countries.is_elsewhere(mention.country, mention.sentence):
            mention = _unlinked(mention)
        if mention.entity_id is None:
            mention = _by_words(tokens, mention, nouns)
        guessed = countries.of(mention.sentence)
        if mention.entity_id is None and mention.text in tokens.words.body_nouns.party_members:
            mention = _of_party(tokens, mention, guessed)
        elif (
            mention.entity_id is None
            and mention.kind in {"organisation", "media"}
            and not _is_noun(tokens, mention, common_nouns)
        ):
            mention = _identified(tokens, mention, inside, guessed, organs)
        told.append(mention)
    return told


def _identified(
    tokens: Tokens,
    mention: Mention,
    inside: Sequence[Mention],
    guessed: Guess | None,
    organs: Organs,
) -> Mention:
    """Link a body to the one whose name it has, or give it an identifier of its own."""
    known = _called(tokens, mention, inside)
    if known is not None:
        return _same_as(mention, known)
    whole = next((each for each in inside if each.kind == _INTERNATIONAL), None)
    if whole is not None and whole.first_token == mention.first_token:
        return _of_organisation(mention, whole)
    place = next((named.country for named in inside if named.country), None)
    return _named(mention, BodyName.of(tokens, mention, inside), place, guessed, organs)


def _of_organisation(mention: Mention, whole: Mention) -> Mention:
    """Link a body of an international organisation: "UN Relief and Works Agency"."""
    return dataclasses.replace(
        mention,
        entity_id=entity_id("organisation", mention.text),
        name=mention.text,
        kind=_INTERNATIONAL,
        country=None,
        actor_code=whole.actor_code,
    )


def _of_party(tokens: Tokens, mention: Mention, guessed: Guess | None) -> Mention:
    """Link the members of a party of the country that the text is about: "the Liberals"."""
    if guessed is None:
        return mention
    country = guessed.country
    name = tokens.words.body_nouns.party_members[mention.text]
    listed = load_knowledge().names.get(name)
    if listed is not None and listed.country == country:
        identifier, name = listed.entity_id, listed.name
    else:
        identifier = state_body_id("party", country, name)
    return dataclasses.replace(
        mention,
        entity_id=identifier,
        name=name,
        kind="party",
        country=country,
        actor_code=f"{country}PTY",
        score=guessed.score,
    )


def _inside(mentions: Sequence[Mention], index: int) -> list[Mention]:
    """The mentions inside one."""
    following = mentions[index + 1 : index + 1 + _INSIDE]
    return list(itertools.takewhile(operator.attrgetter("nested"), following))


def _nouns_before(tokens: Tokens, mentions: Sequence[Mention]) -> dict[str, str]:
    """The kind of each name that the text calls a newspaper, a company or the like."""
    nouns = tokens.words.body_nouns
    found: dict[str, str] = {}
    for mention in mentions:
        if mention.entity_id is not None or mention.nested or mention.described:
            continue
        kind = nouns.kind(tokens.before(mention.first_token))
        if kind is None and mention.kind == "organisation":
            kind = kind_told(tokens, mention)
        if kind is None and _is_in_dateline(tokens, mention):
            kind = "media"
        if kind is not None:
            found.setdefault(mention.text, kind)
    return found


def _is_in_dateline(tokens: Tokens, mention: Mention) -> bool:
    """Whether a name in brackets is that of an outlet: "EDMONTON, Ky. (WBKO) --"."""
    first, last = mention.first_token, mention.last_token
    if last + 1 >= len(tokens) or not first:
        return False
    bracketed = tokens.texts[first - 1] == "(" and tokens.texts[last] == ")"
    return bracketed and tokens.texts[last + 1] in DASHES


def _is_noun(tokens: Tokens, mention: Mention, common_nouns: set[str]) -> bool:
    """Whether a single word names nothing: "the Company", "Detective"."""
    lower = tokens.lowers[mention.first_token]
    if tokens.words.actor_patterns.whole([lower]) is not None:
        return False  # "Parliament"
    if ("^", lower, "$") in tokens.words.bodies.kinds:
        return False  # "House"
    if mention.last_token - mention.first_token > 1 or mention.text.isupper():
        return False
    persons, bodies = tokens.words.persons, tokens.words.bodies
    if lower in common_nouns or lower in persons.titles or lower in persons.occupations:
        return True
    return lower in bodies.general and (describe(bodies, [lower]) or _MEDIUM).kind != "media"


def _unlinked(mention: Mention) -> Mention:
    """A body of another state than the listed one of this name: Norway's "Labour Party"."""
    return dataclasses.replace(
        mention, entity_id=None, name=None, kind="organisation", country=None, score=None
    )


def _by_words(tokens: Tokens, mention: Mention, nouns: dict[str, str]) -> Mention:
    """Correct the kind by the noun before a name, or the last words in it."""
    if mention.text in nouns and mention.kind in _UNCERTAIN:
        return dataclasses.replace(mention, kind=nouns[mention.text])
    words = tokens.lowers[mention.first_token : mention.last_token]
    ending = describe(tokens.words.bodies, words[-1:]) if len(words) > 1 else None
    starting = describe(tokens.words.bodies, words[:1])
    named_so = ending is not None or (starting is not None and starting.role == "EDU")
    if mention.kind == "person" and named_so:
        return dataclasses.replace(mention, kind="organisation")
    if mention.kind in {"facility", "place"}:
        described = describe(tokens.words.bodies, words)
        printed = ending is not None and ending.kind == "media"
        if printed or (described is not None and described.role in _OFFICIAL):
            return dataclasses.replace(mention, kind="organisation")
    return mention


def _called(tokens: Tokens, mention: Mention, inside: Sequence[Mention]) -> Mention | None:
    """The known body that a name is, with a word for its kind or its state: "Fatah party"."""
    owners = [
        each for each in inside if each.kind in _STATES and each.first_token == mention.first_token
    ]
    for each in inside:
        behind = tokens.lowers[each.last_token : mention.last_token]
        if each.kind in _CALLED and each.first_token == mention.first_token:
            if 0 < len(behind) <= 2 and describe(tokens.words.bodies, behind) is not None:
                return each
        elif each.kind == _INTERNATIONAL and not behind:
            return each  # "UN World Health Organization"
        elif each.kind in _STATE_BODIES and not behind and not each.described:
            # "US Food and Drug Administration"
            at = each.first_token, each.country
            if at in {(owner.last_token, owner.country) for owner in owners}:
                return each
    return None


def _same_as(mention: Mention, other: Mention) -> Mention:
    return dataclasses.replace(
        mention,
        entity_id=other.entity_id,
        name=other.name,
        kind=other.kind,
        country=other.country,
        actor_code=other.actor_code,
        score=INFERRED,
    )


def _named(
    mention: Mention, name: BodyName, place: str | None, guessed: Guess | None, organs: Organs
) -> Mention:
    """Give a body what its name tells.

    Args:
        mention: the body.
        name: its name.
        place: country of a state or place in the name.
        guessed: the country that the text tells.
        organs: the listed organs of states.
    """
    country = name.country or mention.country or place
    if name.described is None and mention.kind != "media":
        return dataclasses.replace(
            mention, entity_id=name.identifier(country, organs), name=name.text
        )
    kind, role = name.described or _MEDIUM
    score = None
    if country is None and role in _POLITICAL and guessed is not None:
        country = guessed.country
        score = guessed.score if name.of_every_state else None
    identifier = name.identifier(country, organs)
    return dataclasses.replace(
        mention,
        entity_id=identifier,
        name=None if identifier is None else name.text,
        kind="media" if mention.kind == "media" else kind,
        country=country,
        actor_code=f"{country or ''}{role}" or None,
        score=score if identifier else None,
    )
