import tomllib
from pathlib import Path

import pytest
from lxml import etree

import claimwire.feeds.formats.vocabulary as module
from claimwire.feeds.formats.vocabulary import attribute, local_name, name_of, plain


@pytest.mark.parametrize(
    ("tag", "own", "name"),
    [
        ("item", "", "item"),
        ("ITEM", "", "item"),
        ("{http://www.w3.org/2005/Atom}entry", "", "entry"),
        ("{HTTPS://purl.org/dc/elements/1.1}creator", "", "dc:creator"),
        ("{https://www.rssboard.org/media-rss}title", "", "media:title"),
        ("{urn:x}title", "", ""),
        ("{urn:x}title", "urn:x", "title"),
    ],
)
def test_names(tag: str, own: str, name: str) -> None:
    assert name_of(etree.Element(tag), own) == name


def test_a_prefix_that_is_not_declared_means_the_usual_vocabulary() -> None:
    root = etree.fromstring("<a><dc:date/><x:date/></a>", etree.XMLParser(recover=True))
    assert [name_of(each) for each in root] == ["dc:date", ""]
    assert [local_name(each) for each in root] == ["date", "date"]


def test_what_is_no_element_has_no_name() -> None:
    assert name_of(etree.Comment("x")) == ""


def test_attributes_in_any_case() -> None:
    element = etree.fromstring('<a HREF="x" isPermaLink="false"/>')
    assert attribute(element, "href") == "x"
    assert attribute(element, "ispermalink") == "false"
    assert attribute(element, "rel") is None


def test_the_data_is_written_as_it_is_compared() -> None:
    path = Path(module.__file__).with_name("vocabularies.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    listed = [*data["core"], *(each for group in data["extensions"].values() for each in group)]
    assert len(listed) == len(set(listed))
    assert [plain(each) for each in listed] == listed
    assert data["core"] == sorted(data["core"])
