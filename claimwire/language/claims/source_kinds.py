"""What sort of thing a source is, by its words alone."""

from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.sources import Source

_ACTORS = frozenset({"person", "government", "organisation", "other/PROPN"})


def kind_of_source(layout: Layout, source: Source | None) -> str:
    """Return a pronoun, a label of names, "person", "document" and the like, or a part of speech.

    Args:
        layout: the text.
        source: the words that name who speaks, or None.
    """
    if source is None:
        return "none"
    head = layout.parse[source.head]
    if head.tag_ in layout.grammar.pronoun:
        return head.lower_
    if head.ent_type_:
        return head.ent_type_
    words, lemma = speaker_words(layout.language), head.lemma_.lower()
    if (lemma,) in words.roles or lemma in words.generic or lemma in words.anonymous:
        return "person"
    for name in ("document", "group", "government", "organisation"):
        if lemma in getattr(words, name):
            return name
    return f"other/{head.pos_}"


def is_actor(layout: Layout, source: Source | None) -> bool:
    """Whether a source is somebody by name, office or pronoun, and no thing or crowd."""
    kind = kind_of_source(layout, source)
    names = layout.grammar.actor_name | layout.grammar.place_name
    return kind in _ACTORS or kind in names or kind in layout.words.speaker_pronouns
