"""The memory of a process that reads does not depend on what it reads."""

import subprocess
import sys

import pytest

MOST_MB = 1_000
TEXTS = {
    "prose": "'The ministry said on Monday that talks in Geneva would go on. ' * 16_000",
    "marks": "'\"' * 1_000_000",
    "short words": "'a b c d ' * 62_000",
    "lines": "'He left.\\n' * 62_000",
}
READ = """
import resource, sys
from claimwire.language.claims.find_claims import find_claims
from claimwire.language.parsing.batches import read_texts
from claimwire.language.parsing.loading import load_model
from claimwire.language.reading import reading_of
for doc in read_texts(load_model(), [{text}]):
    if not isinstance(doc, Exception):
        find_claims(reading_of(doc), article_id="a", run_id="r")
    print(type(doc).__name__, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.faults
@pytest.mark.timeout(900)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_reading_stays_under_a_gigabyte_at_any_text(text: str) -> None:
    told = subprocess.run(
        [sys.executable, "-c", READ.format(text=text)], check=True, capture_output=True, text=True
    ).stdout
    assert int(told.split()[1]) < MOST_MB, told
