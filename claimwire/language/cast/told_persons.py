"""Persons whom a model takes for bodies, though the words behind say who they are."""

import dataclasses
from collections.abc import Sequence

from spacy.tokens import Doc

from claimwire.language.cast.speaker_words import SpeakerWords, speaker_words
from claimwire.language.mentions.mention import Mention

_LONGEST_APPOSITION = 5
_LONGEST_NAME = 3
_NOUNS = frozenset({"NOUN", "PROPN", "ADJ"})


def with_persons_told(doc: Doc, mentions: Sequence[Mention]) -> list[Mention]:
    """Make persons of unlisted bodies that somebody's office stands behind.

    "Fauzi, an official of the agency", "Fauzi, who speaks for it". All mentions of that name are
    the person's.

    Args:
        doc: the parse.
        mentions: its names, none inside another, in the order of the text.
    """
    words = speaker_words(doc.lang_)
    told = {
        mention.text
        for mention in mentions
        if _may_be_one(mention) and _is_told(doc, mention, words)
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
        and mention.last_token - mention.first_token <= _LONGEST_NAME
    )


def _is_told(doc: Doc, mention: Mention, words: SpeakerWords) -> bool:
    comma = mention.last_token
    if comma + 2 >= len(doc) or doc[comma].text != ",":
        return False
    first = doc[comma + 1]
    if first.lower_ in words.relative:
        return True
    first_noun = comma + 1 + (first.lower_ in words.articles)
    noun = ""
    for token in doc[first_noun : first_noun + _LONGEST_APPOSITION]:
        if token.pos_ not in _NOUNS or not token.is_lower:
            break
        noun = token.lemma_.lower()
    return (noun,) in words.roles and noun not in words.of_bodies
