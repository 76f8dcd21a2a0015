-- External tables over the published Parquet. Generated from schemas/ by `make docs`; do not edit.
--
-- Replace ROOT (gs://bucket/prefix) and DATASET (project.dataset), for example with sed:
--   sed -e 's#ROOT#gs://bucket/prefix#' -e 's#DATASET#project.dataset#' tables.sql \
--     | bq query --use_legacy_sql=false
--
-- ROOT/_files/ lists the published files of each table. Each publication writes the lists anew, so
-- a row is read once, whatever runs that died or compactions have left in the folders.

CREATE OR REPLACE EXTERNAL TABLE `DATASET.articles` (
  `article_id` STRING,
  `url` STRING,
  `canonical_url` STRING,
  `site` STRING,
  `feed_url` STRING,
  `title` STRING,
  `authors` ARRAY<STRING>,
  `language` STRING,
  `published_at` TIMESTAMP,
  `published_raw` STRING,
  `published_source` STRING,
  `first_seen_at` TIMESTAMP,
  `fetched_at` TIMESTAMP,
  `http_status` INT64,
  `text` STRING,
  `text_source` STRING,
  `text_key` STRING,
  `word_count` INT64,
  `near_copy_signature` BYTES,
  `story_id` STRING,
  `copy_of` STRING,
  `copy_score` FLOAT64,
  `run_id` STRING,
  `paywalled` BOOL,
  `live_blog` STRING
)
WITH PARTITION COLUMNS (dt DATE)
OPTIONS (
  format = 'PARQUET',
  file_set_spec_type = 'NEW_LINE_DELIMITED_MANIFEST',
  uris = ['ROOT/_files/articles.txt'],
  hive_partition_uri_prefix = 'ROOT/articles',
  enable_list_inference = TRUE,
  description = 'One row is one distinct story page.'
);

CREATE OR REPLACE EXTERNAL TABLE `DATASET.sightings` (
  `article_id` STRING,
  `feed_url` STRING,
  `guid` STRING,
  `url` STRING,
  `title` STRING,
  `published_raw` STRING,
  `seen_at` TIMESTAMP,
  `run_id` STRING
)
WITH PARTITION COLUMNS (dt DATE)
OPTIONS (
  format = 'PARQUET',
  file_set_spec_type = 'NEW_LINE_DELIMITED_MANIFEST',
  uris = ['ROOT/_files/sightings.txt'],
  hive_partition_uri_prefix = 'ROOT/sightings',
  enable_list_inference = TRUE,
  description = 'One row is one appearance of a story in a feed.'
);

CREATE OR REPLACE EXTERNAL TABLE `DATASET.entities` (
  `article_id` STRING,
  `mention_id` STRING,
  `sentence` INT64,
  `start` INT64,
  `end` INT64,
  `text` STRING,
  `label` STRING,
  `entity_id` STRING,
  `name` STRING,
  `kind` STRING,
  `country` STRING,
  `latitude` FLOAT64,
  `longitude` FLOAT64,
  `geonames_id` INT64,
  `wikidata_id` STRING,
  `actor_code` STRING,
  `score` FLOAT64,
  `method` STRING,
  `run_id` STRING,
  `radius_km` FLOAT64,
  `inside` BOOL
)
WITH PARTITION COLUMNS (dt DATE)
OPTIONS (
  format = 'PARQUET',
  file_set_spec_type = 'NEW_LINE_DELIMITED_MANIFEST',
  uris = ['ROOT/_files/entities.txt'],
  hive_partition_uri_prefix = 'ROOT/entities',
  enable_list_inference = TRUE,
  description = 'One row is one mention of an entity in an article.'
);

CREATE OR REPLACE EXTERNAL TABLE `DATASET.claims` (
  `claim_id` STRING,
  `article_id` STRING,
  `sentence` INT64,
  `quote_type` STRING,
  `text` STRING,
  `spans` ARRAY<STRUCT<start INT64, end INT64>>,
  `speaker_text` STRING,
  `speaker_start` INT64,
  `speaker_end` INT64,
  `speaker_name` STRING,
  `speaker_entity_id` STRING,
  `speaker_kind` STRING,
  `speaker_role` STRING,
  `speaker_affiliation` STRING,
  `speaker_country` STRING,
  `addressee` STRING,
  `cue` STRING,
  `cue_lemma` STRING,
  `cue_start` INT64,
  `cue_end` INT64,
  `act` STRING,
  `negated` BOOL,
  `modality` STRING,
  `said_on` DATE,
  `times` ARRAY<STRUCT<text STRING, start DATE, end DATE>>,
  `about` ARRAY<STRING>,
  `score` FLOAT64,
  `rule` STRING,
  `run_id` STRING,
  `parent_id` STRING,
  `relation` STRING,
  `speaker_score` FLOAT64,
  `said_in` STRING,
  `joint_speakers` ARRAY<STRUCT<name STRING, entity_id STRING, kind STRING, country STRING>>,
  `text_resolved` STRING,
  `speaker_actor_code` STRING,
  `target_entity_id` STRING,
  `target_actor_code` STRING,
  `statement_id` STRING
)
WITH PARTITION COLUMNS (dt DATE)
OPTIONS (
  format = 'PARQUET',
  file_set_spec_type = 'NEW_LINE_DELIMITED_MANIFEST',
  uris = ['ROOT/_files/claims.txt'],
  hive_partition_uri_prefix = 'ROOT/claims',
  enable_list_inference = TRUE,
  description = 'One row is one attributed claim: who said what.'
);

CREATE OR REPLACE EXTERNAL TABLE `DATASET.feeds` (
  `feed_url` STRING,
  `polled_at` TIMESTAMP,
  `outcome` STRING,
  `http_status` INT64,
  `etag` STRING,
  `last_modified` STRING,
  `body_key` STRING,
  `entries` INT64,
  `new_entries` INT64,
  `failures` INT64,
  `next_due_at` TIMESTAMP,
  `moved_to` STRING,
  `title` STRING,
  `error` STRING,
  `run_id` STRING
)
WITH PARTITION COLUMNS (dt DATE)
OPTIONS (
  format = 'PARQUET',
  file_set_spec_type = 'NEW_LINE_DELIMITED_MANIFEST',
  uris = ['ROOT/_files/feeds.txt'],
  hive_partition_uri_prefix = 'ROOT/feeds',
  enable_list_inference = TRUE,
  description = 'One row is one poll of one feed.'
);

CREATE OR REPLACE EXTERNAL TABLE `DATASET.rejections` (
  `stage` STRING,
  `reason` STRING,
  `url` STRING,
  `feed_url` STRING,
  `article_id` STRING,
  `detail` STRING,
  `retryable` BOOL,
  `attempt` INT64,
  `occurred_at` TIMESTAMP,
  `run_id` STRING
)
WITH PARTITION COLUMNS (dt DATE)
OPTIONS (
  format = 'PARQUET',
  file_set_spec_type = 'NEW_LINE_DELIMITED_MANIFEST',
  uris = ['ROOT/_files/rejections.txt'],
  hive_partition_uri_prefix = 'ROOT/rejections',
  enable_list_inference = TRUE,
  description = 'One row is one rejected feed, entry, page or article.'
);

CREATE OR REPLACE EXTERNAL TABLE `DATASET.actors` (
  `actor_id` STRING,
  `kind` STRING,
  `name` STRING,
  `names` ARRAY<STRING>,
  `roles` ARRAY<STRUCT<role STRING, affiliation STRING, country STRING, first_day DATE, last_day DATE>>,
  `affiliation` STRING,
  `country` STRING,
  `countries` ARRAY<STRING>,
  `articles` INT64,
  `first_day` DATE,
  `last_day` DATE,
  `wikidata_id` STRING,
  `office_keys` ARRAY<STRING>,
  `run_id` STRING
)
WITH PARTITION COLUMNS (dt DATE)
OPTIONS (
  format = 'PARQUET',
  file_set_spec_type = 'NEW_LINE_DELIMITED_MANIFEST',
  uris = ['ROOT/_files/actors.txt'],
  hive_partition_uri_prefix = 'ROOT/actors',
  enable_list_inference = TRUE,
  description = 'One row is what the articles of one day tell of one person or body.'
);

CREATE OR REPLACE EXTERNAL TABLE `DATASET.statements` (
  `statement_id` STRING,
  `language` STRING,
  `text` STRING,
  `claim_id` STRING,
  `article_id` STRING,
  `speaker_text` STRING,
  `speaker_name` STRING,
  `speaker_entity_id` STRING,
  `speaker_entity_ids` ARRAY<STRING>,
  `speaker_kind` STRING,
  `speaker_role` STRING,
  `speaker_affiliation` STRING,
  `speaker_country` STRING,
  `act` STRING,
  `said_on` DATE,
  `first_seen_at` TIMESTAMP,
  `site` STRING,
  `reports` ARRAY<STRUCT<claim_id STRING, article_id STRING, site STRING, seen_at TIMESTAMP, published_at TIMESTAMP, start INT64, text STRING, score FLOAT64>>,
  `contradicts` ARRAY<STRUCT<statement_id STRING, score FLOAT64>>,
  `answers` ARRAY<STRUCT<statement_id STRING, score FLOAT64>>,
  `statement_keys` BYTES,
  `run_id` STRING,
  `represented_by` ARRAY<STRUCT<claim_id STRING, speaker_text STRING, speaker_name STRING, speaker_entity_id STRING, speaker_entity_ids ARRAY<STRING>, speaker_kind STRING, speaker_affiliation STRING, speaker_country STRING, act STRING, said_on DATE>>
)
WITH PARTITION COLUMNS (dt DATE)
OPTIONS (
  format = 'PARQUET',
  file_set_spec_type = 'NEW_LINE_DELIMITED_MANIFEST',
  uris = ['ROOT/_files/statements.txt'],
  hive_partition_uri_prefix = 'ROOT/statements',
  enable_list_inference = TRUE,
  description = 'One row is what one run's articles of one day tell of one statement, which many may report.'
);
