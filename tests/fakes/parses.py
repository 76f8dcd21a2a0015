"""Parses in Universal Dependencies, written by hand."""

import dataclasses
import itertools
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

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


@dataclasses.dataclass(frozen=True)
class ParsedText:
    """A text of a file in CoNLL-U, and the further comments before it.

    Attributes:
        comments: what stands behind each name and a sign of equality, in order.
        rows: the words with their columns, by sentence.
    """

    comments: dict[str, list[str]]
    rows: list[list[list[str]]]

    def doc(self, nlp: Language) -> Doc:
        """Make the parse that a pipeline of spaCy would give."""
        words = [row for sentence in self.rows for row in sentence]
        first = list(itertools.accumulate((len(each) for each in self.rows), initial=0))
        heads = [
            start + (int(row[6]) or int(row[0])) - 1
            for start, sentence in zip(first, self.rows, strict=False)
            for row in sentence
        ]
        named = [_misc(row).get("Entity", "") for row in words]
        before = ["", *named]
        return Doc(
            nlp.vocab,
            words=[row[1] for row in words],
            spaces=["SpaceAfter" not in _misc(row) for row in words],
            lemmas=[row[2] for row in words],
            pos=[row[3] for row in words],
            morphs=[row[5] for row in words],
            heads=heads,
            deps=["ROOT" if row[7] == "root" else row[7] for row in words],
            sent_starts=[index in first for index in range(len(words))],
            ents=[
                f"{'I' if name == before[index] else 'B'}-{name}" if name else "O"
                for index, name in enumerate(named)
            ],
        )


def read_conllu(path: Path) -> Iterator[ParsedText]:
    """Read the texts of a file, each of which opens with "# newdoc"."""
    for block in path.read_text(encoding="utf-8").split("# newdoc\n")[1:]:
        comments: dict[str, list[str]] = {}
        rows: list[list[list[str]]] = [[]]
        for line in block.splitlines():
            if line.startswith("#"):
                name, _, value = line.removeprefix("# ").partition(" = ")
                comments.setdefault(name, []).append(value)
            elif line:
                rows[-1].append(line.split("\t"))
            else:
                rows.append([])
        yield ParsedText(comments, [sentence for sentence in rows if sentence])


def _misc(row: list[str]) -> dict[str, str]:
    return dict(each.split("=") for each in row[9].split("|") if "=" in each)
