"""The file: what it may do, and that nothing of a feed becomes a part of it."""

import base64
import gzip
import hashlib
import json
import re
from typing import Any

import pytest

from claimwire.pipeline.report.content import report_content
from claimwire.pipeline.report.page import render_page
from claimwire.pipeline.report.rows import Choice, read_rows
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.claims import CLAIMS
from tests.fakes.rows import a_claim, an_article
from tests.fakes.runs import publish_rows
from tests.fakes.store import MemoryStore

HOSTILE = "</script><script>alert(1)</script><!-- $policy ${data} \u202e\x07 ]]>"


def rendered(**changes: Any) -> str:
    store = MemoryStore()
    publish_rows(store, {ARTICLES: [an_article(**changes)], CLAIMS: [a_claim()]})
    return render_page(report_content(read_rows(store, Choice()), Choice(), {})).decode()


@pytest.fixture(scope="module")
def page() -> str:
    text = HOSTILE + "Talks resumed on Monday, the ministry said."
    return rendered(title=HOSTILE, url="javascript:alert(1)", site=HOSTILE, text=text)


def test_nothing_of_a_feed_is_written_as_html(page: str) -> None:
    assert "alert(1)" not in page
    (packed,) = re.findall('<script type="text/plain" id="data">(.*?)</script>', page)
    report = json.loads(gzip.decompress(base64.b64decode(packed)))["report"]
    assert report["articles"]["title"] == [HOSTILE]
    assert report["articles"]["url"] == [None]


def test_only_its_own_scripts_may_run_and_nothing_be_loaded(page: str) -> None:
    (policy,) = re.findall('http-equiv="Content-Security-Policy" content="(.*?)"', page)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    scripts = re.findall("<script>(.*?)</script>", page, re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(each.encode()).digest()) for each in scripts]
    assert rules["script-src"].split() == [f"'sha256-{digest.decode()}'" for digest in digests]
    assert set(rules) == {"default-src", "script-src", "style-src", "base-uri", "form-action"}
    written = re.sub("<script.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r"<(link|iframe|img|object|embed|base)\b|\ssrc=|\sonclick=", written)


def test_equal_tables_make_equal_files() -> None:
    assert rendered() == rendered()
