"""A parse whose words are hung on others one by one."""

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
        self._children: list[set[int]] = [set() for _ in words]
        for index, head in enumerate(self.heads):
            if head != index:
                self._children[head].add(index)

    def base(self, index: int) -> str:
        """Return the relation of a word without its subtype."""
        return self.relations[index].partition(":")[0]

    def is_root(self, index: int) -> bool:
        """Whether a word is the head of its sentence."""
        return self.heads[index] == index

    def root_of(self, index: int) -> int:
        """Return the head of the sentence of a word."""
        while self.heads[index] != index:
            index = self.heads[index]
        return index

    def sentence_of(self, index: int) -> range:
        """Return the words around one that hang on the same root."""
        root = self.root_of(index)
        first, last = index, index + 1
        while first > 0 and self.root_of(first - 1) == root:
            first -= 1
        while last < len(self.words) and self.root_of(last) == root:
            last += 1
        return range(first, last)

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
        for child in sorted(self._children[index]):
            if not bases or self.base(child) in bases:
                yield child

    def hang(self, index: int, head: int, relation: str | None = None) -> None:
        """Hang a word, with all that hangs on it, on another one; on itself as a root."""
        if self.heads[index] != index:
            self._children[self.heads[index]].discard(index)
        if head != index:
            self._children[head].add(index)
        self.heads[index] = head
        if relation is not None:
            self.relations[index] = relation

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
