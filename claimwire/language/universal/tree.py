"""A parse whose words are hung on others one by one."""

import bisect
from collections.abc import Collection, Iterator, Sequence

from claimwire.language.universal.words import Word

ROOT = "ROOT"


class Tree:
    """Heads and relations of the words of one text, which rules change.

    Attributes:
        words: as the parser left them.
        heads: for each the index of the word that it hangs on; its own for a root.
        relations: for each by which relation.
    """

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.heads = [word.head for word in words]
        self.relations = [word.relation for word in words]
        self._bases = [word.base for word in words]
        self._starts = [index for index, word in enumerate(words) if word.starts_sentence]
        self._children: list[set[int]] = [set() for _ in words]
        for index, head in enumerate(self.heads):
            if head != index:
                self._children[head].add(index)

    def base(self, index: int) -> str:
        """Return the relation of a word without its subtype."""
        return self._bases[index]

    def is_root(self, index: int) -> bool:
        """Whether a word is the head of its sentence."""
        return self.heads[index] == index

    def root_of(self, index: int) -> int:
        """Return the head of the sentence of a word."""
        while self.heads[index] != index:
            index = self.heads[index]
        return index

    def sentence_of(self, index: int) -> range:
        """Return the words of the sentence of a word."""
        number = bisect.bisect_right(self._starts, index)
        first = self._starts[number - 1] if number else 0
        last = self._starts[number] if number < len(self._starts) else len(self.words)
        return range(first, last)

    def join(self, index: int) -> None:
        """Let the sentence that begins with a word go on with the one before."""
        self._starts.remove(index)

    def top_of(self, words: Collection[int]) -> int | None:
        """Return the word that governs others of a stretch: a verb, if there are several."""
        tops = [
            index
            for index in words
            if (self.is_root(index) or self.heads[index] not in words)
            and self.words[index].pos not in {"PUNCT", "SPACE"}
        ]
        return min(tops, key=lambda index: (self.words[index].pos != "VERB", index), default=None)

    def is_below(self, index: int, above: int) -> bool:
        """Whether a word is another one or hangs on it, however far."""
        while index != above:
            if self.heads[index] == index:
                return False
            index = self.heads[index]
        return True

    def children(self, index: int, *bases: str) -> Iterator[int]:
        """Yield what hangs on a word, in order, by one of some relations or by any."""
        found = self._children[index]
        if found:
            for child in sorted(found):
                if not bases or self._bases[child] in bases:
                    yield child

    def hang(self, index: int, head: int, relation: str | None = None) -> None:
        """Hang a word, with all that hangs on it, on another one; on itself as a root."""
        if self.heads[index] != index:
            self._children[self.heads[index]].discard(index)
        if head != index:
            self._children[head].add(index)
        self.heads[index] = head
        if head == index:
            relation = ROOT
        elif relation is None and self.relations[index] == ROOT:
            relation = "dep"
        if relation is not None:
            self.relations[index] = relation
            self._bases[index] = relation.partition(":")[0]

    def put_over(self, index: int, below: int, relation: str, of_below: str) -> None:
        """Put a word that hangs on another over it, in its place.

        Args:
            index: the word that goes up.
            below: the word that it hangs on.
            relation: by which it hangs on what is above, unless that is nothing.
            of_below: by which the other one hangs on it.
        """
        above = self.heads[below]
        if above == below:
            self.hang(index, index, ROOT)
        else:
            self.hang(index, above, relation)
        self.hang(below, index, of_below)


def is_finite(tree: Tree, verb: int) -> bool:
    """Whether a verb or one of its helping verbs is finite."""
    words = (verb, *tree.children(verb, "aux"))
    return tree.words[verb].pos in {"VERB", "AUX"} and any(
        tree.words[index].features.get("VerbForm") == "Fin" for index in words
    )
