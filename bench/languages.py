"""Accuracy of claims by language: scores the extractor on annotated articles of each.

    python -m bench.languages --corpus FOLDER          the table of each language
    python -m bench.languages --corpus FOLDER --errors --language fr    what is missed and wrong
    python -m bench.languages --calibration --language fr    what french/precision.toml holds

A folder of the corpus is a language, by its ISO 639-1 code, laid out as those of
``bench.claims``.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from bench.attribution_scores import matches, same_source, scores_of, table
from bench.attributions import AnnotatedText, Attribution, read_annotated
from bench.claims import attributions, calibration, find
from bench.corpora import CORPORA, is_absent, language_folders
from claimwire.language.claims.find_claims import WordedClaim
from claimwire.language.claims.wording import Wording
from claimwire.language.parsing.loading import load_model
from claimwire.language.parsing.models import DEFAULT_MODELS, ModelNotInstalled


def main() -> int:
    """Score the extractor on each language.

    Returns:
        0, or 2 if the corpus or a model cannot be read.
    """
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--corpus", type=Path, default=CORPORA / "claims-french-spanish")
    parser.add_argument("--language", choices=sorted(DEFAULT_MODELS), help="score this one alone")
    parser.add_argument("--spacy_model", help="in the place of the default one; with --language")
    parser.add_argument("--errors", action="store_true", help="print what is missed and wrong")
    parser.add_argument("--calibration", action="store_true", help="print precision by rule")
    options = parser.parse_args()
    if is_absent(options.corpus):
        return 2
    folders = language_folders(options.corpus)
    if options.language:
        folders = {options.language: options.corpus / options.language}
    if any(map(is_absent, folders.values())):
        return 2
    for language, folder in folders.items():
        model = options.spacy_model or DEFAULT_MODELS[language]
        try:
            nlp = load_model(model)
        except ModelNotInstalled as error:
            print(f"bench.languages: {error}", file=sys.stderr)
            return 2
        gold = read_annotated(folder)
        found = dict(find(nlp, gold, None))
        if options.errors:
            print("\n".join(_errors(gold, found)))
        if options.calibration:
            print(f"# {language}, {model}\n{calibration(gold, found)}")
            continue
        print(f"{language}, {model}\n{table(scores_of(gold, attributions(found)))}")
        print(f"{_speakers(folder, gold, found)}\n")
    return 0


def _speakers(
    folder: Path, gold: Mapping[str, AnnotatedText], found: dict[str, list[WordedClaim]]
) -> str:
    """Count the right contents whose speaker is the one that the annotator names, or nobody."""
    right = total = 0
    for stem, document in gold.items():
        lines = (folder / "speakers" / f"{stem}.jsonl").read_text(encoding="utf-8").splitlines()
        names = [json.loads(line)["speaker_name"] for line in lines]
        got = found[stem]
        pairs = matches(
            [document.tokens(each.content) for each in document.gold],
            [document.tokens(each.wording.content) for each in got],
        )
        for g, p, _ in pairs:
            total += 1
            right += is_named(names[g], got[p].claim.speaker_name)
    share = 100 * right / total if total else 0
    return f"{'speaker named right':38}{share:7.1f}{right:8}{total:16}"


def is_named(wanted: str | None, name: str | None) -> bool:
    """Whether a name is the wanted one or its last word, or holds it; both may be missing."""
    if wanted is None or name is None:
        return wanted is name
    return name.lower() in wanted.lower() or wanted.lower() in name.lower()


def _errors(
    gold: Mapping[str, AnnotatedText], found: dict[str, list[WordedClaim]]
) -> Iterator[str]:
    """Yield what of each document is missed, wrong, or right with another source."""
    for stem, document in gold.items():
        yield f"## {stem}"
        wanted, got = document.gold, found[stem]
        pairs = matches(
            [document.tokens(each.content) for each in wanted],
            [document.tokens(each.wording.content) for each in got],
        )
        for g, p, overlap in pairs:
            claim, other = wanted[g], got[p]
            right = same_source(
                document, document.tokens(claim.source), document.tokens(other.wording.source)
            )
            if not right or overlap < 1:
                mark = "source" if not right else "edges "
                yield f"  {mark} {_line(document, claim)}\n      got {_found(document, other)}"
        missed = {*range(len(wanted))} - {g for g, _, _ in pairs}
        wrong = {*range(len(got))} - {p for _, p, _ in pairs}
        yield from (f"  missed {_line(document, wanted[g])}" for g in sorted(missed))
        yield from (f"  wrong  {_found(document, got[p])}" for p in sorted(wrong))


def _line(document: AnnotatedText, claim: Attribution | Wording) -> str:
    source, cue, content = (
        _text(document.text, spans) for spans in (claim.source, claim.cue, claim.content)
    )
    return f"[{source}] <{cue}> {content}"


def _found(document: AnnotatedText, found: WordedClaim) -> str:
    return f"{_line(document, found.wording)} ({found.claim.rule})"


def _text(text: str, spans: Iterable[Sequence[int]]) -> str:
    return " … ".join(text[start:end].replace("\n", " ") for start, end in spans)


if __name__ == "__main__":
    sys.exit(main())
