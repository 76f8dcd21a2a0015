"""What is right of texts that are read by names alone: `python -m bench.names_alone`.

Reads the annotated articles of languages that have a parser without it, since none are annotated in
the languages that have none.
"""

import argparse
import json
import sys
from pathlib import Path

from bench.attribution_scores import matches
from bench.attributions import read_annotated
from bench.corpora import CORPORA, is_absent, language_folders
from bench.entities_languages import pairs_of
from bench.languages import is_named
from claimwire.language.reader import Findings, Reader


def main() -> int:
    """Count what is found and right.

    Returns:
        0, or 2 if the corpus is not there.
    """
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--corpus", type=Path, default=CORPORA / "claims-french-spanish")
    options = parser.parse_args()
    if is_absent(options.corpus):
        return 2
    folders = language_folders(options.corpus)
    reader = Reader({language: f"blank:{language}" for language in folders})
    mentions = paired = countries = right_countries = claims = contents = speakers = 0
    for language, folder in folders.items():
        for path in sorted((folder / "text").glob("*.txt")):
            for label, mention in pairs_of(path, reader, language):
                mentions += mention is not None
                paired += label is not None and mention is not None
                if label is not None and mention is not None and label.country:
                    countries += 1
                    right_countries += label.country == mention.country
        for stem, document in read_annotated(folder).items():
            lines = (folder / "speakers" / f"{stem}.jsonl").read_text(encoding="utf-8").splitlines()
            names = [json.loads(line)["speaker_name"] for line in lines]
            found = reader.read(document.text, language=language)
            assert isinstance(found, Findings)
            got = [[(span.start, span.end) for span in claim.spans] for claim in found.claims]
            pairs = matches(
                [document.tokens(each.content) for each in document.gold],
                [document.tokens(spans) for spans in got],
            )
            claims += len(got)
            contents += len(pairs)
            speakers += sum(is_named(names[g], found.claims[p].speaker_name) for g, p, _ in pairs)
    print(f"mentions that are labelled: {paired} of {mentions}")
    print(f"of these with a country, the right one: {right_countries} of {countries}")
    print(f"claims with the right content: {contents} of {claims}; and speaker: {speakers}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
