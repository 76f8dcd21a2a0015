"""Names that neither the model nor the gazetteer found, and that the text has elsewhere."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence

from spacy.tokens import Token

from claimwire.language.mentions.headlines import repeated_in_text
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.place_names import name_key
from claimwire.language.mentions.stretches import covered
from claimwire.language.mentions.tokens import Tokens

_LONGEST_NAME = 8
_SHORTEST_IN_CAPITALS = 4
_MOST_ALIKE = 8
"""Names that begin with the same word."""

_Known = dict[str, dict[tuple[str, ...], Mention]]


def short_forms(
    tokens: Tokens, mentions: Iterable[Mention], short: Mapping[str, Mention]
) -> Iterator[Mention]:
    """Yield the names that are a short form and stand in no mention.

    Args:
        tokens: of the text.
        mentions: those found.
        short: what each short form stands for.
    """
    subjects = tokens.grammar.any_subject
    taken = covered(len(tokens), [(m.first_token, m.last_token) for m in mentions])
    for index, text in enumerate(tokens.texts):
        if not taken[index] and text in short:
            token = tokens.parse[index]
            if _is_name(token, subjects):
                yield _added(tokens, index, index + 1, short[text])


def names_again(tokens: Tokens, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Return the names of several words that were found elsewhere in the text only.

    Args:
        tokens: of the text.
        mentions: those found.
    """
    known: _Known = {}
    for mention in mentions:
        words = tuple(tokens.texts[mention.first_token : mention.last_token])
        if not mention.described and mention.entity_id is not None and len(words) > 1:
            alike = known.setdefault(words[0], {})
            if len(alike) < _MOST_ALIKE and len(words) <= _LONGEST_NAME:
                alike.setdefault(words, mention)
    return _found_again(tokens, mentions, known, [text[:1].isupper() for text in tokens.texts])


def names_in_headlines(
    tokens: Tokens, mentions: Sequence[Mention], short: Mapping[str, Mention]
) -> Iterator[Mention]:
    """Return the names in headlines in capitals that the text below has: "OKORO NAMED HEAD".

    Args:
        tokens: of the text.
        mentions: those found.
        short: what each short form stands for.
    """
    if not any(tokens.headlines):
        return iter(())
    repeated = repeated_in_text(tokens)
    named = {mention.text: mention for mention in mentions if not mention.described}
    known: _Known = {}
    # The longest first, so that none is found in a part of another.
    for text, mention in sorted({**short, **named}.items(), key=_words_of, reverse=True):
        words = tuple(text.upper().split())
        clear = 1 < len(words) <= _LONGEST_NAME or name_key(text) in repeated
        if clear and len(text) >= _SHORTEST_IN_CAPITALS and not text.isupper():
            alike = known.setdefault(words[0], {})
            if len(alike) < _MOST_ALIKE:
                alike.setdefault(words, mention)
    return _found_again(tokens, mentions, known, tokens.headlines)


def _words_of(named: tuple[str, Mention]) -> int:
    return len(named[0].split())


def _found_again(
    tokens: Tokens, mentions: Sequence[Mention], known: _Known, may_begin: Sequence[int]
) -> Iterator[Mention]:
    """Yield where names of mentions stand again, outside of all mentions.

    Args:
        tokens: of the text.
        mentions: those found.
        known: by their first word the words of names, and a mention of each.
        may_begin: whether a name may begin with each token.
    """
    taken = covered(len(tokens), [(m.first_token, m.last_token) for m in mentions])
    for index, text in enumerate(tokens.texts):
        for words, mention in (known.get(text, {}) if may_begin[index] else {}).items():
            last = index + len(words)
            if tuple(tokens.texts[index:last]) == words and not any(taken[index:last]):
                yield _added(tokens, index, last, mention)
                taken[index:last] = b"\x01" * len(words)
                break


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


def _added(tokens: Tokens, first: int, last: int, found: Mention) -> Mention:
    text = tokens.name(first, last)
    start = tokens.offsets[first]
    return dataclasses.replace(
        found,
        start=start,
        end=start + len(text),
        first_token=first,
        last_token=last,
        sentence=tokens.sentences[first],
        text=text,
        method="coreference",
        nested=False,
    )
