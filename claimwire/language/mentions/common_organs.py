"""Organs and offices that a text names without saying whose: "le Premier ministre", "el Congreso".

They are those of the state that the text is about. A language lists which of its nouns stand for an
organ by themselves (the column ``alone`` of ``actor_patterns.csv``); English lists none.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from claimwire.language.mentions.actor_patterns import Pattern
from claimwire.language.mentions.listed_organs import Organs
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.phrases import Actor
from claimwire.language.mentions.stateless import NOWHERE, stateless
from claimwire.language.mentions.stretches import Stretch
from claimwire.language.mentions.text_countries import Guess, TextCountries
from claimwire.language.mentions.tokens import Tokens

_WITH_PORTFOLIO = frozenset({"minister", "ministry"})
_LONGEST_PORTFOLIO = 10


def find_common_organs(tokens: Tokens) -> Iterator[Actor]:
    """Find the organs and offices that stand alone.

    Args:
        tokens: of the text.

    Yields:
        Actors without a country: ``with_states`` gives them one.
    """
    patterns = tokens.words.actor_patterns
    index = 0 if patterns.any_alone else len(tokens)
    while index < len(tokens):
        pattern = patterns.at(tokens.lowers, index)
        if pattern is None or not _stands_alone(tokens, index, pattern):
            index += 1
            continue
        end = _with_portfolio(tokens, index, pattern)
        # "The minister" is somebody whom the text has named.
        if end - index > 1 or pattern.pattern_id != "minister":
            yield (index, end), stateless(pattern)
        index = end


def with_states(
    mentions: Sequence[Mention], organs: Organs, countries: TextCountries
) -> list[Mention]:
    """Give the organs that stand alone their state; those without one are left out.

    Args:
        mentions: of the text, in order.
        organs: the listed organs of states.
        countries: what tells the state.

    Returns:
        The mentions, in the same order.
    """
    told = []
    for mention in mentions:
        if NOWHERE not in (mention.entity_id or ""):
            told.append(mention)
        elif guess := countries.of(mention.sentence):
            told.append(_of_state(mention, guess, organs))
    return told


def without_offices(tokens: Tokens, tagged: Mapping[Stretch, str]) -> dict[Stretch, str]:
    """Cut an office that stands alone off the name of its holder, which the model took together.

    Args:
        tokens: of the text.
        tagged: the model's type of each name, by where it stands.
    """
    offices = {
        stretch[0]: stretch[1]
        for stretch, actor in find_common_organs(tokens)
        if actor.kind == "office"
    }
    cut: dict[Stretch, str] = {}
    for (first, last), label in tagged.items():
        begin = first
        for at in range(first, last):
            begin = max(begin, min(offices.get(at, begin), last))
        begin = begin if begin < last and tokens.texts[begin][:1].isupper() else first
        cut[begin, last] = label if begin == first else "PERSON"
    return cut


def _stands_alone(tokens: Tokens, index: int, pattern: Pattern) -> bool:
    capital = tokens.texts[index][:1].isupper() and not tokens.starts[index]
    if pattern.alone == "capital":
        return capital or (tokens.texts[index][:1].isupper() and len(pattern.words) > 1)
    return pattern.alone == "yes"


def _with_portfolio(tokens: Tokens, first: int, pattern: Pattern) -> int:
    """Where an organ ends, with a portfolio that no pattern has: "ministre du Budget"."""
    end = first + len(pattern.words)
    if pattern.kind not in _WITH_PORTFOLIO and not pattern.pattern_id.endswith("minister"):
        return end
    actors = tokens.words.actors
    limit = min(end + _LONGEST_PORTFOLIO, len(tokens))
    index = end
    while index < limit:
        lower, text = tokens.lowers[index], tokens.texts[index]
        if lower in actors.complements or lower in actors.definite or lower in actors.joined:
            index += 1
            continue
        if not text[:1].isupper() and not (index == end and tokens.tags[index] == "ADJ"):
            break
        opened = tokens.lowers[index - 1]
        if index == end and opened not in actors.definite and opened not in actors.complements:
            # A name: "ministre Roman Prymula".
            break
        if opened in actors.joined and opened == ",":
            break
        index += 1
        end = index
    return end


def _of_state(mention: Mention, guess: Guess, organs: Organs) -> Mention:
    country = guess.country
    kind, _, suffix = (mention.entity_id or "").partition(NOWHERE)
    listed = organs.get((country, kind, suffix.removeprefix(":") or kind))
    return dataclasses.replace(
        mention,
        entity_id=listed.entity_id if listed else f"{kind}:{country}{suffix}",
        name=listed.name if listed else f"{mention.name} ({country})",
        country=country,
        actor_code=f"{country}{mention.actor_code or ''}",
        score=guess.score,
    )
