"""Accuracy of finding and linking entities: prints Markdown.

``python -m bench.entities [--corpora FOLDER] [--limit N] [--errors] [--mentions]``
"""

import argparse
import sys
import time
from datetime import date
from pathlib import Path

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from bench.corpora import CORPORA, is_absent
from bench.entities_actors import actors_table
from bench.entities_cases import cases_table
from bench.entities_corpora import GoldText, read_corpus
from bench.entities_mentions import mentions_table
from bench.entities_recognition import recognition_row
from bench.entities_resolution import resolution_row
from claimwire.language.mentions.context import Context
from claimwire.language.mentions.find_mentions import find_mentions
from claimwire.language.mentions.mention import Mention
from claimwire.language.parsing.loading import load_model

PLACES = {"TR-News": "TR-News.xml", "GeoVirus": "GeoVirus.xml", "LGL": "lgl.xml"}
HALVES = {"first, third ...": slice(0, None, 2), "second, fourth ...": slice(1, None, 2)}
"""Halves of a corpus; errors were inspected in the first half alone (TR-News: in both)."""


def main() -> int:
    """Run all parts whose corpora are present."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--limit", type=int, help="texts of each corpus of places")
    parser.add_argument("--errors", action="store_true", help="list the commonest errors")
    parser.add_argument("--mentions", action="store_true", help="only kinds and identifiers")
    options = parser.parse_args()
    folder = options.corpora / "geoparsing"
    for needed in (folder, options.corpora / "plover"):
        if is_absent(needed):
            return 2
    nlp = load_model()
    find_mentions(nlp("Talks in Qatar."))
    mentions = mentions_table(nlp, options.corpora, errors=options.errors)
    if options.mentions:
        print(mentions)
        return 0
    recognition = [
        "| corpus | bare spaCy P / R / F1 | claimwire P / R / F1 | gain | claimwire, overlap |",
        "|---|---|---|---|---|",
    ]
    resolution = [
        "| corpus | names | gold | 161 km, resolved | 161 km, all | exact id | country | km |",
        "|---|---|---|---|---|---|---|---|",
    ]
    parsing = linking = 0.0
    for name, file_name in PLACES.items():
        texts = list(read_corpus(folder / file_name))[: options.limit]
        began = time.process_time()
        docs = list(nlp.pipe([text.text for text in texts]))
        parsing += time.process_time() - began
        began = time.process_time()
        found = [_found(doc, text) for doc, text in zip(docs, texts, strict=True)]
        linking += time.process_time() - began
        recognition.append(recognition_row(name, docs, texts, found, errors=options.errors))
        for half, of in HALVES.items():
            parts = docs[of], texts[of], found[of]
            recognition.append(recognition_row(f"{name}: {half}", *parts, errors=False))
            resolution.append(resolution_row(f"{name}: {half} | found", *parts[1:], errors=False))
        resolution.append(resolution_row(f"{name} | found", texts, found, errors=False))
        given = [_found(_as_given(doc, text), text) for doc, text in zip(docs, texts, strict=True)]
        resolution.append(resolution_row(f"{name} | given", texts, given, errors=options.errors))
    print("## Toponyms recognised\n", *recognition, sep="\n")
    print("\n## Toponyms resolved\n", *resolution, sep="\n")
    print("\n## Countries of mentions\n", cases_table(nlp), sep="\n")
    print(
        f"\nLinking took {linking:.1f} s of processor time beside {parsing:.1f} s of nlp.pipe: "
        f"{100 * linking / parsing:.1f} %."
    )
    print("\n## Kinds and identifiers of mentions\n", mentions, sep="\n")
    print("\n## Actors\n", actors_table(nlp, options.corpora / "plover", options.errors), sep="\n")
    return 0


def _found(doc: Doc, text: GoldText) -> list[Mention]:
    published = _day(text.published_on)
    return find_mentions(doc, Context(published, text.site))


def _as_given(doc: Doc, text: GoldText) -> Doc:
    """The parse with the annotated toponyms in place of the model's: resolution by itself."""
    spans = [doc.char_span(place.start, place.end, label="GPE") for place in text.places]
    gold = [span for span in spans if span is not None]
    given = doc.copy()
    taken = {token.i for span in gold for token in span}
    rest = [span for span in doc.ents if not any(token.i in taken for token in span)]
    kept = [Span(given, span.start, span.end, label=span.label_) for span in filter_spans(gold)]
    kept += [Span(given, span.start, span.end, label=span.label_) for span in rest]
    given.set_ents(kept)
    return given


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


if __name__ == "__main__":
    sys.exit(main())
