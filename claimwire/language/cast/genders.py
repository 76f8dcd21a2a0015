"""The gender of persons by the pronouns that stand for them in their own sentences."""

import collections
from collections.abc import Callable, Sequence

from spacy.tokens import Doc

from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.languages import grammar_of
from claimwire.language.mentions.mention import Mention


def genders_by_pronouns(
    doc: Doc, mentions: Sequence[Mention], key_of: Callable[[Mention], str]
) -> dict[str, str]:
    """Return "female" or "male" for the persons of whom the text says it without contradiction.

    A possessive counts behind a subject that is the only person of its sentence: "Okoye raised her
    hand".

    Args:
        doc: the parse.
        mentions: its names, in the order of the text.
        key_of: what tells a person from others.
    """
    words, grammar = speaker_words(doc.lang_), grammar_of(doc.lang_)
    persons: dict[int, list[Mention]] = collections.defaultdict(list)
    for mention in mentions:
        if mention.kind == "person":
            persons[mention.sentence].append(mention)
    told: dict[str, set[str]] = collections.defaultdict(set)
    sentence = -1
    for token in doc:
        sentence += bool(token.is_sent_start) or sentence < 0
        pronoun = words.of_possessive.get(token.lower_)
        gender = None if pronoun is None else words.gendered.get(pronoun)
        if gender is None or token.dep_ not in grammar.possessor:
            continue
        here = persons.get(sentence, [])
        if len({key_of(mention) for mention in here}) != 1 or here[0].first_token > token.i:
            continue
        root = doc[here[0].first_token : here[0].last_token].root
        if root.dep_ in grammar.any_subject:
            told[key_of(here[0])].add(gender)
    return {key: next(iter(genders)) for key, genders in told.items() if len(genders) == 1}
