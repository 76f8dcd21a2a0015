"""What of a text is quoted, and which sentence and paragraph each token stands in."""

import bisect
from collections.abc import Iterable

from spacy.tokens import Token

from claimwire.language.claims.claim_words import claim_words
from claimwire.language.claims.datelines import find_dateline
from claimwire.language.claims.interrupted_quotations import without_reporting_clauses
from claimwire.language.claims.quotes import Quotation, find_quotations
from claimwire.language.line_breaks import is_line_break, wrapping_breaks
from claimwire.language.mentions.tokens import Tokens

Range = tuple[int, int]
"""First token and token after the last."""

NOT_QUOTED = -1

_SENTENCE_ENDS = frozenset({".", "!", "?", "\u2026", "..."})


class Layout:
    """A parsed text with its quotations, sentences and paragraphs by token.

    Everything is computed once, in one pass, so that rules can ask for each token as they
    like without making the work more than linear in the text.

    Attributes:
        tokens: of the text.
        parse: its tokens.
        text: its text.
        language: ISO 639-1 code of its language.
        grammar: the labels of that language's parser.
        words: the words that rules ask for in that language.
        lowers: its tokens in lower case, with plain apostrophes.
        lemmas: their dictionary forms in lower case, those that the parser misreads mended.
        quotations: outermost quotations, in order.
        quotation_of: for each token the number of its quotation, or ``NOT_QUOTED``; the marks
            belong to it.
        sentence_of: for each token the number of its sentence.
        paragraph_of: for each token the number of its paragraph.
        breaks_line: for each token whether it is a line break that ends a paragraph.
        is_word: for each token whether it is neither a mark nor white space.
        dateline: the tokens of the place and day at the head of the report.
    """

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.parse = tokens.parse
        self.text = tokens.text
        self.language = tokens.language
        self.grammar = tokens.grammar
        self.words = words = claim_words(self.language)
        self.lowers = [lower.replace("\u2019", "'") for lower in tokens.lowers]
        self.lemmas = [words.misread_lemmas.get(lemma, lemma) for lemma in tokens.lemmas]
        self.quotations: list[Quotation] = without_reporting_clauses(
            tokens, find_quotations(self.text)
        )
        self.sentence_of = tokens.sentences
        self.is_word = [not (token.is_punct or token.is_space) for token in self.parse]
        self._starts = tokens.offsets
        self.quotation_of = [NOT_QUOTED] * len(tokens)
        # The first comes last: a token may swallow the marks of two.
        for number in reversed(range(len(self.quotations))):
            first, last = self.tokens_of(number)
            self.quotation_of[first:last] = [number] * (last - first)
        self.paragraph_of: list[int] = []
        self.breaks_line: list[bool] = []
        self._find_paragraphs()
        self.dateline: Range = find_dateline(self.parse, self.grammar)

    def _find_paragraphs(self) -> None:
        paragraph, broken = 0, False
        wrapping = wrapping_breaks(self.text)
        for text, start in zip(self.tokens.texts, self._starts, strict=True):
            is_space = text.isspace()
            breaks = is_space and is_line_break(text) and start not in wrapping
            # Blank lines are no paragraphs.
            if broken and not is_space:
                paragraph += 1
                broken = False
            self.paragraph_of.append(paragraph)
            self.breaks_line.append(breaks)
            broken = broken or breaks

    def is_quoted(self, index: int) -> bool:
        """Whether a token stands in a quotation."""
        return self.quotation_of[index] != NOT_QUOTED

    def is_quoted_only(self, ranges: Iterable[Range]) -> bool:
        """Whether ranges of tokens have none of the writer's own words."""
        return all(
            self.is_quoted(index) or not self.is_word[index]
            for first, last in ranges
            for index in range(first, last)
        )

    def in_dateline(self, index: int) -> bool:
        """Whether a token stands in the place and day at the head of a report."""
        return self.dateline[0] <= index < self.dateline[1]

    def follows_quotation(self, index: int) -> bool:
        """Whether a quotation ends right before a token, but for a comma."""
        before = index - 1
        if before >= 0 and self.parse[before].text == ",":
            before -= 1
        if before < 0 or not self.is_quoted(before):
            return False
        return self.quotation_of[before] != self.quotation_of[index]

    def token_at(self, offset: int) -> int:
        """Return the index of the token that holds a code point, or of the last before it."""
        return max(0, bisect.bisect_right(self._starts, offset) - 1)

    def tokens_of(self, quotation: int) -> Range:
        """Return first token and token after the last of a quotation, marks included."""
        quote = self.quotations[quotation]
        return self.token_at(quote.start), self.token_at(quote.end - 1) + 1

    def whole_quotations(self, ranges: Iterable[Range]) -> list[Range]:
        """Widen ranges of tokens to the whole quotations that they begin or end in.

        A mark alone at an edge belongs to the sentence beside, and goes.
        """
        whole = []
        for first, last in ranges:
            begin, end = first, last
            if end - begin > 1 and self._opens(end - 1):
                end -= 1
            for number in {self.quotation_of[begin], self.quotation_of[end - 1]}:
                if number != NOT_QUOTED:
                    quote = self.tokens_of(number)
                    begin, end = min(begin, quote[0]), max(end, quote[1])
            whole.append((begin, end))
        return whole

    def _opens(self, index: int) -> bool:
        """Whether a token is the mark that opens a quotation."""
        number = self.quotation_of[index]
        return (
            number != NOT_QUOTED
            and self.parse[index].is_punct
            and (self.parse[index].idx == self.quotations[number].start)
        )

    def end_of(self, index: int) -> int:
        """Return the offset after the last code point of a token."""
        return self._starts[index] + len(self.tokens.texts[index])

    def ends_sentence(self, token: Token) -> bool:
        """Whether a token is a mark that ends sentences."""
        return token.text in _SENTENCE_ENDS
