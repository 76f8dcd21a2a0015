"""To the model a typographic mark looks as a plain one; the text stays."""

import spacy

from claimwire.language.universal.marks import read_marks_as_plain


def test_marks_have_the_features_of_plain_ones_and_their_own_text() -> None:
    text = "« Oui », dit l\u2019homme. “Non”."
    doc = read_marks_as_plain(spacy.blank("fr")(text))
    plain = spacy.blank("fr")('" Oui ", dit l\'homme. "Non".')
    assert doc.text == text
    for ours, theirs in zip(doc, plain, strict=True):
        assert (ours.norm_, ours.prefix_, ours.suffix_, ours.shape_) == (
            *(theirs.norm_, theirs.prefix_, theirs.suffix_, theirs.shape_),
        )
