"""Persons whom a model takes for bodies, though the words behind say who they are."""

import dataclasses
from collections.abc import Sequence

from claimwire.language.cast.speaker_words import SpeakerWords, speaker_words
from claimwire.language.languages import grammar_of
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.tokens import Tokens

_LONGEST_APPOSITION = 5
_LONGEST_NAME = 3
"""Words; a hyphened one is one, "Jean-Baptiste"."""
_NOUNS = frozenset({"NOUN", "PROPN", "ADJ"})


def with_persons_told(tokens: Tokens, mentions: Sequence[Mention]) -> list[Mention]:
    """Make persons of unlisted bodies that somebody's office stands beside.

    "Fauzi, an official of the agency", "Fauzi, who speaks for it", "the spokesman, Fauzi,". All
    mentions of that name are the person's.

    Args:
        tokens: of the text.
        mentions: its names, none inside another, in the order of the text.
    """
    words = speaker_words(tokens.language)
    told = {
        mention.text
        for mention in mentions
        if _may_be_one(mention)
        and (_is_told_behind(tokens, mention, words) or _is_told_before(tokens, mention, words))
    }
    if not told:
        return [*mentions]
    return [
        dataclasses.replace(mention, kind="person", entity_id=None, name=mention.text)
        if _may_be_one(mention) and mention.text in told
        else mention
        for mention in mentions
    ]


def _may_be_one(mention: Mention) -> bool:
    return (
        mention.kind == "organisation"
        and mention.score is None
        and not mention.described
        and len(mention.text.split()) <= _LONGEST_NAME
    )


def _is_told_behind(tokens: Tokens, mention: Mention, words: SpeakerWords) -> bool:
    comma = mention.last_token
    if comma + 2 >= len(tokens) or tokens.texts[comma] != ",":
        return False
    first = tokens.parse[comma + 1]
    if first.lower_ in words.relative:
        return True
    first_noun = comma + 1 + (first.lower_ in words.articles)
    noun, behind = "", first_noun
    for token in tokens.parse[first_noun : first_noun + _LONGEST_APPOSITION]:
        if token.pos_ not in _NOUNS or not token.is_lower:
            break
        noun, behind = token.lemma_.lower(), token.i + 1
    if noun in words.of_bodies:
        # "Acme, a leader in steel", but "Fauzi, the head of the agency".
        return noun in words.over_bodies and _opens_name(tokens, behind, words)
    return (noun,) in words.roles


def _opens_name(tokens: Tokens, index: int, words: SpeakerWords) -> bool:
    """Whether "of the Agency" stands there, with a name behind the article."""
    if index + 2 >= len(tokens) or tokens.lowers[index] not in words.matters:
        return False
    return tokens.parse[index + 1 + (tokens.lowers[index + 1] in words.articles)].pos_ == "PROPN"


def _is_told_before(tokens: Tokens, mention: Mention, words: SpeakerWords) -> bool:
    """Whether an office stands before a name: "agency official Fauzi", "the spokesman, Fauzi,"."""
    first = mention.first_token
    set_off = first > 1 and tokens.texts[first - 1] == ","
    if first == 0 or (set_off and not _ends_phrase(tokens, mention)):
        return False
    noun = tokens.parse[first - 2] if set_off else tokens.parse[first - 1]
    lemma = noun.lemma_.lower()
    grammar = grammar_of(tokens.language)
    singular = noun.pos_ == "NOUN" and noun.is_lower and noun.tag_ not in grammar.plural
    if not singular or (lemma,) not in words.roles or lemma in words.of_bodies:
        return False
    # "told a reporter Acme had failed" names somebody else.
    return set_off or noun.dep_ not in grammar.any_object


def _ends_phrase(tokens: Tokens, mention: Mention) -> bool:
    return mention.last_token >= len(tokens) or tokens.parse[mention.last_token].is_punct
