"""What each stretch of a text names: entity, place, actor code, and how sure that is."""

import collections
import dataclasses

from spacy.tokens import Doc

from claimwire.language.mentions.actor_codes import Period, actor_code
from claimwire.language.mentions.context import Context
from claimwire.language.mentions.known_entities import Knowledge, KnownEntity
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.place_hints import acts, words
from claimwire.language.mentions.place_names import name_key
from claimwire.language.mentions.places import Place, load_places
from claimwire.language.mentions.toponym_resolution import Evidence, Resolved, Toponym, resolve
from claimwire.language.mentions.toponyms import Stretch, Toponyms

_KINDS = {
    "country": "country",
    "continent": "region",
    "region": "region",
    "admin1": "region",
    "admin2": "region",
    "city": "city",
}
_QUALIFYING = frozenset({",", "("})
_LEADING = _QUALIFYING | {"in"}
_DIRECTIONS = frozenset({"the", "northern", "southern", "eastern", "western", "central"})
_SURE = 0.95
_AMBIGUOUS = 0.8
_BY_PATTERN = 0.85
_QUALIFIED = 0.95
_STEPS = 6
_PEOPLES = frozenset({"nationality", "group"})
_PLURALS = frozenset({"NNS", "NNPS"})


class Linker:
    """Links the stretches of one text.

    Args:
        doc: the text.
        context: when and by whom it was published.
        knowledge: what is known of the world.
        known: the entities of the stretches that the gazetteer or a pattern found.
        toponyms: the names of places.
    """

    def __init__(
        self,
        doc: Doc,
        context: Context,
        knowledge: Knowledge,
        known: dict[Stretch, KnownEntity],
        toponyms: Toponyms,
    ) -> None:
        self._doc = doc
        self._context = context
        self._knowledge = knowledge
        self._known = known
        self._toponyms = toponyms
        self._toponym_at: dict[Stretch, Toponym] = {}
        self._resolved: dict[Toponym, Resolved] = {}
        # The longest name that begins at a token: sorted, the last one to be set.
        self._leading = {first: entity for (first, _), entity in sorted(known.items(), key=_place)}

    def resolve(self, stretches: list[Stretch], places: set[Stretch]) -> None:
        """Resolve the places among the stretches together; they must be in order."""
        behind = {stretch[0]: stretch for stretch in stretches}
        self._give_up_countries(stretches, behind)
        for stretch in stretches:
            if stretch not in places or stretch in self._known:
                continue
            text = self._text(stretch)
            candidates = tuple(self._toponyms.named(text))
            qualifiers = self._qualifiers(stretch, behind)
            cautious = text in self._knowledge.ambiguous
            if cautious:
                # As a country it was found wanting already.
                candidates = tuple(place for place in candidates if place.kind != "country")
            self._toponym_at[stretch] = Toponym(text, candidates, qualifiers, cautious)
        countries = collections.Counter(
            entity.country for entity in self._known.values() if entity.country
        )
        self._resolved = resolve(
            self._toponym_at.values(),
            Evidence(countries, self._context.home, self._knowledge.capitals),
        )
        self._spread()

    def _give_up_countries(self, stretches: list[Stretch], behind: dict[int, Stretch]) -> None:
        """The town of "Lebanon, Pennsylvania" is no country, nor is it further on."""
        for stretch in stretches:
            entity = self._known.get(stretch)
            if entity is None or entity.kind != "country":
                continue
            qualifiers = self._qualifiers(stretch, behind, strict=True)
            if any("." in code for code in qualifiers) and (
                inside := self._inside(self._text(stretch), qualifiers)
            ):
                del self._known[stretch]
                self._toponym_at[stretch] = Toponym(self._text(stretch), inside, qualifiers)

    def _inside(self, name: str, qualifiers: tuple[str, ...]) -> tuple[Place, ...]:
        return tuple(place for place in self._toponyms.named(name) if place.admin1 in qualifiers)

    def _spread(self) -> None:
        """A name once qualified keeps its sense: "Lebanon, Pa." makes "Lebanon" that town."""
        qualified = {
            toponym.name: found for toponym, found in self._resolved.items() if toponym.qualifiers
        }
        for toponym in self._toponym_at.values():
            if not toponym.qualifiers and toponym.name in qualified:
                self._resolved[toponym] = qualified[toponym.name]

    def mention(
        self, stretch: Stretch, label: str | None, sentence: int, *, nested: bool
    ) -> Mention:
        """Describe one stretch.

        Args:
            stretch: where.
            label: the language model's type, if it found the same stretch.
            sentence: number of its sentence.
            nested: whether it stands inside another.
        """
        span = self._doc[stretch[0] : stretch[1]]
        if label not in self._knowledge.kinds:
            label = None
        entity = self._known.get(stretch)
        toponym = self._toponym_at.get(stretch)
        place = self._resolved.get(toponym) if toponym is not None else None
        found = entity is not None or (toponym is not None and bool(toponym.candidates))
        mention = Mention(
            start=span.start_char,
            end=span.end_char,
            first_token=stretch[0],
            last_token=stretch[1],
            sentence=sentence,
            text=span.text,
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
        kind = "place" if toponym is not None else self._knowledge.kinds[label or "GPE"]
        return dataclasses.replace(mention, kind=kind, country=self._state_of(stretch, label))

    def _of_entity(self, mention: Mention, entity: KnownEntity) -> Mention:
        # A nationality is of people, who are not at the country's point.
        point = load_places().countries.get(entity.country or "")
        point = point if entity.kind == "country" else None
        score = _AMBIGUOUS if mention.text in self._knowledge.ambiguous else _SURE
        described = entity.described
        if described:
            score = _BY_PATTERN
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
            score=score,
            described=described,
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
        if capital_of == place.country and capital_of and acts(self._doc[mention.last_token - 1]):
            return dataclasses.replace(
                mention,
                entity_id=f"government:{country}",
                name=f"Government of {self._knowledge.country_names[capital_of]}",
                kind="government",
                country=country,
                actor_code=self._code("government", country, ()),
                score=min(found.score, _AMBIGUOUS),
            )
        return dataclasses.replace(
            mention,
            entity_id=f"geonames:{place.geonames_id}",
            name=place.name,
            kind=_KINDS[place.kind],
            country=country,
            actor_code=actor_code(country, self._suffering(mention), None),
            score=found.score,
        )

    def _are_people(self, mention: Mention, kind: str) -> bool:
        """Whether a nationality is of people, and not of the state: "two Palestinians"."""
        tag = self._doc[mention.last_token - 1].tag_
        if kind not in _PEOPLES or tag not in _PLURALS:
            return False
        before = self._doc[mention.first_token - 1].lower_ if mention.first_token else ""
        # "The Palestinians agreed" are their leaders; a people without a state has none.
        return kind == "group" or before != "the" or not acts(self._doc[mention.last_token - 1])

    def _suffering(self, mention: Mention) -> tuple[Period, ...]:
        """Civilians, where a town stands for them: "shelled Juba", "a curfew in Abidjan"."""
        token = self._doc[mention.last_token - 1]
        for _ in range(_STEPS):
            if token.lemma_.lower() in words()["violence"]:
                return (Period("CVL"),)
            if token.head.i == token.i:
                break
            token = token.head
        return ()

    def _code(self, kind: str, country: str | None, periods: tuple[Period, ...]) -> str | None:
        role = self._knowledge.roles.get(kind)
        held = periods or ((Period(role),) if role else ())
        return actor_code(country, held, self._context.published_on)

    def _qualifiers(
        self, stretch: Stretch, behind: dict[int, Stretch], *, strict: bool = False
    ) -> tuple[str, ...]:
        """The countries or divisions put behind a name: "Lebanon, Pennsylvania"."""
        last = stretch[1]
        doc = self._doc
        if last + 1 >= len(doc) or doc[last].text not in (_QUALIFYING if strict else _LEADING):
            return ()
        last += 1
        while doc[last].lower_ in _DIRECTIONS and last + 1 < len(doc):
            last += 1
        other = behind.get(last)
        if other is None:
            return ()
        entity = self._known.get(other)
        if entity is not None:
            return (entity.country,) if entity.kind == "country" and entity.country else ()
        return tuple(
            dict.fromkeys(
                place.admin1 if place.kind == "admin1" else place.country
                for place in self._toponyms.named(self._text(other))
                if place.kind in {"admin1", "country"} and name_key(place.name)
            )
        )

    def _state_of(self, stretch: Stretch, label: str | None) -> str | None:
        """The country whose name an organ of state starts with, as in "US State Department"."""
        leading = self._leading.get(stretch[0])
        last = self._doc[stretch[1] - 1].text
        if label == "ORG" and leading is not None and last in self._knowledge.state_bodies:
            return leading.country
        return None

    def _text(self, stretch: Stretch) -> str:
        return self._doc[stretch[0] : stretch[1]].text


def _located(mention: Mention, place: Place | None) -> Mention:
    if place is None:
        return mention
    return dataclasses.replace(
        mention,
        latitude=place.latitude,
        longitude=place.longitude,
        geonames_id=place.geonames_id,
    )


def _place(item: tuple[Stretch, KnownEntity]) -> Stretch:
    return item[0]
