-- Each statement as all published rows together tell of it: one row a statement. Near-copies of an
-- article are not read; they report what their original reports.
with told as (
    select statement_id, language, unnest(reports) as report from all_statements
),
own as (
    select statement_id, language, report.article_id as article_id, report.site as site,
           report.seen_at as seen_at, report.published_at as published_at,
           report.text as wording
    from told
),
every as (
    select statement_id, language, article_id, site, seen_at, published_at from own
    union
    select own.statement_id, own.language, copied.article_id, copied.site, copied.first_seen_at,
           copied.published_at
    from own
    join articles as copied on copied.copy_of = own.article_id
),
counted as (
    select statement_id, count(distinct article_id) as report_count,
           count(distinct site) as outlet_count, list(distinct site order by site) as outlets,
           list(distinct language order by language) as languages,
           first(article_id order by seen_at, published_at nulls last, article_id)
               as first_article_id,
           first(site order by seen_at, published_at nulls last, article_id) as first_site,
           min(seen_at) as first_seen_at, max(seen_at) as last_seen_at
    from every
    group by statement_id
),
worded as (
    select statement_id, list(distinct wording order by wording) as wordings
    from own
    group by statement_id
),
born as (
    select statement_id,
           first(speaker_name order by statement_keys is null, first_seen_at, run_id) as speaker_name,
           first(speaker_text order by statement_keys is null, first_seen_at, run_id) as speaker_text,
           first(speaker_entity_id order by statement_keys is null, first_seen_at, run_id)
               as speaker_entity_id,
           first(speaker_kind order by statement_keys is null, first_seen_at, run_id) as speaker_kind,
           first(speaker_role order by statement_keys is null, first_seen_at, run_id) as speaker_role,
           first(speaker_affiliation order by statement_keys is null, first_seen_at, run_id)
               as speaker_affiliation,
           first(speaker_country order by statement_keys is null, first_seen_at, run_id)
               as speaker_country,
           first(act order by statement_keys is null, first_seen_at, run_id) as act,
           first(said_on order by statement_keys is null, first_seen_at, run_id) as said_on,
           first(text order by length(text) desc, first_seen_at, claim_id) as text,
           first(claim_id order by length(text) desc, first_seen_at, claim_id) as claim_id,
           first(article_id order by length(text) desc, first_seen_at, claim_id) as article_id
    from all_statements
    group by statement_id
),
contradictions as (
    select statement_id, unnest(contradicts).statement_id as other from all_statements
),
both_ways as (
    select statement_id, other from contradictions
    union
    select other, statement_id from contradictions
),
contradicting as (
    select statement_id, list(distinct other order by other) as contradicts
    from both_ways
    group by statement_id
),
answering as (
    select statement_id, unnest(answers).statement_id as other from all_statements
),
answered as (
    select statement_id, list(distinct other order by other) as answers
    from answering
    group by statement_id
),
answers_to as (
    select other as statement_id, list(distinct statement_id order by statement_id) as answered_by
    from answering
    group by other
)
select statement_id, text, claim_id, article_id, speaker_name, speaker_text, speaker_entity_id,
       speaker_kind, speaker_role, speaker_affiliation, speaker_country, act, said_on,
       first_article_id, first_site, first_seen_at, last_seen_at,
       report_count::integer as report_count, outlet_count::integer as outlet_count, outlets,
       languages, wordings, coalesce(contradicts, []) as contradicts,
       coalesce(answers, []) as answers, coalesce(answered_by, []) as answered_by
from born
join counted using (statement_id)
join worded using (statement_id)
left join contradicting using (statement_id)
left join answered using (statement_id)
left join answers_to using (statement_id)
