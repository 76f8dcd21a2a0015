"""Parses in Universal Dependencies, written by hand."""

from claimwire.language.universal.tree import Tree
from claimwire.language.universal.words import Word


def word(line: str) -> Word:
    """Read a word: its text, part of speech, head, relation, and features as "Name=Value".

    A lemma may follow the text behind a slash.
    """
    form, pos, head, relation, *features = line.split()
    text, _, lemma = form.partition("/")
    return Word(
        lower=text.lower(),
        lemma=lemma or text.lower(),
        pos=pos,
        features=dict(feature.split("=") for feature in features),
        head=int(head),
        relation=relation,
        is_capital=text[:1].isupper(),
    )


def tree(*lines: str) -> Tree:
    """Return the tree of words, one a line."""
    return Tree([word(line) for line in lines])
