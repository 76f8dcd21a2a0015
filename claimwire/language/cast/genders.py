"""The gender of persons by the pronouns that stand for them in their own sentences."""

import bisect
import collections
from collections.abc import Callable, Sequence

from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.languages import grammar_of
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.tokens import Tokens


def genders_by_pronouns(
    tokens: Tokens,
    mentions: Sequence[Mention],
    key_of: Callable[[Mention], str],
) -> dict[str, str]:
    """Return "female" or "male" for the persons of whom the text says it without contradiction.

    A possessive counts behind a subject that is the only person of its sentence: "Okoye raised her
    hand".

    Args:
        tokens: of the text.
        mentions: its names, in the order of the text.
        key_of: what tells a person from others.
    """
    words, grammar = speaker_words(tokens.language), grammar_of(tokens.language)
    named = [mention for mention in mentions if mention.kind == "person"]
    starts = [mention.first_token for mention in named]
    persons: dict[int, list[Mention]] = collections.defaultdict(list)
    for mention in named:
        persons[mention.sentence].append(mention)
    told: dict[str, set[str]] = collections.defaultdict(set)
    for index, lower in enumerate(tokens.lowers):
        pronoun = words.of_possessive.get(lower)
        gender = None if pronoun is None else words.gendered.get(pronoun)
        before = bisect.bisect_left(starts, index) if gender else 0
        if gender is None or not before or tokens.parse[index].dep_ not in grammar.possessor:
            continue
        here = persons[named[before - 1].sentence]
        if here[0].first_token < tokens.parse[index].sent.start or len(set(map(key_of, here))) != 1:
            continue
        root = tokens.root(here[0].first_token, here[0].last_token)
        if root.dep_ in grammar.any_subject:
            told[key_of(here[0])].add(gender)
    return {key: next(iter(genders)) for key, genders in told.items() if len(genders) == 1}
