"""Find the names of known entities in a text, all in one pass."""

import dataclasses
import functools
from collections.abc import Collection, Iterator

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import get_lang_class
from spacy.vocab import Vocab

from claimwire.language.mentions.known_entities import KnownEntity, UserKnowledge, load_knowledge
from claimwire.language.mentions.stretches import Stretch

_COUNTRY_KINDS = frozenset({"country", "nationality"})

Hit = tuple[Stretch, KnownEntity]
"""Where a name stands, and what it stands for."""


def find_names(doc: Doc, extra: UserKnowledge | None = None) -> Iterator[Hit]:
    """Find every known name in a text.

    Args:
        doc: the text.
        extra: a user's own entities.

    Yields:
        Hits, which may overlap.
    """
    names = load_knowledge(extra).names
    strings = doc.vocab.strings
    hits = [
        ((start, end), names[strings[key]]) for key, start, end in _matcher(doc.vocab, extra)(doc)
    ]
    named = {entity.country for _, entity in hits if entity.kind in _COUNTRY_KINDS}
    for stretch, entity in hits:
        yield stretch, _at_home(entity, named)


def _at_home(entity: KnownEntity, named: Collection[str | None]) -> KnownEntity:
    """Give a people of several countries the one of them that the text names, if only one."""
    if entity.country is not None or not entity.homes:
        return entity
    homes = [country for country in entity.homes if country in named]
    return dataclasses.replace(entity, country=homes[0]) if len(homes) == 1 else entity


@functools.lru_cache(maxsize=4)
def _matcher(vocab: Vocab, extra: UserKnowledge | None) -> PhraseMatcher:
    # Matching compares tokens of one vocabulary, cut by the rules of its language.
    make_doc = get_lang_class(vocab.lang or "en")(vocab=vocab).make_doc
    matcher = PhraseMatcher(vocab)
    for name in load_knowledge(extra).names:
        # News writes either apostrophe.
        forms = {name, name.replace("'", "\u2019")}
        matcher.add(name, [make_doc(form) for form in sorted(forms)])
    return matcher
