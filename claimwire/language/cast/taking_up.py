"""Whether a description means somebody named before: "the official", "the coffee giant"."""

from claimwire.language.cast.cast import Cast
from claimwire.language.cast.member import Member, Phrase
from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.languages import grammar_of
from claimwire.language.mentions.tokens import Tokens

_DESCRIBING = frozenset({"ADJ", "NOUN", "PROPN"})


def takes_up(cast: Cast, tokens: Tokens, phrase: Phrase, member: Member) -> bool:
    """Whether the words are "the official", "the Turkish foreign minister", and no more.

    Args:
        cast: of the text.
        tokens: its tokens.
        phrase: the words.
        member: whom they describe.
    """
    words = speaker_words(tokens.language)
    head, first, last = phrase
    texts = tokens.parse[first:last]
    if (
        len(texts) <= 1
        or texts[0].lower_ not in words.definite
        or last > max([head + 1, *(role.last for role in member.roles)])
        or (cast.mention_at(head) is not None and not member.is_person)
    ):
        return False
    role = (member.role or "").replace("-", " ").split()
    # "The real estate mogul" was named before, "the local official" may be another one.
    telling = member.is_person and member.noun not in words.generic
    matter = member.noun in words.epithets
    adjectives = grammar_of(tokens.language).adjective  # "the London-based mother"
    return all(
        (telling and (word.pos_ in _DESCRIBING or word.dep_ in adjectives))
        or (matter and word.pos_ == "NOUN")
        or word.lower_ in words.modifiers
        or word.lower_ in words.together
        or word.lower_ in role
        or (word.lower_, tokens.lemmas[head]) in words.media_pairs
        or word.is_punct
        or (role and cast.mention_at(word.i) is not None)
        for word in tokens.parse[first + 1 : head]
    )
