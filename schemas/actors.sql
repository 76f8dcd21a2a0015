-- Each actor as all published rows together tell of it: one row an actor.
-- same_as: other actors that hold the same office of one country, in the same or the next year, with
-- the same initial and surname. It depends on the rows alone, in whatever runs they were written.
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
pairs as (
    select one.actor_id,
           list(distinct other.actor_id order by other.actor_id) as same_as
    from offices as one
    join offices as other using (office)
    where one.actor_id <> other.actor_id
      and one.first_day <= other.last_day + 366
      and other.first_day <= one.last_day + 366
    group by one.actor_id
),
names_together as (
    select actor_id, list(distinct written order by written) as names
    from (select actor_id, unnest(names) as written from all_actors)
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
