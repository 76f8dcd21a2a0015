import pytest

from claimwire.web.fetch_options import WebOptions


def test_user_agent_names_the_contact_only_if_there_is_one() -> None:
    assert WebOptions().user_agent == "claimwire/0.1"
    options = WebOptions(contact_url="https://example.org/bot")
    assert options.user_agent == "claimwire/0.1 (+https://example.org/bot)"
    assert options.robots_token == "claimwire"
    assert WebOptions(contact_url="mailto:bot@example.org").user_agent.endswith("example.org)")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("product", "two words"),
        ("product", "claimwire/0.1\r\nX: y"),
        ("product", ""),
        ("contact_url", "example.org"),
        ("contact_url", "https://example.org/a)b"),
        ("contact_url", "https://example.org/\r\nX: y"),
        ("contact_url", "mailto:nobody"),
        ("total_timeout_s", 0),
        ("total_timeout_s", float("nan")),
        ("connect_timeout_s", float("inf")),
        ("gap_s", -1),
        ("max_crawl_delay_s", -0.1),
        ("domain_patience_s", float("nan")),
        ("connections", 0),
        ("connections_per_domain", 0),
        ("in_flight", 0),
        ("unread_results", 0),
        ("max_redirects", -1),
    ],
)
def test_a_bad_value_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=name):
        WebOptions(**{name: value})


def test_zero_is_a_good_gap_and_redirect_cap() -> None:
    assert WebOptions(gap_s=0, max_redirects=0, max_crawl_delay_s=0, domain_patience_s=0).gap_s == 0
