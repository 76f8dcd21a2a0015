locals {
  tables = toset(["articles", "sightings", "entities", "claims", "feeds", "rejections", "actors", "statements"])
}

resource "google_bigquery_dataset" "claimwire" {
  # checkov:skip=CKV_GCP_81: Google's own keys suffice for what was published in the news
  dataset_id  = "claimwire"
  location    = var.region
  description = "External tables over the Parquet that claimwire publishes."
  depends_on  = [google_project_service.needed]
}

resource "google_bigquery_table" "external" {
  # checkov:skip=CKV_GCP_80: Google's own keys suffice for what was published in the news
  # checkov:skip=CKV_GCP_121: the tables are external; deleting one deletes no data
  for_each            = local.tables
  dataset_id          = google_bigquery_dataset.claimwire.dataset_id
  table_id            = each.key
  deletion_protection = false

  external_data_configuration {
    autodetect    = false
    source_format = "PARQUET"
    schema        = file("${path.module}/../bigquery/${each.key}.json")
    # All files, also those of dead runs. deploy/bigquery/tables.sql reads the lists of published files
    # instead; they do not exist before the first run, when this is applied.
    source_uris = ["${local.root}/tables/${each.key}/*.parquet"]

    parquet_options {
      enable_list_inference = true
    }

    hive_partitioning_options {
      mode              = "CUSTOM"
      source_uri_prefix = "${local.root}/tables/${each.key}/{dt:DATE}"
    }
  }
}
