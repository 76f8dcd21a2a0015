"""The component that mends the attachments of reporting verbs."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token

from claimwire.language.attachment.changes import Change, changed
from claimwire.language.attachment.clauses_in_a_row import clause_apart, report_apart
from claimwire.language.attachment.lost_subjects import inserted_clause, subject_of_clause
from claimwire.language.attachment.reporting_verbs import ReportingVerbs
from claimwire.language.attachment.second_cues import second_cue
from claimwire.language.languages import is_parsed

ATTACHMENT = "attachment"
"""Name of the component."""

_RULES = (inserted_clause, clause_apart, report_apart, second_cue, subject_of_clause)


@Language.component(ATTACHMENT)
def mend_attachment(doc: Doc) -> Doc:
    """Mend the parse around reporting verbs; a text in another language stays as it is."""
    if not is_parsed(doc.lang_) or not doc.has_annotation("DEP"):
        return doc
    return changed(doc, _changes(ReportingVerbs(doc)))


def _changes(verbs: ReportingVerbs) -> Iterator[Change]:
    for verb in verbs:
        yield from _first(verbs, verb)


def _first(verbs: ReportingVerbs, verb: Token) -> list[Change]:
    """The changes of the first rule that has any for a verb."""
    for rule in _RULES:
        if changes := list(rule(verbs, verb)):
            return changes
    return []
