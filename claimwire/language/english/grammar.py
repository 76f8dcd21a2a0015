"""The labels of spaCy's English pipelines: ClearNLP dependencies, Penn Treebank tags and names.

The kinds of names are those of OntoNotes.

Source: spaCy's glossary (``spacy.explain``) and
https://github.com/clir/clearnlp-guidelines/blob/master/md/specifications/dependency_labels.md.
"""

from claimwire.language.grammar import Grammar

ENGLISH = Grammar(
    subject=frozenset({"nsubj"}),
    passive_subject=frozenset({"nsubjpass"}),
    object=frozenset({"dobj"}),
    recipient=frozenset({"dative", "iobj"}),
    agent=frozenset({"agent"}),
    preposition=frozenset({"prep"}),
    prepositional_object=frozenset({"pobj"}),
    prepositional_clause=frozenset({"pcomp"}),
    clause=frozenset({"ccomp"}),
    open_clause=frozenset({"xcomp"}),
    adverbial_clause=frozenset({"advcl"}),
    relative_clause=frozenset({"relcl"}),
    noun_clause=frozenset({"acl"}),
    loose_clause=frozenset({"parataxis"}),
    predicate_adjective=frozenset({"acomp"}),
    apposition=frozenset({"appos"}),
    possessor=frozenset({"poss"}),
    compound=frozenset({"compound"}),
    adjective=frozenset({"amod"}),
    determiner=frozenset({"det"}),
    conjunct=frozenset({"conj"}),
    marker=frozenset({"mark"}),
    negation=frozenset({"neg"}),
    auxiliary=frozenset({"aux"}),
    passive_auxiliary=frozenset({"auxpass"}),
    particle=frozenset({"prt"}),
    adverb=frozenset({"advmod"}),
    noun_adverbial=frozenset({"npadvmod"}),
    predicate_noun=frozenset({"attr"}),
    object_predicate=frozenset({"oprd"}),
    noun_modifier=frozenset({"nmod"}),
    interjection=frozenset({"intj"}),
    unclassified=frozenset({"dep"}),
    root=frozenset({"ROOT"}),
    singular_noun=frozenset({"NN"}),
    plural_noun=frozenset({"NNS"}),
    plural_name=frozenset({"NNPS"}),
    any_verb=frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"}),
    past_participle=frozenset({"VBN"}),
    gerund=frozenset({"VBG"}),
    past=frozenset({"VBD"}),
    present_third=frozenset({"VBZ"}),
    present=frozenset({"VBP"}),
    infinitive_marker=frozenset({"TO"}),
    bare_form=frozenset({"VB"}),
    modal=frozenset({"MD"}),
    finite=frozenset({"VBD", "VBZ", "VBP", "MD", "PRP", "WP", "WDT"}),
    possessive_marker=frozenset({"POS"}),
    pronoun=frozenset({"PRP", "WP", "DT", "WDT"}),
    plain_adverb=frozenset({"RB"}),
    date_name=frozenset({"DATE"}),
    time_name=frozenset({"TIME"}),
)
