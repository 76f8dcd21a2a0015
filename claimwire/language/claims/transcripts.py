"""Lines with their speaker: headlines ("Putin: West wants war"; "War is near: Putin"), records."""

from collections.abc import Collection, Iterator

from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.claims.attributed_content import Content
from claimwire.language.claims.cues import Cue
from claimwire.language.claims.datelines import is_capitals
from claimwire.language.claims.drafts import Draft
from claimwire.language.claims.layout import Layout, Range
from claimwire.language.claims.sources import Source

_LONGEST_NAME = 6
_FEWEST_WORDS = 3


def speaker_lines(layout: Layout, places: Collection[Range] = ()) -> Iterator[Draft]:
    """Find the lines that begin with a name and a colon, which is their cue.

    Args:
        layout: the text.
        places: where places are named, in tokens. Before a colon they say where something is
            ("Nord-Kivu : l'armée affirme …"), not who speaks.
    """
    names = _names(layout)
    first = 0
    ends = [index for index, breaks in enumerate(layout.breaks_line) if breaks]
    for last in (*ends, len(layout.parse)):
        line = _speaker_line(layout, first, last, places, names)
        line = line or _signed_headline(layout, first, last)
        if line is not None:
            yield line
        first = last + 1


def _names(layout: Layout) -> frozenset[str]:
    """The words of the names of persons and bodies: taggers miss a surname before a colon."""
    actors, tokens = layout.grammar.actor_name, layout.tokens
    return frozenset(
        tokens.lowers[index]
        for name in tokens.names
        if name.label_ in actors
        for index in range(name.start, name.end)
        if tokens.tags[index] == "PROPN"
    )


def _speaker_line(
    layout: Layout, first: int, last: int, places: Collection[Range], names: Collection[str]
) -> Draft | None:
    parse = layout.parse
    colon = first
    while colon < last and parse[colon].text != ":":
        word = parse[colon]
        name = word.pos_ == "PROPN" or (word.is_upper and word.is_alpha)
        name = name or (word.is_title and word.lower_ in names)
        if colon - first >= _LONGEST_NAME or not name or word.lower_ in layout.words.line_labels:
            return None
        colon += 1
    if (
        colon in (first, last)
        or (first, colon) in places
        or layout.is_quoted(colon)
        or _is_heading(layout, first, colon)
    ):
        return None
    end = last
    while end > colon + 1 and parse[end - 1].is_space:
        end -= 1
    if end - colon <= _FEWEST_WORDS or parse[first].is_space:
        return None
    if _is_about_place(layout, first, colon, end):
        return None
    cue = Cue(colon, colon, colon + 1, "colon", ":", "statement")
    source = Source(colon - 1, first, colon, (first, colon))
    return Draft(cue, source, Content(((colon + 1, end),), "speaker_line"))


def _is_about_place(layout: Layout, first: int, colon: int, end: int) -> bool:
    """Whether a headline tells of a place: "Ukraine: Troops leave the town".

    A state speaks in the first person, in marks, or in a sentence, as in the record of a council.
    """
    parse = layout.parse
    if not all(w.ent_type_ in layout.grammar.place_name or w.is_punct for w in parse[first:colon]):
        return False
    said = parse[colon + 1 : end]
    return not layout.ends_sentence(said[-1]) and not any(
        layout.is_quoted(word.i) or word.lower_ in layout.words.first_person for word in said
    )


def _signed_headline(layout: Layout, first: int, last: int) -> Draft | None:
    """The line that ends with a colon and its speaker: "Dam will not hold: Minister"."""
    parse = layout.parse
    while last > first and parse[last - 1].is_space:
        last -= 1
    colon = last - 1
    while colon > first and parse[colon].text != ":":
        if last - colon >= _LONGEST_NAME or not (parse[colon].is_title or parse[colon].is_upper):
            return None
        colon -= 1
    if colon in (first, last - 1) or layout.is_quoted(colon) or colon - first < _FEWEST_WORDS:
        return None
    actors, names = speaker_words(layout.language).actors, layout.grammar.actor_name
    if not any(w.ent_type_ in names or w.lower_ in actors for w in parse[colon + 1 : last]):
        return None
    if not any(word.tag_ in layout.grammar.finite for word in parse[first:colon]):
        return None
    cue = Cue(colon, colon, colon + 1, "colon", ":", "statement")
    source = Source(last - 1, colon + 1, last, (colon + 1, last))
    return Draft(cue, source, Content(((first, colon),), "speaker_line"))


def _is_heading(layout: Layout, first: int, colon: int) -> bool:
    """Whether words in capitals before a colon are a place or a topic: "NEW DELHI: \u2026"."""
    words = layout.parse[first:colon]
    if not all(is_capitals(word) or word.is_punct for word in words):
        return False
    named = [word for word in words if word.pos_ == "PROPN"]
    return all(word.ent_type_ in layout.grammar.place_name for word in words) or (
        len(words) > 1 and not named
    )
