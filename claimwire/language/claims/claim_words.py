"""The words that the rules of claims ask for, from the lists of a language."""

import dataclasses
import functools
from collections.abc import Mapping
from typing import Any

from claimwire.language.languages import read_toml

Words = frozenset[str]


@dataclasses.dataclass(frozen=True, kw_only=True)
class ClaimWords:
    """Words by what they do in a sentence; all in lower case, verbs and nouns as lemmas.

    Attributes:
        complementizers: open the clause of what is said ("that").
        as_conjunctions: make "X, as the minister said" of a cue and its source.
        relative_pronouns: open a clause about a noun ("who").
        contrasts: set a clause beside another ("while").
        aftermath_verbs, aftermaths: make the writer's own "…, raising fears of a war".

        making_verbs: their subject makes the claim that is their object ("issue").
        arriving_verbs: so does theirs behind a preposition ("came to the conclusion").
        owner_prepositions: stand between a noun and whose claim it is.
        viewpoints: nouns that make a clause somebody's own ("in the minister's view").
        viewpoint_prepositions: stand before them there.
        linking_prepositions: may link a content to a verb or noun that no list has.
        likening_prepositions: stand before what somebody or something is seen as ("as").
        charging_prepositions: stand behind a passive before what somebody is accused of ("of").
        naming_pronouns: open a clause that names a thing ("what he called a massacre").
        surveys: nouns for counts of opinions ("poll").
        survey_prepositions: stand before them ("in a poll, most said").
        line_labels: label a line before a colon and name no speaker ("photo").
        line_openers: stand before the name on a line that names a speaker ("from").

        personal_objects: pronouns of a person as an object.
        goods: nouns for what is given, handed over or held.
        grounds: nouns for places that are held or attacked.

        setting_prepositions: may tell when or where something was said.
        duration_prepositions: do so before a time alone ("for years").
        times: nouns for times that name none ("time").
        occasions: nouns for where things are said ("rally").
        conversations: nouns for talks with somebody ("interview").
        conversation_prepositions: stand before these nouns.
        interlocutor_prepositions: stand before whom the speaker talks with.
        partner_prepositions: of these, behind which there is always somebody ("with").
        addressing_verbs: name who is spoken to behind a preposition ("say").
        addressee_prepositions: that preposition.
        clear_prepositions: of these, behind which there is always somebody ("to").
        demand_prepositions: stand before whom a demand is made of ("on").
        place_prepositions: stand before the place where something was said.
        listeners: are told things in company ("reporters").
        absolute: open a clause with a participle and a subject of its own ("with").
        speaking_verbs: of speech without a content ("speak").

        possible, obligation, future: auxiliaries that give a content this modality, as tokens
            or lemmas.
        hypothetical: those of what would be, in a quotation or with one of ``perfect_auxiliary``.
        possible_verbs, obligation_verbs: make a possibility or an obligation with an infinitive
            ("have").
        future_forms: make a future with an infinitive ("going").
        conditions: conjunctions that open a condition.
        concessions: stand before such a conjunction and make it a concession ("even").
        neither: first words of a row that is negated.
        nobody: negate a clause as its subject or object.
        measures: nouns by which something goes and that say nothing ("selon l'horaire").
        negative_determiners: negate a clause as an article of these ("no").
        first_person: subjects of verbs that do what they say.
        speaker_alone: subjects of what only the speaker has to do.
        speaker_pronouns: mean the speaker as subjects in indirect speech.
        imperative_auxiliary: of orders ("do").
        modals: auxiliaries that a learned model tells from others beside a cue.

        withheld: what an unnamed source asks to keep back ("anonymity").
        own_names: the same, where it is his own ("his name").
        naming_verbs: what such a source asks not to be done to him ("identify").

        question_words: open a clause that is asked or left open ("whether").
        anybody: pronouns that mean nobody in particular ("anyone").

        contesting_verbs: say that something is so or not, with "it" as well ("deny it").
        answering_verbs: these, and others that answer what somebody said ("reject that").
        demonstratives: pronouns that take up what was said ("that").
        sayings: nouns for what somebody said, and the acts of claims that they may mean; a claim
            whose cue or source is the same word is meant as well.

        misread_lemmas: lemmas that the parser makes of forms of other verbs, and the right ones.
        contractions: forms of prepositions, and the preposition that frames name ("au", "à").
    """

    complementizers: Words = frozenset()
    as_conjunctions: Words = frozenset()
    relative_pronouns: Words = frozenset()
    contrasts: Words = frozenset()
    aftermath_verbs: Words = frozenset()
    aftermaths: Words = frozenset()

    making_verbs: Words = frozenset()
    arriving_verbs: Words = frozenset()
    owner_prepositions: Words = frozenset()
    viewpoints: Words = frozenset()
    viewpoint_prepositions: Words = frozenset()
    linking_prepositions: Words = frozenset()
    likening_prepositions: Words = frozenset()
    charging_prepositions: Words = frozenset()
    naming_pronouns: Words = frozenset()
    surveys: Words = frozenset()
    survey_prepositions: Words = frozenset()
    line_labels: Words = frozenset()
    line_openers: Words = frozenset()

    personal_objects: Words = frozenset()
    goods: Words = frozenset()
    grounds: Words = frozenset()

    setting_prepositions: Words = frozenset()
    duration_prepositions: Words = frozenset()
    times: Words = frozenset()
    occasions: Words = frozenset()
    conversations: Words = frozenset()
    conversation_prepositions: Words = frozenset()
    interlocutor_prepositions: Words = frozenset()
    partner_prepositions: Words = frozenset()
    addressing_verbs: Words = frozenset()
    addressee_prepositions: Words = frozenset()
    clear_prepositions: Words = frozenset()
    demand_prepositions: Words = frozenset()
    place_prepositions: Words = frozenset()
    listeners: Words = frozenset()
    absolute: Words = frozenset()
    speaking_verbs: Words = frozenset()

    possible: Words = frozenset()
    obligation: Words = frozenset()
    future: Words = frozenset()
    hypothetical: Words = frozenset()
    perfect_auxiliary: Words = frozenset()
    possible_verbs: Words = frozenset()
    obligation_verbs: Words = frozenset()
    future_forms: Words = frozenset()
    conditions: Words = frozenset()
    concessions: Words = frozenset()
    neither: Words = frozenset()
    nobody: Words = frozenset()
    measures: Words = frozenset()
    negative_determiners: Words = frozenset()
    first_person: Words = frozenset()
    speaker_alone: Words = frozenset()
    speaker_pronouns: Words = frozenset()
    imperative_auxiliary: Words = frozenset()
    modals: Words = frozenset()
    withheld: Words = frozenset()
    own_names: Words = frozenset()
    naming_verbs: Words = frozenset()

    question_words: Words = frozenset()
    anybody: Words = frozenset()

    contesting_verbs: Words = frozenset()
    answering_verbs: Words = frozenset()
    demonstratives: Words = frozenset()
    sayings: Mapping[str, Words] = dataclasses.field(default_factory=dict)

    misread_lemmas: Mapping[str, str] = dataclasses.field(default_factory=dict)
    contractions: Mapping[str, str] = dataclasses.field(default_factory=dict)


@functools.cache
def claim_words(language: str) -> ClaimWords:
    """Read the words of a language, once per process.

    Args:
        language: ISO 639-1 code, such as ``Doc.lang_``.

    Raises:
        KeyError: if the language has no folder.
    """
    data = read_toml(language, "claim_words.toml")
    fields: dict[str, Any] = {
        name: data.pop(name, {}) for name in ("misread_lemmas", "contractions")
    }
    fields["sayings"] = {noun: frozenset(acts) for noun, acts in data.pop("sayings", {}).items()}
    fields |= {name: frozenset(words) for name, words in data.items()}
    return ClaimWords(**fields)
