"""What a rejection says of what it is about."""

import dataclasses

import pytest

from claimwire.rejecting import (
    Subject,
    of_article,
    of_entry,
    of_feed,
    of_poll,
    of_sighting,
)
from claimwire.schemas.flow import Feed, Tick
from claimwire.schemas.rejections import Reason, Stage
from tests.fakes.rows import FEED, NOW, RUN, URL, a_poll, a_sighting, an_article, an_entry

SUBJECTS = [
    (of_feed(Feed(url=FEED), Tick(NOW, RUN)), FEED),
    (of_poll(a_poll()), FEED),
    (of_entry(an_entry()), URL),
    (of_entry(an_entry(url="")), None),
    (of_article(an_article()), URL),
    (of_article(an_article(url="")), None),
    (of_sighting(a_sighting(url=URL)), URL),
    (of_sighting(a_sighting(url=None)), None),
]


@pytest.mark.parametrize(("subject", "url"), SUBJECTS)
def test_what_is_not_known_is_null(subject: Subject, url: str | None) -> None:
    rejection = subject.reject(Stage.RECOGNISE, Reason.BAD_URL, "why")
    assert rejection.url == url
    assert "" not in dataclasses.astuple(rejection)
    assert (rejection.feed_url, rejection.run_id, rejection.occurred_at) == (FEED, RUN, NOW)


def test_an_unforeseen_error_names_its_place() -> None:
    try:
        raise ArithmeticError("half a pair: \ud800")
    except ArithmeticError as error:
        rejection = SUBJECTS[0][0].unexpected(Stage.POLL, error)
    assert rejection.reason == Reason.UNEXPECTED
    assert rejection.detail is not None
    assert rejection.detail.startswith("ArithmeticError at test_rejecting.py:")
    assert rejection.detail.endswith("half a pair: \ufffd")
