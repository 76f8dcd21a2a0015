"""Link each stretch of a text to an entity or place, with an actor code and a confidence."""

import dataclasses
from collections.abc import Mapping

from claimwire.language.mentions.acting_governments import acts
from claimwire.language.mentions.actor_codes import Period, actor_code
from claimwire.language.mentions.context import Context
from claimwire.language.mentions.entity_ids import entity_id
from claimwire.language.mentions.known_entity import Knowledge, KnownEntity
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.place_kinds import DIVISION, kind_by_last_word
from claimwire.language.mentions.places import Place, load_places
from claimwire.language.mentions.stretches import Stretch
from claimwire.language.mentions.text_places import TextPlaces
from claimwire.language.mentions.tokens import Tokens
from claimwire.language.mentions.toponym_priors import Toponym
from claimwire.language.mentions.toponym_resolution import Resolved

_KINDS = {
    "country": "country",
    "continent": "region",
    "region": "region",
    "admin1": "region",
    "admin2": "region",
    "admin3": "region",
    "feature": "region",
    "site": "facility",
    "city": "city",
}
"""The kind of the table of entities for each of GeoNames' places."""

_SURE = 0.95
_AMBIGUOUS = 0.8
_BY_PATTERN = 0.85
_STEPS = 6
_PEOPLES = frozenset({"nationality", "group"})


class Linker:
    """Links the stretches of one text.

    Args:
        tokens: of the text.
        context: when and by whom it was published.
        knowledge: what is known of the world.
        tagged: the language model's entities, trimmed.
        known: the entities that the gazetteer or a pattern found, by where they stand.
        places: the places of the text, which are no known entities.
    """

    def __init__(
        self,
        tokens: Tokens,
        context: Context,
        knowledge: Knowledge,
        *,
        tagged: Mapping[Stretch, str],
        known: Mapping[Stretch, KnownEntity],
        places: TextPlaces,
    ) -> None:
        self._tokens = tokens
        self._context = context
        self._knowledge = knowledge
        self._tagged = tagged
        self._known = known
        self._places = places
        # The longest name that begins at a token: sorted, the last one to be set.
        self._leading = {stretch[0]: known[stretch] for stretch in sorted(known)}

    def mention(self, stretch: Stretch, *, nested: bool) -> Mention:
        """Return the mention of one stretch.

        Args:
            stretch: where.
            nested: whether it stands inside another.
        """
        label = self._tagged.get(stretch)
        if label not in self._knowledge.kinds:
            label = None
        toponym = self._places.toponyms.get(stretch)
        entity = self._known.get(stretch) if toponym is None else None
        place = self._places.resolved.get(toponym) if toponym is not None else None
        found = entity is not None or (toponym is not None and bool(toponym.candidates))
        first, last = stretch
        text = self._tokens.name(first, last)
        start = self._tokens.offsets[first]
        mention = Mention(
            start=start,
            end=start + len(text),
            first_token=first,
            last_token=last,
            sentence=self._tokens.sentences[first],
            text=text,
            label=label or (entity.label if entity else "GPE"),
            method="ner" if not found else "gazetteer" if label is None else "both",
            entity_id=None,
            name=None,
            kind="place",
            country=None,
            nested=nested,
        )
        if entity is not None:
            return self._of_entity(mention, entity)
        if place is not None:
            return _located(self._of_place(mention, place), place.place)
        kind = self._knowledge.kinds[label or "GPE"] if toponym is None else _unlinked_kind(toponym)
        if kind == "place":
            kind = kind_by_last_word(self._tokens, stretch) or kind
        return dataclasses.replace(mention, kind=kind, country=self._state_of(stretch, label))

    def _of_entity(self, mention: Mention, entity: KnownEntity) -> Mention:
        # A nationality is of people, who are not at the country's point.
        point = load_places().countries.get(entity.country or "")
        point = point if entity.kind == "country" else None
        score = _AMBIGUOUS if mention.text in self._knowledge.ambiguous else _SURE
        periods = entity.periods
        if not periods and self._are_people(mention, entity.kind):
            periods = (Period("CVL"),)
        linked = dataclasses.replace(
            mention,
            entity_id=entity.entity_id,
            name=entity.name,
            kind=entity.kind,
            country=entity.country,
            actor_code=self._code(entity.kind, entity.country, periods),
            score=_BY_PATTERN if entity.described else score,
            described=entity.described,
        )
        return _located(linked, point)

    def _of_place(self, mention: Mention, found: Resolved) -> Mention:
        place = found.place
        capital_of = self._knowledge.capitals.get(mention.text)
        country = place.country or None
        if place.kind == "country":
            return dataclasses.replace(
                mention,
                entity_id=f"country:{country}",
                name=self._knowledge.country_names.get(place.country, place.name),
                kind="country",
                country=country,
                actor_code=country,
                score=found.score,
            )
        is_capital = capital_of is not None and capital_of == place.country
        if is_capital and acts(self._tokens, mention.last_token - 1):
            return dataclasses.replace(
                mention,
                entity_id=f"government:{country}",
                name=f"Government of {self._knowledge.country_names[place.country]}",
                kind="government",
                country=country,
                actor_code=self._code("government", country, ()),
                score=min(found.score, _AMBIGUOUS),
            )
        return dataclasses.replace(
            mention,
            entity_id=_id(place),
            name=place.name,
            kind=_KINDS[place.kind],
            country=country,
            actor_code=actor_code(country, self._suffering(mention), None),
            score=found.score,
        )

    def _are_people(self, mention: Mention, kind: str) -> bool:
        """Whether a nationality is of people, and not of the state: "two Palestinians"."""
        tokens, grammar = self._tokens, self._tokens.grammar
        last = mention.last_token - 1
        if kind not in _PEOPLES:
            return False
        tag = tokens.parse[last].tag_
        if tag not in grammar.plural_noun and tag not in grammar.plural_name:
            return False
        # "The Palestinians agreed" are their leaders; a people without a state has none.
        definite = tokens.before(mention.first_token) in tokens.words.actors.definite
        return kind == "group" or not definite or not acts(tokens, last)

    def _suffering(self, mention: Mention) -> tuple[Period, ...]:
        """Civilians, where a town stands for them: "shelled Juba", "battles raged in Kyiv"."""
        violence = self._tokens.words.governments.violence
        done = self._tokens.grammar.object | self._tokens.grammar.subject
        token = self._tokens.parse[mention.last_token - 1]
        for _ in range(_STEPS):
            said = [token, *(child for child in token.children if child.dep_ in done)]
            if any(each.lemma_.lower() in violence for each in said):
                return (Period("CVL"),)
            if token.head.i == token.i:
                break
            token = token.head
        return ()

    def _code(self, kind: str, country: str | None, periods: tuple[Period, ...]) -> str | None:
        role = self._knowledge.roles.get(kind)
        held = periods or ((Period(role),) if role else ())
        return actor_code(country, held, self._context.published_on)

    def _state_of(self, stretch: Stretch, label: str | None) -> str | None:
        """The country whose name an organ of state starts with, as in "US State Department"."""
        leading = self._leading.get(stretch[0])
        last = self._tokens.texts[stretch[1] - 1]
        if label == "ORG" and leading and last in self._tokens.words.actors.state_bodies:
            return leading.country
        return None


def _unlinked_kind(toponym: Toponym) -> str:
    """The kind of a place whose name has several meanings in the text: "Springfield"."""
    if toponym.said:
        return "region" if toponym.said == DIVISION else "city"
    if toponym.cautious:
        return "place"
    if any("." in code for code in toponym.qualifiers):
        return "city"  # "Holliday, Missouri"
    kinds = {_KINDS[place.kind] for place in toponym.candidates}
    return kinds.pop() if len(kinds) == 1 else "place"


def _id(place: Place) -> str:
    if place.geonames_id:
        return f"geonames:{place.geonames_id}"
    # Names of places recur from country to country, as those of persons and bodies seldom do.
    return entity_id("place", place.name) + (f"@{place.country}" if place.country else "")


def _located(mention: Mention, place: Place | None) -> Mention:
    if place is None:
        return mention
    return dataclasses.replace(
        mention,
        latitude=place.latitude,
        longitude=place.longitude,
        radius_km=place.radius_km,
        geonames_id=place.geonames_id or None,
    )
