"""Accuracy of grouping claims by what is said: ``python -m bench.statements --help``.

    python -m bench.statements --folder DIR --predictions OUT.jsonl [--claims gold]

reads a folder with ``texts/<doc>.txt`` and ``claims.jsonl`` and writes a line for each claim with
its spans and its statement, as ``score_statements.py`` takes them. ``--claims gold`` groups the
folder's own claims, whose speakers have only a name; else the texts are read, and the claims are
ours.

    python -m bench.statements --made TEXTS

makes pairs of claims of a folder of texts, of which the second is the first cut, joined, reworded,
negated, with another number or speaker, and prints how many of each kind are told right, and how
many are linked as contradicting or answering each other.
"""

import argparse
import dataclasses
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from typing import Any

from bench.statements_made import ANSWERING, CONTRADICTING, pairs, source_claims
from bench.statements_scale import CONTENTS, SIZES, measure
from claimwire.language.reader import Reader
from claimwire.schemas.claims import Claim, Span
from claimwire.statements.article_claims import start_of
from claimwire.statements.claim_content import claim_content
from claimwire.statements.grouping import resolve
from claimwire.statements.report_comparison import Report
from claimwire.statements.speaker_ties import speaker_of

_SEEN = datetime(2026, 11, 23, tzinfo=UTC)
_LANGUAGE = "en"


@dataclasses.dataclass(frozen=True)
class DocClaim:
    """A claim with the document that it stands in."""

    doc: str
    claim: Claim


def own_claims(folder: Path) -> Iterator[DocClaim]:
    """Read the texts and yield their claims without those that are part of others."""
    paths = sorted((folder / "texts").glob("*.txt"))
    texts = [path.read_bytes().decode("utf-8") for path in paths]
    for path, found in zip(paths, Reader().read_many(texts), strict=True):
        if isinstance(found, Exception):
            sys.exit(f"bench.statements: {path}: {found}")
        for claim in found.claims:
            if claim.parent_id is None:
                claim_id = f"{path.stem} {claim.claim_id}"
                yield DocClaim(path.stem, dataclasses.replace(claim, claim_id=claim_id))


def gold_claims(folder: Path) -> Iterator[DocClaim]:
    """Yield the claims that the folder has, the spurious ones too."""
    with (folder / "claims.jsonl").open(encoding="utf-8") as lines:
        for number, row in enumerate(map(json.loads, lines)):
            yield DocClaim(row["doc"], _claim_of(row, f"{number:06}"))


def _claim_of(row: dict[str, Any], claim_id: str) -> Claim:
    absent = dict.fromkeys(each.name for each in dataclasses.fields(Claim))
    values = absent | {name: row[name] for name in row.keys() & absent.keys()}
    spans = [Span(*each) for each in row["spans"]]
    values |= {"claim_id": claim_id, "spans": spans, "times": [], "speaker_kind": "unknown"}
    return Claim(**values)


def reports_of(claims: Iterable[DocClaim]) -> Iterator[Report]:
    """Yield claims as reports of one day."""
    for doc, claim in ((each.doc, each.claim) for each in claims):
        yield Report(
            claim_id=claim.claim_id,
            article_id=doc,
            seen_at=_SEEN,
            published_at=None,
            start=start_of(claim),
            language=_LANGUAGE,
            said_on=None,
            act=claim.act,
            speaker=speaker_of(claim, _LANGUAGE),
            content=claim_content(claim, _LANGUAGE),
        )


def predictions(folder: Path, of_gold: bool) -> Iterator[dict[str, Any]]:
    """Yield a line for each claim of a folder."""
    claims = list(gold_claims(folder) if of_gold else own_claims(folder))
    placed = {each.claim_id: each for each in resolve(reports_of(claims))}
    for each in claims:
        spans = [[part.start, part.end] for part in each.claim.spans]
        statement = placed[each.claim.claim_id].statement_id
        yield {"doc": each.doc, "spans": spans, "statement": statement}


def print_made(folder: Path, texts: int, *, errors: bool) -> None:
    """Print how many of the made pairs of each kind are told right, and how many are linked."""
    told: dict[tuple[bool, str], list[tuple[bool, bool, bool]]] = defaultdict(list)
    for pair in pairs(source_claims(folder, texts)):
        both = [
            DocClaim("a", dataclasses.replace(pair.one, claim_id="a")),
            DocClaim("b", dataclasses.replace(pair.other, claim_id="b")),
        ]
        placed = resolve(reports_of(both))
        joined = len({each.statement_id for each in placed}) == 1
        relations = {link.relation for each in placed for link in each.links}
        contradicts, answers = "contradicts" in relations, "answers" in relations
        told[not pair.same, pair.kind].append((joined == pair.same, contradicts, answers))
        expected = pair.same, pair.kind in CONTRADICTING, pair.kind in ANSWERING
        if errors and (joined, contradicts, answers) != expected:
            print(f"{pair.kind}: {pair.one.text} || {pair.other.text}")
    print("| kind | pairs | told right | contradicts | answers |\n|---|---|---|---|---|")
    for (other, kind), right in sorted(told.items()):
        shares = (mean(each) for each in zip(*right, strict=True))
        name = f"{kind}{' (not the same)' * other}"
        print(f"| {name} | {len(right)} | " + " | ".join(f"{each:.3f}" for each in shares) + " |")


def main() -> int:
    """Write the predictions."""
    parser = argparse.ArgumentParser(
        description=__doc__, allow_abbrev=False, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--folder", type=Path, help="a corpus of that form")
    parser.add_argument("--predictions", type=Path, help="the file to write")
    parser.add_argument("--made", type=Path, metavar="TEXTS", help="a folder of texts")
    parser.add_argument("--texts", type=int, default=100, help="how many of them (default: 100)")
    parser.add_argument(
        "--scale", type=int, nargs="*", metavar="N", help=f"the cost of N remembered ({SIZES})"
    )
    parser.add_argument(
        "--contents",
        type=int,
        default=CONTENTS,
        metavar="N",
        help=f"how many remembered statements have contents (default: {CONTENTS:,})",
    )
    parser.add_argument("--errors", action="store_true", help="print the pairs told wrong")
    parser.add_argument("--claims", choices=("own", "gold"), default="own")
    chosen = parser.parse_args()
    if chosen.scale is not None:
        measure(chosen.scale or SIZES, chosen.contents)
        return 0
    if chosen.made is not None:
        print_made(chosen.made, chosen.texts, errors=chosen.errors)
        return 0
    if chosen.folder is None or chosen.predictions is None:
        parser.error("give --folder and --predictions, --made or --scale")
    if not (chosen.folder / "texts").is_dir():
        print(f"bench.statements: {chosen.folder} has no folder texts", file=sys.stderr)
        return 2
    with chosen.predictions.open("w", encoding="utf-8") as out:
        for each in predictions(chosen.folder, chosen.claims == "gold"):
            out.write(json.dumps(each) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
