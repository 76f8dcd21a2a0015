"""Records with all fields filled in, of which a test names only those that matter to it."""

import dataclasses
from datetime import UTC, datetime
from typing import Any

from claimwire.schemas.actors import Actor
from claimwire.schemas.articles import Article
from claimwire.schemas.claims import Claim, Span
from claimwire.schemas.entities import Entity
from claimwire.schemas.feeds import Poll, PollOutcome
from claimwire.schemas.flow import Entry, Feed, Tick
from claimwire.schemas.keys import stable_id
from claimwire.schemas.rejections import Reason, Rejection, Stage
from claimwire.schemas.sightings import Sighting
from claimwire.schemas.statements import (
    KEYS_LENGTH,
    RepresentingReport,
    Statement,
    StatementReport,
)

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
RUN = "run1"
FEED = "https://news.example/feed"
URL = "https://news.example/story"


def an_article(**changes: Any) -> Article:
    article = Article(
        article_id=stable_id(changes.get("canonical_url", URL)),
        url=URL,
        canonical_url=URL,
        site="news.example",
        feed_url=FEED,
        title="Talks resume",
        authors=[],
        language="en",
        published_at=None,
        published_raw=None,
        published_source="none",
        first_seen_at=NOW,
        fetched_at=NOW,
        http_status=200,
        text="Talks resumed on Monday, the ministry said.",
        text_source="page",
        text_key=stable_id("talks"),
        word_count=7,
        near_copy_signature=None,
        story_id=None,
        copy_of=None,
        copy_score=None,
        run_id=RUN,
    )
    return dataclasses.replace(article, **changes)


def an_entry(**changes: Any) -> Entry:
    url = changes.get("url", URL)
    entry = Entry(
        article_id=stable_id(url),
        url=url,
        canonical_url=url,
        feed=Feed(url=FEED),
        guid=None,
        title="Talks resume",
        authors=[],
        published_raw=None,
        published_at=None,
        text="",
        seen_at=NOW,
        run_id=RUN,
    )
    return dataclasses.replace(entry, **changes)


def a_sighting(**changes: Any) -> Sighting:
    sighting = Sighting(
        article_id=stable_id(URL),
        feed_url=FEED,
        guid=None,
        url=URL,
        title="Talks resume",
        published_raw=None,
        seen_at=NOW,
        run_id=RUN,
    )
    return dataclasses.replace(sighting, **changes)


def a_rejection(**changes: Any) -> Rejection:
    rejection = Rejection(
        stage=Stage.FETCH.value,
        reason=Reason.TIMEOUT.value,
        url=URL,
        feed_url=FEED,
        article_id=stable_id(URL),
        detail="no answer within 30 s",
        retryable=True,
        attempt=1,
        occurred_at=NOW,
        run_id=RUN,
    )
    return dataclasses.replace(rejection, **changes)


def a_poll(**changes: Any) -> Poll:
    poll = Poll(
        feed_url=FEED,
        polled_at=NOW,
        outcome=PollOutcome.READ.value,
        http_status=200,
        etag=None,
        last_modified=None,
        body_key=None,
        entries=3,
        new_entries=0,
        failures=0,
        next_due_at=NOW,
        moved_to=None,
        title=None,
        error=None,
        run_id=RUN,
    )
    return dataclasses.replace(poll, **changes)


def a_tick(**changes: Any) -> Tick:
    return dataclasses.replace(Tick(at=NOW, run_id=RUN), **changes)


def a_claim(**changes: Any) -> Claim:
    """What the ministry says in the text of ``an_article``."""
    article_id = changes.get("article_id", stable_id(URL))
    claim = Claim(
        claim_id=stable_id("claim", article_id),
        article_id=article_id,
        sentence=0,
        quote_type="indirect",
        text="Talks resumed on Monday",
        spans=[Span(0, 23)],
        speaker_text="the ministry",
        speaker_start=25,
        speaker_end=37,
        speaker_name="ministry",
        speaker_entity_id=None,
        speaker_kind="government",
        speaker_role=None,
        speaker_affiliation=None,
        speaker_country=None,
        addressee=None,
        cue="said",
        cue_lemma="say",
        cue_start=38,
        cue_end=42,
        act="statement",
        negated=False,
        modality="asserted",
        said_on=None,
        times=[],
        about=[],
        score=0.76,
        rule="parenthetical",
        run_id=RUN,
        parent_id=None,
        relation=None,
        speaker_score=None,
        said_in=None,
        joint_speakers=None,
        text_resolved=None,
    )
    return dataclasses.replace(claim, **changes)


def a_statement(**changes: Any) -> Statement:
    """What ``a_claim`` reports, which nobody else does."""
    claim = a_claim()
    statement = Statement(
        statement_id=claim.claim_id,
        language="en",
        text=claim.text,
        claim_id=claim.claim_id,
        article_id=claim.article_id,
        speaker_text="the ministry",
        speaker_name="ministry",
        speaker_entity_id=None,
        speaker_entity_ids=[],
        speaker_kind="government",
        speaker_role=None,
        speaker_affiliation=None,
        speaker_country=None,
        act="statement",
        said_on=None,
        first_seen_at=NOW,
        site="news.example",
        reports=[
            StatementReport(
                claim.claim_id, claim.article_id, "news.example", NOW, None, 0, claim.text, 1.0
            )
        ],
        contradicts=[],
        answers=[],
        statement_keys=bytes(KEYS_LENGTH),
        run_id=RUN,
        represented_by=[
            RepresentingReport(
                claim.claim_id,
                "the ministry",
                "ministry",
                None,
                [],
                "government",
                None,
                None,
                "statement",
                None,
            )
        ],
    )
    return dataclasses.replace(statement, **changes)


def an_entity(**changes: Any) -> Entity:
    """The ministry in the text of ``an_article``."""
    article_id = changes.get("article_id", stable_id(URL))
    entity = Entity(
        article_id=article_id,
        mention_id=stable_id("mention", article_id),
        sentence=0,
        start=29,
        end=37,
        text="ministry",
        label="ORG",
        entity_id=None,
        name=None,
        kind="ministry",
        country=None,
        latitude=None,
        longitude=None,
        geonames_id=None,
        wikidata_id=None,
        actor_code=None,
        score=None,
        method="ner",
        run_id=RUN,
    )
    return dataclasses.replace(entity, **changes)


def an_actor(**changes: Any) -> Actor:
    """The ministry of ``an_entity``, named by one article."""
    actor = Actor(
        actor_id="ministry:AFG",
        kind="ministry",
        name="Ministry",
        names=["ministry"],
        roles=[],
        affiliation=None,
        country=None,
        countries=[],
        articles=1,
        first_day=NOW.date(),
        last_day=NOW.date(),
        wikidata_id=None,
        office_keys=[],
        run_id=RUN,
    )
    return dataclasses.replace(actor, **changes)
