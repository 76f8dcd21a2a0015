resource "google_project_service" "needed" {
  for_each = toset([
    "artifactregistry.googleapis.com",
    "bigquery.googleapis.com",
    "cloudscheduler.googleapis.com",
    "compute.googleapis.com",
    "dataflow.googleapis.com",
    "monitoring.googleapis.com",
    "run.googleapis.com",
    "storage.googleapis.com",
    "workflows.googleapis.com",
  ])
  service            = each.key
  disable_on_destroy = false
}

resource "google_artifact_registry_repository" "images" {
  # checkov:skip=CKV_GCP_84: Google's own keys suffice for an image of open source
  repository_id = "claimwire"
  location      = var.region
  format        = "DOCKER"
  description   = "Images of claimwire."
  depends_on    = [google_project_service.needed]

  docker_config {
    immutable_tags = true
  }
}

# Tables, feed list and templates. Nothing under tables/ is deleted by age: the published days are the record.
resource "google_storage_bucket" "claimwire" {
  # checkov:skip=CKV_GCP_62: Cloud Audit Logs record access where that is asked for
  name                        = var.bucket
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  depends_on                  = [google_project_service.needed]

  versioning {
    enabled = true
  }

  # Replaced versions are few (the lease, feed lists), and stay for two weeks, for investigations.
  lifecycle_rule {
    condition {
      days_since_noncurrent_time = 14
      with_state                 = "ARCHIVED"
    }
    action {
      type = "Delete"
    }
  }

  lifecycle_rule {
    condition {
      age            = 90
      matches_prefix = ["tables/"]
      matches_suffix = [".parquet"]
    }
    action {
      type          = "SetStorageClass"
      storage_class = "NEARLINE"
    }
  }
}

# Temporary files of Dataflow have their own bucket, without versioning or soft deletion.
resource "google_storage_bucket" "temporary" {
  # checkov:skip=CKV_GCP_62: Cloud Audit Logs record access where that is asked for
  # checkov:skip=CKV_GCP_78: versions of temporary files are of no use
  name                        = "${var.bucket}-tmp"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  depends_on                  = [google_project_service.needed]

  soft_delete_policy {
    retention_duration_seconds = 0
  }

  lifecycle_rule {
    condition {
      age = 7
    }
    action {
      type = "Delete"
    }
  }
}

resource "google_storage_bucket_object" "template" {
  for_each = toset(["batch", "streaming"])
  bucket   = google_storage_bucket.claimwire.name
  name     = "templates/${each.key}.json"
  content = jsonencode({
    image    = var.image
    sdkInfo  = { language = "PYTHON" }
    metadata = jsondecode(file("${path.module}/../dataflow/${each.key}.json"))
  })
  content_type = "application/json"
}

resource "google_storage_bucket_object" "feeds" {
  bucket       = google_storage_bucket.claimwire.name
  name         = "feeds.toml"
  source       = "${path.module}/../../feeds.toml"
  content_type = "application/toml"
}
