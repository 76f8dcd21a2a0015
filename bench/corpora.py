"""The folder of the corpora on which accuracy is measured: see ``bench/README.md``."""

import os
import sys
from pathlib import Path

from claimwire.language.languages import languages

CORPORA = Path(
    os.environ.get("CLAIMWIRE_CORPORA") or Path(__file__).parents[2] / "shared" / "corpora"
)
"""Their folder: the environment variable ``CLAIMWIRE_CORPORA``, or beside the repository."""


def is_absent(corpus: Path) -> bool:
    """Whether a corpus is absent; a line on standard error says so then."""
    if corpus.exists():
        return False
    print(
        f"{corpus} is absent: bench/README.md says where to get it. Name the folder of all corpora "
        "by the environment variable CLAIMWIRE_CORPORA.",
        file=sys.stderr,
    )
    return True


def language_folders(corpus: Path) -> dict[str, Path]:
    """Return the folders of a corpus that are languages, by their ISO 639-1 codes."""
    return {code: corpus / code for code in languages() if (corpus / code).is_dir()}
