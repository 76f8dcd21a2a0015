"""Subjects that parsers hang on the wrong verb."""

from collections.abc import Iterator

from spacy.tokens import Token

from claimwire.language.attachment.changes import Change
from claimwire.language.attachment.reporting_verbs import ReportingVerbs


def subject_of_clause(verbs: ReportingVerbs, verb: Token) -> Iterator[Change]:
    """Give a clause its subject: "added the collapse is by design".

    Parsers take the noun for an object of the verb before it, which takes a clause alone.
    """
    grammar = verbs.grammar
    clause = verbs.clause_after(verb)
    if (
        clause is None
        or verbs.subject(clause) is not None
        or verbs.tense(clause) is None
        or any(head.object_is_addressee for head in verbs.heads(verb))
        or not verbs.takes(verb, "clause")
    ):
        return
    first = clause.left_edge.i
    for child in verbs.children(verb):
        if child.dep_ in grammar.object and verb.i < child.i and child.right_edge.i + 1 == first:
            yield Change(child.i, clause.i, min(grammar.subject))


def inserted_clause(verbs: ReportingVerbs, verb: Token) -> Iterator[Change]:
    """Give a verb the subject before an insertion: "The king, asked whether …, replied".

    Parsers make the participle of the insertion the main verb, and what follows hangs on it.
    """
    grammar = verbs.grammar
    inserted = verb.head
    before = verb.left_edge.i - 1
    if (
        inserted.i >= before
        or verbs.subject(verb) is not None
        or verbs.tense(verb) is None
        or verb.doc[before].text != ","
        or inserted.tag_ not in grammar.past | grammar.past_participle
    ):
        return
    subject = verbs.subject(inserted)
    comma = inserted.i - 1
    if subject is None or verb.doc[comma].text != "," or subject.i >= comma:
        return
    if any(word.text == "," for word in verb.doc[subject.i : comma]):
        # The comma ends an apposition.
        return
    top = inserted.head.i if inserted.head.i != inserted.i else verb.i
    yield Change(verb.i, top, inserted.dep_)
    yield Change(inserted.i, subject.i, min(grammar.noun_clause))
    for child in inserted.children:
        belongs = child.i in (subject.i, before) or child.i < subject.left_edge.i
        if belongs or child.left_edge.i > verb.i:
            yield Change(child.i, verb.i, child.dep_)
