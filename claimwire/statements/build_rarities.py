"""Make English's ``rarities.csv`` from the frequencies of words that symspellpy ships.

``python -m claimwire.statements.build_rarities`` prints it; it needs symspellpy (MIT), whose list
has the words of SCOWL with their counts in Google Books Ngrams (CC BY 3.0).
"""

import csv
import importlib.metadata
import importlib.util
import math
import sys
from collections import Counter
from pathlib import Path

from claimwire.statements.language_words import language_words

_FILE = "frequency_dictionary_en_82_765.txt"
_COMMONEST = 20_000
"""Words beyond are as rare as names, and need no row."""

_HEADER = """\
# How rare English words are.
# stem: as claimwire.statements.language_words.stem gives it, from the 20,000 commonest words.
# rarity: negative decimal logarithm of the stem's share of all words.
# Source: symspellpy {version} (MIT), {file}: words of SCOWL with their counts in Google
# Books Ngrams (CC BY 3.0). Made by: python -m claimwire.statements.build_rarities
"""


def main() -> None:
    """Write the file to standard output."""
    found = importlib.util.find_spec("symspellpy")
    words = language_words("en")
    if found is None or found.origin is None or words is None:
        sys.exit("build_rarities: symspellpy is not installed: pip install symspellpy")
    version = importlib.metadata.version("symspellpy")
    lines = Path(found.origin).with_name(_FILE).read_text(encoding="utf-8-sig").splitlines()
    counts = {word: int(count) for word, count in map(str.split, lines)}
    every = sum(counts.values())
    stems = Counter[str]()
    for word, count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:_COMMONEST]:
        stems[words.stem(word)] += count
    sys.stdout.write(_HEADER.format(version=version, file=_FILE))
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["stem", "rarity"])
    for stem, count in sorted(stems.items()):
        writer.writerow([stem, f"{-math.log10(count / every):.1f}"])


if __name__ == "__main__":
    main()
