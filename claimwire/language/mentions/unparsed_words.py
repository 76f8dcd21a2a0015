"""What is known of a language whose texts are read without a parser."""

import dataclasses
import functools

from claimwire.language.languages import has_file, read_toml

_FILE = "names_alone.toml"


@dataclasses.dataclass(frozen=True, kw_only=True)
class UnparsedWords:
    """The lists of ``names_alone.toml``; words are in lower case.

    Attributes:
        speech_verbs: forms of verbs of speech that stand beside a quotation and its speaker.
        prepositions: behind which a name tells where or whose, and not who speaks ("em Brasília").
        owner_prepositions: those of them that may stand between a verb of speech and the speaker,
            in a description ("disse a porta-voz da ONU, Ana Costa").
        titles: words with a capital that stand before the names of persons and are no part of them.
        particles: words inside names that have no capital ("von").
        capitalised_nouns: whether every noun has a capital, so that no more than the last two words
            with capitals are a name.
        declensions: how names change with their case. Each is the ending of the listed form, then
            those of the other cases, always in the same order; of several that fit a word, the
            longest decides. Names of several words change word by word.
        before: letters that may stand written to the front of a name ("and", "in" of Arabic).
        merged: beginnings of names that change behind such letters, each with what is left of it.
    """

    speech_verbs: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    owner_prepositions: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    capitalised_nouns: bool = False
    declensions: tuple[tuple[str, ...], ...] = ()
    before: tuple[str, ...] = ()
    merged: tuple[tuple[str, ...], ...] = ()


_WORDS = ("speech_verbs", "prepositions", "owner_prepositions", "titles", "particles")
_LISTS = ("declensions", "merged")


@functools.cache
def unparsed_words(language: str) -> UnparsedWords:
    """Read the words of a language, once per process; none if they are not listed.

    Raises:
        TypeError: if the file has a list that no rule asks for.
    """
    data = read_toml(language, _FILE) if has_file(language, _FILE) else {}
    for name in data.keys() & {*_WORDS}:
        data[name] = frozenset(data[name])
    for name in data.keys() & {*_LISTS}:
        data[name] = tuple(map(tuple, data[name]))
    return UnparsedWords(**data)
