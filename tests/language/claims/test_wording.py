"""The words of an attribution, as annotators mark them."""

from spacy.language import Language

from claimwire.language.claims.find_claims import find_worded_claims
from claimwire.language.claims.wording import Wording
from claimwire.language.reading import reading_of


def test_each_attribution_is_worded_once_and_whole(nlp: Language) -> None:
    text = "“We will win,” the minister, who did not go, had also said. “It is over for them.”"
    found = find_worded_claims(reading_of(nlp(text)), article_id="a", run_id="r")
    worded, continued = found

    def words(part: str) -> list[str]:
        return [text[start:end] for start, end in getattr(worded.wording, part)]

    assert words("source") == ["the minister, who did not go"]
    assert words("cue") == ["had also said"]
    assert words("content") == ["“We will win,”", "“It is over for them.”"]
    assert continued.claim.parent_id == worded.claim.claim_id
    assert continued.wording == Wording()
