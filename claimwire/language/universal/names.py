"""The names that a pipeline trained on WikiNER finds, as the rules for names expect them.

Such pipelines take titles for names ("Premier ministre", "ministre de la Santé") and the words
around a name into it ("tabloïd Blesk", "El Gobierno amparó").
"""

from spacy.tokens import Doc, Span

from claimwire.language.cast.speaker_words import speaker_words

_KINDS = {"PER": "PERSON"}
"""Kinds of names that these pipelines call otherwise than the rules."""
_CUT = frozenset({"ORG", "PERSON"})


def with_names(doc: Doc) -> Doc:
    """Rename the kinds of names, and cut what is no part of one."""
    if doc.ents:
        doc.ents = tuple(name for span in doc.ents if (name := _name(span)) is not None)
    return doc


def _name(span: Span) -> Span | None:
    label = _KINDS.get(span.label_, span.label_)
    first, last = span.start, span.end
    if label in _CUT:
        if _is_title(span) or (label == "PERSON" and _is_body(span)):
            return None
        while first < last and not _has_capital(span.doc[first].text):
            first += 1
        while label == "PERSON" and first < last and not _has_capital(span.doc[last - 1].text):
            last -= 1
    return None if first == last else Span(span.doc, first, last, label)


def _is_title(span: Span) -> bool:
    """Whether a name begins with an office in small letters, or is made of such words."""
    words = speaker_words(span.doc.lang_)
    lowers = [token.lower_ for token in span]
    while lowers and lowers[0] in words.articles:
        lowers = lowers[1:]
    begins = bool(lowers) and (lowers[0],) in words.roles
    small = span[len(span) - len(lowers)].is_lower if lowers else False
    return (begins and small) or tuple(lowers) in words.roles


def _is_body(span: Span) -> bool:
    """Whether a "person" is a noun such as "Gobierno"."""
    words = speaker_words(span.doc.lang_)
    return span[-1].lower_ in words.government | words.organisation | words.media


def _has_capital(text: str) -> bool:
    return text[:1].isupper() or text[:1].isdigit()
