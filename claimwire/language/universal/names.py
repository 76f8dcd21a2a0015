"""The names that a pipeline trained on WikiNER finds, as the rules for names expect them.

Such pipelines take titles for names ("Premier ministre", "ministre de la Santé"), take the words
around a name into it ("tabloïd Blesk", "El Gobierno amparó"), and miss names behind an office ("el
periodista Dmitry Muratov").
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from claimwire.language.cast.speaker_words import speaker_words

_KINDS = {"PER": "PERSON"}
"""Kinds of names that these pipelines call otherwise than the rules."""
_PERSON = "PERSON"
_CUT = frozenset({"ORG", _PERSON})
_FEWEST, _MOST = 2, 5
"""Words in a name that the pipeline missed."""


def with_names(doc: Doc) -> Doc:
    """Rename the kinds of names, cut what is no part of one, and add those behind an office.

    Args:
        doc: a parse with neutral labels.
    """
    names = {each.start: each for span in doc.ents if (each := _name(span)) is not None}
    for person in _behind_offices(doc):
        overlapped = [n for n in names.values() if n.start < person.end and person.start < n.end]
        if not any(each.label_ == _PERSON for each in overlapped):
            for each in overlapped:
                del names[each.start]
            names[person.start] = person
    doc.ents = tuple(names[start] for start in sorted(names))
    return doc


def _name(span: Span) -> Span | None:
    label = _KINDS.get(span.label_, span.label_)
    first, last = span.start, span.end
    if label in _CUT:
        if _is_title(span):
            return None
        while first < last and not _has_capital(span.doc[first].text):
            first += 1
        while label == _PERSON and first < last and not _has_capital(span.doc[last - 1].text):
            last -= 1
    if first == last:
        return None
    if label == _PERSON and (_is_body(span.doc[last - 1]) or _is_matter(span.doc[first])):
        return None
    return Span(span.doc, first, last, label)


def _behind_offices(doc: Doc) -> Iterator[Span]:
    """The names in apposition to an office or another noun for a person."""
    words = speaker_words(doc.lang_)
    for token in doc:
        if token.dep_ != "apposition" or token.pos_ != "PROPN" or token.head.i > token.i:
            continue
        office = token.head.lemma_.lower()
        if token.head.pos_ != "NOUN" or not ((office,) in words.roles or office in words.people):
            continue
        last = token.i + 1
        while last < len(doc) and last - token.i < _MOST and _continues(doc[last]):
            last += 1
        if last - token.i >= _FEWEST:
            yield Span(doc, token.i, last, _PERSON)


def _continues(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper()


def _is_title(span: Span) -> bool:
    """Whether a name begins with an office in small letters, or is made of such words."""
    words = speaker_words(span.doc.lang_)
    lowers = [token.lower_ for token in span]
    while lowers and lowers[0] in words.articles:
        lowers = lowers[1:]
    begins = bool(lowers) and (lowers[0],) in words.roles
    small = span[len(span) - len(lowers)].is_lower if lowers else False
    return (begins and small) or tuple(lowers) in words.roles


def _is_body(token: Token) -> bool:
    """Whether a "person" is a noun such as "Gobierno"."""
    words = speaker_words(token.doc.lang_)
    return token.lower_ in words.government | words.organisation | words.media


def _is_matter(token: Token) -> bool:
    """Whether a "person" is what an office is for: "ministro de Justicia y Seguridad Pública"."""
    first = token.head
    if token.dep_ != "conjunct" or first.dep_ != "prepositional_object":
        return False
    roles = speaker_words(token.doc.lang_).roles
    return not first.ent_type_ and (first.head.head.lemma_.lower(),) in roles


def _has_capital(text: str) -> bool:
    return text[:1].isupper() or text[:1].isdigit()
