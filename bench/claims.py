"""Accuracy of claims: scores the extractor on a folder of annotated articles.

    python -m bench.claims                      the table on the development articles
    python -m bench.claims --claims_model MODEL   the same, with a model of `claimwire train`
    python -m bench.claims --gum                recall of GUM's attribution relations
    python -m bench.claims --split train --calibration    what english/precision.toml holds
    python -m bench.claims --split train --settings       the same of complement_precision.toml

``bench.attribution_scores`` says what the figures of the table mean. The calibration prints, for
each rule and type of quotation, how many of its claims are right, which is where the column
``score`` comes from. A claim is right if an annotated content shares at least half of all words
of the two.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from spacy.language import Language

from bench.attribution_scores import matches, scores_of, table
from bench.attributions import AnnotatedText, Attribution, read_annotated
from bench.claims_gum import read_gum
from bench.corpora import CORPORA, is_absent
from claimwire.language.claims.complement_precision import LEAST, Setting
from claimwire.language.claims.find_claims import WordedClaim, find_worded_claims
from claimwire.language.claims.learning.linear_model import (
    ClaimsModel,
    ModelError,
    load_claims_model,
)
from claimwire.language.parsing.batches import read_texts
from claimwire.language.parsing.loading import load_model
from claimwire.language.parsing.models import DEFAULT_MODEL
from claimwire.language.reading import reading_of

_BATCH = 20
_FEWEST_FOR_A_BIN = 20
_FEWEST_OF_A_SETTING = 10
_PRIOR = 5

_HEAD = """\
# How many claims of each rule and type of quotation are right, measured with
# `python -m bench.claims --split train --calibration`; the column score of the table of claims.
# A table is a rule, a key a type of quotation; "all" stands for types too rare to measure. A claim
# is right if an annotated content shares at least half of all tokens of the two.
"""

_SETTINGS_HEAD = """\
# How many contents that are no clauses are right, by where their cue stands and who speaks,
# measured with `python -m bench.claims --split train --settings`. Settings that are not right
# more often than not give no claims.
# A table is a rule and the place of its cue: told (a main clause in the past), main (another main
# clause), beside (an adverbial clause), within (a clause about a noun or of another verb), bare (an
# infinitive), or noun and adjective for cues that are no verbs. A key is who speaks, an actor
# (somebody by name, office or pronoun) or other, and the size: quoted (in part), or short, middle
# and long (up to 3, up to 7, and more tokens).
"""


def main() -> int:
    """Score the extractor, or print its calibration.

    Returns:
        0, or 2 if the corpus or the model cannot be read.
    """
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--corpus", type=Path, default=CORPORA / "polnear")
    parser.add_argument("--split", default="dev", help="folder of the corpus to read")
    parser.add_argument("--spacy_model", default=DEFAULT_MODEL)
    parser.add_argument("--gum", action="store_true", help="score GUM's attribution relations")
    parser.add_argument("--gum_trees", type=Path, default=CORPORA / "gum-news" / "rst")
    parser.add_argument("--claims_model", help="model from `claimwire train`")
    parser.add_argument("--calibration", action="store_true", help="print precision by rule")
    parser.add_argument("--settings", action="store_true", help="print precision of complements")
    options = parser.parse_args()
    folder = options.gum_trees if options.gum else options.corpus / options.split
    if is_absent(folder):
        return 2
    try:
        model = None if options.claims_model is None else load_claims_model(options.claims_model)
    except ModelError as error:
        print(f"bench.claims: {error}", file=sys.stderr)
        return 2
    if options.gum:
        gold = read_gum(folder)
        print(_gum_table(gold, dict(find(load_model(options.spacy_model), gold, model))))
        return 0
    gold = read_annotated(folder)
    least = 0.0 if options.settings else LEAST
    found = dict(find(load_model(options.spacy_model), gold, model, least=least))
    if options.settings:
        print(_SETTINGS_HEAD + _settings(gold, found), end="")
        return 0
    if options.calibration:
        print(_HEAD + calibration(gold, found), end="")
        return 0
    print(table(scores_of(gold, attributions(found))))
    return 0


def _gum_table(gold: Mapping[str, AnnotatedText], found: dict[str, list[WordedClaim]]) -> str:
    total = cued = soft = 0
    for stem, text in gold.items():
        wanted = [text.tokens(claim.content) for claim in text.gold]
        got = [text.tokens(each.wording.content) for each in found[stem]]
        cues = frozenset().union(*(text.tokens(each.wording.cue) for each in found[stem]))
        total += len(wanted)
        cued += sum(bool(text.tokens(claim.cue) & cues) for claim in text.gold)
        soft += len(matches(wanted, got))
    return (
        f"relations {total}, cue found {cued / total:.1%}, content soft recall {soft / total:.1%}"
    )


def find(
    nlp: Language,
    gold: Mapping[str, AnnotatedText],
    model: ClaimsModel | None,
    *,
    least: float = LEAST,
) -> Iterator[tuple[str, list[WordedClaim]]]:
    """Yield the attributions of each document; claims with a parent are part of it."""
    stems = sorted(gold)
    for start in range(0, len(stems), _BATCH):
        batch = stems[start : start + _BATCH]
        for stem, doc in zip(batch, read_texts(nlp, [gold[s].text for s in batch]), strict=True):
            if isinstance(doc, Exception):
                raise doc
            claims = find_worded_claims(
                reading_of(doc), article_id=stem, run_id="bench", model=model, least=least
            )
            yield stem, [claim for claim in claims if claim.wording.content]


def attributions(found: Mapping[str, Sequence[WordedClaim]]) -> dict[str, list[Attribution]]:
    """Return what was found in each text as it is scored."""
    return {
        name: [
            Attribution(each.wording.source, each.wording.cue, each.wording.content)
            for each in claims
        ]
        for name, claims in found.items()
    }


def _right_numbers(text: AnnotatedText, claims: Sequence[WordedClaim]) -> frozenset[int]:
    """Which of the claims of a text share half of their tokens with an annotated one."""
    wanted = [text.tokens(claim.content) for claim in text.gold]
    got = [text.tokens(claim.wording.content) for claim in claims]
    return frozenset(number for _, number, _ in matches(wanted, got))


def _settings(gold: Mapping[str, AnnotatedText], found: dict[str, list[WordedClaim]]) -> str:
    right: dict[Setting, int] = defaultdict(int)
    total: dict[Setting, int] = defaultdict(int)
    by_rule: dict[str, list[bool]] = defaultdict(list)
    for stem, claims in found.items():
        matched = _right_numbers(gold[stem], claims)
        for number, each in enumerate(claims):
            if each.setting is not None:
                total[each.setting] += 1
                right[each.setting] += number in matched
                by_rule[each.setting[0]].append(number in matched)
    common = [each for each, count in total.items() if count >= _FEWEST_OF_A_SETTING]
    lines = []
    for rule, place in sorted({setting[:2] for setting in common}):
        lines += ["", f"[{rule}.{place}]"]
        usual = sum(by_rule[rule]) / len(by_rule[rule])
        for setting in sorted(each for each in common if each[:2] == (rule, place)):
            # Few cases say little against what is usual for the rule.
            share = (right[setting] + _PRIOR * usual) / (total[setting] + _PRIOR)
            lines.append(f"{setting[2]} = {share:.2f}  # of {total[setting]}")
    return "\n".join(lines) + "\n"


def calibration(gold: Mapping[str, AnnotatedText], found: dict[str, list[WordedClaim]]) -> str:
    """Return the share of right claims of each rule and type of quotation, as TOML."""
    right: dict[tuple[str, str], int] = defaultdict(int)
    total: dict[tuple[str, str], int] = defaultdict(int)
    for stem, claims in found.items():
        matched = _right_numbers(gold[stem], claims)
        for number, each in enumerate(claims):
            for quote_type in (each.claim.quote_type, "all"):
                total[each.claim.rule, quote_type] += 1
                right[each.claim.rule, quote_type] += number in matched
    lines = []
    for rule in sorted({rule for rule, _ in total}):
        lines += ["", f"[{rule}]"]
        for (name, quote_type), count in sorted(total.items()):
            if name == rule and (count >= _FEWEST_FOR_A_BIN or quote_type == "all"):
                # Laplace smoothing, so that few cases do not give certainty.
                precision = (right[name, quote_type] + 1) / (count + 2)
                lines.append(f"{quote_type} = {precision:.2f}  # of {count}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
