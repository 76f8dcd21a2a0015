import itertools
from datetime import timedelta

import pytest

from claimwire.recognition.known_candidates import Trace
from claimwire.recognition.standing import Standing, Verdict, judge
from tests.fakes.rows import NOW

LATER = NOW + timedelta(hours=1)

ARTICLE = Trace("articles", "a")
SIGHTED = Trace("sightings", "a", LATER)
MOVED = Trace("sightings", "canonical", NOW)
MOVED_LATER = Trace("sightings", "another", LATER)
WAITING = Trace("rejections", "a", LATER, 2, retryable=True)
WAITING_THERE = Trace("rejections", "canonical", NOW, 3, retryable=True)
SETTLED = Trace("rejections", "a", NOW, 1)
FORGOTTEN = Trace("rejections", "a", NOW, 1, forgotten=True)


@pytest.mark.parametrize(
    ("traces", "verdict"),
    [
        ([], Verdict(Standing.NEW, "a", 1)),
        ([ARTICLE], Verdict(Standing.KNOWN, "a")),
        ([ARTICLE, SIGHTED, WAITING], Verdict(Standing.KNOWN, "a")),
        # The article is older than the look-back, but its feed still shows it.
        ([SIGHTED], Verdict(Standing.KNOWN, "a")),
        # Its page named another canonical URL.
        ([MOVED, SIGHTED, SETTLED], Verdict(Standing.KNOWN, "canonical")),
        ([MOVED, ARTICLE], Verdict(Standing.KNOWN, "canonical")),
        ([MOVED, MOVED_LATER], Verdict(Standing.KNOWN, "another")),
        ([SIGHTED, WAITING], Verdict(Standing.WAITING, "a", 3)),
        ([SIGHTED, SETTLED], Verdict(Standing.SETTLED, "a", 2)),
        # An older version made another identifier of the address, and no article yet.
        ([MOVED, WAITING_THERE], Verdict(Standing.WAITING, "a", 4)),
        ([MOVED, WAITING_THERE, WAITING], Verdict(Standing.WAITING, "a", 3)),
        ([MOVED, WAITING_THERE, ARTICLE], Verdict(Standing.KNOWN, "a")),
        ([MOVED_LATER, WAITING_THERE], Verdict(Standing.KNOWN, "another")),
        # What was removed on demand stays so, whatever else is known.
        ([FORGOTTEN], Verdict(Standing.FORGOTTEN, "a")),
        ([FORGOTTEN, WAITING, SIGHTED], Verdict(Standing.FORGOTTEN, "a")),
        ([FORGOTTEN, MOVED_LATER], Verdict(Standing.FORGOTTEN, "a")),
        # The last rejection counts.
        ([SETTLED, WAITING], Verdict(Standing.WAITING, "a", 3)),
    ],
)
def test_what_the_tables_know_is_weighed(traces: list[Trace], verdict: Verdict) -> None:
    for ordered in itertools.permutations(traces):
        assert judge("a", ordered) == verdict
