"""Whether a cue that is denied still attributes something."""

from claimwire.language.claims.contents import Content
from claimwire.language.claims.cues import Cue
from claimwire.language.claims.dependents import is_passive
from claimwire.language.claims.layout import Layout

_ATTITUDES = frozenset({"belief", "prediction"})
COMPLEMENT_RULES = frozenset({"object", "preposition", "gerund", "infinitive"})
"""Rules whose contents are no clauses."""


def may_attribute(layout: Layout, cue: Cue) -> bool:
    """Whether a cue can attribute something.

    It cannot if it is denied ("did not say"), or if it is passive and its subject is who is
    spoken to ("was told").
    """
    if cue.form != "verb":
        return True
    if cue.negated and cue.act not in _ATTITUDES and not cue.frames & {"object"}:
        return False
    return not (cue.object_is_addressee and is_passive(layout.doc[cue.token], layout.grammar))


def holds(cue: Cue, content: Content) -> bool:
    """Whether a cue attributes its content though it is denied.

    Who "did not condemn the strike" says something of it; who "did not confirm that it fell"
    does not say that it fell.
    """
    return not cue.negated or cue.act in _ATTITUDES or content.rule in COMPLEMENT_RULES
