"""Types of names as all pipelines give them: those of OntoNotes 5.

Pipelines that were trained on WikiNER know four types: PER, LOC, ORG and MISC. The last is no
entity of ours.
"""

from spacy.language import Language
from spacy.tokens import Doc, Span

ENTITY_TYPES = "entity_types"
"""Name of the component."""

_TYPES = {"PER": "PERSON"}
"""OntoNotes' types by WikiNER's; what both have keeps its name."""


@Language.component(ENTITY_TYPES)
def name_types_as_ontonotes(doc: Doc) -> Doc:
    """Rename the types of a text's entities."""
    if any(span.label_ in _TYPES for span in doc.ents):
        doc.set_ents(
            [
                Span(doc, span.start, span.end, label=_TYPES.get(span.label_, span.label_))
                for span in doc.ents
            ],
            default="outside",
        )
    return doc
