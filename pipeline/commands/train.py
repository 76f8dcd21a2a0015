"""``claimwire train``: train a classifier of attributions on annotated texts."""

import argparse
from pathlib import Path
from typing import Any

from claimwire.errors import RunFailed, UsageError


def add_parser(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "train",
        help="train a classifier of attributions on annotated texts",
        description="Train a classifier of attributions on annotated texts and write it for "
        "--claims_model. It drops claims that it judges wrong, adds some that the rules miss, and "
        "replaces their scores by its probabilities.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--corpus",
        required=True,
        type=Path,
        metavar="DIR",
        help="folder with text/NAME.txt and attributions/NAME_ANNOTATOR.ann (brat standoff)",
    )
    parser.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="MODEL",
        help="file to write the classifier to (JSON)",
    )
    parser.set_defaults(execute=execute)


def execute(chosen: argparse.Namespace) -> None:
    """Train, and print a summary.

    Raises:
        UsageError: if there are no annotated texts, too few of them, or no language model.
        RunFailed: if the model cannot be written.
    """
    from claimwire.language.parsing.loading import load_model  # noqa: PLC0415 - slow to import
    from claimwire.pipeline.training.train import train_on  # noqa: PLC0415

    if not chosen.out.parent.is_dir():
        raise UsageError(f"there is no folder {chosen.out.parent}. Check --out.")
    try:
        print(train_on(chosen.corpus, chosen.out, load_model()))  # noqa: T201 - the output
    except OSError as error:
        raise RunFailed(f"cannot write {chosen.out}: {error.strerror}.") from error
