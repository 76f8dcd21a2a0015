"""A reading process stays under a gigabyte, whatever the text is."""

import subprocess
import sys

import pytest

_READ = """
import resource, sys
from claimwire.language.claims.find_claims import find_claims
from claimwire.language.parsing.batches import read_texts
from claimwire.language.parsing.loading import load_model
text = sys.stdin.read()
(doc,) = read_texts(load_model(), [text])
find_claims(doc, article_id="", run_id="")
print(len(doc), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
MEGABYTES = 1000


@pytest.mark.timeout(180)
@pytest.mark.parametrize("unit", ['" ! ? ; ', '"'])
def test_a_text_of_a_million_marks(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    done = subprocess.run(
        [sys.executable, "-c", _READ], input=text, capture_output=True, text=True, check=True
    )
    tokens, peak = map(int, done.stdout.split())
    assert tokens > 10_000
    assert peak < MEGABYTES
