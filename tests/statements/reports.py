"""Reports for tests: what somebody said in an article of some hour."""

from datetime import UTC, datetime, timedelta

from claimwire.statements.claim_content import content_of
from claimwire.statements.report_comparison import Report
from claimwire.statements.speaker_ties import Speaker

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def speaker(
    name: str = "",
    body: str = "",
    *,
    ids: tuple[str, ...] = (),
    country: str | None = None,
    words: str = "",
    of_media: bool = False,
    speaks_for: bool = False,
    field: str = "",
) -> Speaker:
    return Speaker(
        ids=frozenset(ids),
        person=tuple(name.lower().split()),
        body=frozenset(body.lower().split()),
        country=country,
        of_state=country is not None,
        words=tuple(words.lower().split()),
        of_media=of_media,
        speaks_for=speaks_for,
        fields=frozenset(field.split()),
        tells_body=bool(body),
    )


MINISTER = speaker("Anna Berg")


def report(
    text: str,
    article: str = "a",
    *,
    by: Speaker = MINISTER,
    hours: float = 0,
    act: str = "statement",
    start: int = 0,
    language: str = "en",
) -> Report:
    return Report(
        claim_id=f"{article}-{start:04}",
        article_id=article,
        seen_at=NOON + timedelta(hours=hours),
        published_at=None,
        start=start,
        language=language,
        said_on=None,
        act=act,
        speaker=by,
        content=content_of(text, language),
    )
