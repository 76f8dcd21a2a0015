-- Each actor as all published rows together tell of it: one row an actor.
-- same_as: other actors that hold the same office of one country, in the same or the next year, with
-- the same initial and surname; and a body that is known by an acronym alone, with the only body that
-- an article calls by that acronym and a full name. It depends on the rows alone, in whatever runs
-- they were written.
with told_roles as (
    select actor_id, unnest(roles) as told from all_actors
),
roles_together as (
    select actor_id, told.role as role, told.affiliation as affiliation, told.country as country,
           min(told.first_day) as first_day, max(told.last_day) as last_day
    from told_roles
    group by all
),
role_lists as (
    select actor_id,
           list(struct_pack(role, affiliation, country, first_day, last_day)
                order by last_day desc, role, affiliation, country) as roles
    from roles_together
    group by actor_id
),
offices as (
    select actor_id, office, min(first_day) as first_day, max(last_day) as last_day
    from (select actor_id, first_day, last_day, unnest(office_keys) as office from all_actors)
    group by actor_id, office
),
by_office as (
    select one.actor_id, other.actor_id as other
    from offices as one
    join offices as other using (office)
    where one.actor_id <> other.actor_id
      and one.first_day <= other.last_day + 366
      and other.first_day <= one.last_day + 366
),
written_names as (
    select distinct actor_id, kind, unnest(names) as written from all_actors
),
acronyms as (
    select actor_id, written, actor_id = 'organisation:' || lower(written) as is_all
    from written_names
    where kind <> 'person' and regexp_full_match(written, '[A-Z][A-Z0-9]{1,9}')
),
expanded as (
    select written, min(actor_id) as other
    from acronyms
    where not is_all
    group by written
    having count(distinct actor_id) = 1
),
by_acronym as (
    select distinct acronyms.actor_id, expanded.other
    from acronyms
    join expanded using (written)
    where acronyms.is_all
),
pairs as (
    select actor_id, list(distinct other order by other) as same_as
    from (
        from by_office
        union all from by_acronym
        union all select other, actor_id from by_acronym
    )
    group by actor_id
),
names_together as (
    select actor_id, list(distinct written order by written) as names
    from written_names
    group by actor_id
),
countries_together as (
    select actor_id, list(distinct told order by told) as countries
    from (select actor_id, unnest(countries) as told from all_actors)
    group by actor_id
),
rows_together as (
    select actor_id, min(kind) as kind,
           first(name order by length(name) desc, name) as name,
           first(affiliation order by last_day desc, affiliation)
               filter (affiliation is not null) as affiliation,
           sum(articles)::integer as articles,
           min(first_day) as first_day, max(last_day) as last_day,
           max(wikidata_id) as wikidata_id
    from all_actors
    group by actor_id
)
select actor_id, kind, name, coalesce(names, []) as names, coalesce(roles, []) as roles,
       affiliation,
       case when len(countries) = 1 then countries[1] end as country,
       coalesce(countries, []) as countries,
       articles, first_day, last_day, wikidata_id, coalesce(same_as, []) as same_as
from rows_together
left join names_together using (actor_id)
left join role_lists using (actor_id)
left join countries_together using (actor_id)
left join pairs using (actor_id)
