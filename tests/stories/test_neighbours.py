from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.stories import candidates
from claimwire.stories.neighbours import neighbourhoods
from claimwire.stories.remembered_texts import Outline, Sought, outline


def test_linked_articles_share_a_name_that_is_the_least_identifier(prose, replaced, article):
    text = prose(1)
    articles = [
        article("a", text),
        article("b", replaced(text, 10)),
        article("short", "Talks resume."),
        article("equal", "Talks: resume!"),
        article("alone", prose(2)),
    ]
    groups = neighbourhoods(Sought.of(map(outline, articles)))
    ids = {each.site.removesuffix(".example"): each.article_id for each in articles}
    pairs = [{ids["a"], ids["b"]}, {ids["short"], ids["equal"]}]
    assert groups == {each: min(pair) for pair in pairs for each in pair}


def test_nothing_is_linked_to_empty_texts(article):
    articles = [article("a", ""), article("b", ""), article("c", "...")]
    assert neighbourhoods(Sought.of(map(outline, articles))) == {}


def test_no_articles():
    assert neighbourhoods(Sought.of([])) == {}


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=12), st.randoms())
@settings(max_examples=25)
def test_the_order_of_the_input_makes_no_difference(prose, replaced, plan, chance):
    signed = [
        Outline(f"{place:032x}", f"key {number}", bytes([number]) * 128)
        for place, (number, _) in enumerate(plan)
    ]
    shuffled = chance.sample(signed, len(signed))
    assert neighbourhoods(Sought.of(shuffled)) == neighbourhoods(Sought.of(signed))


def test_the_work_is_linear_in_equal_texts(article, prose, monkeypatch):
    """A story that a thousand outlets have is one signature to look for."""
    looked_up = []
    near = candidates.near

    def counted(many, few):
        looked_up.append(len(many) * len(few.signatures))
        return near(many, few)

    monkeypatch.setattr("claimwire.stories.neighbours.near", counted)
    one = outline(article("a", prose(1)))
    outlines = [Outline(f"{n:032x}", f"key {n}", one.signature) for n in range(1000)]
    groups = neighbourhoods(Sought.of(outlines))
    assert len(set(groups.values())) == 1
    assert len(groups) == 1000
    assert looked_up == [1]
