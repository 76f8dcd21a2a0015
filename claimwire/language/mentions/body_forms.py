"""Parts of a body's name by which a text takes it up: "Toyota", "Highway Patrol"."""

from collections.abc import Iterator, Sequence

from claimwire.language.mentions.body_names import INFERRED, describe
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.stretches import covered
from claimwire.language.mentions.tokens import Tokens

_BODIES = frozenset({"government", "media", "military", "ministry", "organisation", "party"})
_OWNERS = frozenset({"country", "nationality", "city", "place", "region"})
_LONGEST = 8


def by_body_form(tokens: Tokens, mentions: Sequence[Mention]) -> dict[str, Mention]:
    """Return the forms in which a text may take up the names of its bodies, and the body of each.

    A form that two bodies share is left out, and so is one that the text has in lower case ("the
    bank"), or that it names before the longer name: "Microsoft" is no "Microsoft Research".
    """
    found: dict[str, set[str | None]] = {}
    bodies: dict[str, Mention] = {}
    common = {text for text in tokens.texts if text.islower()}
    owned = covered(
        len(tokens), [(m.first_token, m.last_token) for m in mentions if m.kind in _OWNERS]
    )
    for mention in mentions:
        if mention.kind in _BODIES and not mention.described and mention.entity_id is not None:
            for form in _forms(tokens, mention, owned):
                if form.lower() not in common:
                    found.setdefault(form, set()).add(mention.entity_id)
                    bodies.setdefault(form, mention)
    first: dict[str, int] = {}
    for mention in mentions:
        if mention.sentence:  # a headline has short forms
            first.setdefault(mention.text, mention.start)
    return {
        form: bodies[form]
        for form, ids in found.items()
        if len(ids) == 1 and bodies[form].start < first.get(form, bodies[form].end)
    }


def takes_up(mention: Mention, body: Mention) -> bool:
    """Whether a name that is part of a body's name means that body.

    Args:
        mention: the shorter name.
        body: the body of which it is a form.
    """
    listed = mention.score is not None and mention.score > INFERRED
    return not listed and mention.kind in _BODIES and len(body.text) > len(mention.text)


def _forms(tokens: Tokens, mention: Mention, owned: bytearray) -> Iterator[str]:
    """The beginnings of a name up to a word that other bodies have; its end behind its owner."""
    first, last = mention.first_token, mention.last_token
    words = tokens.lowers[first:last]
    if not 1 < len(words) <= _LONGEST:
        return
    bodies, links = tokens.words.bodies, tokens.words.persons.links
    for end in range(1, len(words)):
        if words[end - 1] in bodies.general:
            break
        if tokens.is_proper(first + end - 1) and words[end] not in links:
            yield tokens.name(first, first + end)
    for start in range(1, len(words) - 1):
        if not owned[first + start - 1] and words[start - 1] not in bodies.general:
            break
        if words[start] not in links and describe(bodies, words[start:]) is not None:
            yield tokens.name(first + start, last)
