# Three service accounts with least privilege.
resource "google_service_account" "worker" {
  account_id   = "claimwire-worker"
  display_name = "claimwire: Dataflow workers and launcher"
}

resource "google_service_account" "workflow" {
  account_id   = "claimwire-workflow"
  display_name = "claimwire: the workflow that launches runs"
}

resource "google_service_account" "scheduler" {
  account_id   = "claimwire-scheduler"
  display_name = "claimwire: the clock that starts the workflow"
}

resource "google_project_iam_member" "worker" {
  project = var.project
  role    = "roles/dataflow.worker"
  member  = google_service_account.worker.member
}

resource "google_storage_bucket_iam_member" "worker" {
  for_each = {
    tables    = google_storage_bucket.claimwire.name
    temporary = google_storage_bucket.temporary.name
  }
  bucket = each.value
  role   = "roles/storage.objectAdmin"
  member = google_service_account.worker.member
}

resource "google_artifact_registry_repository_iam_member" "worker" {
  repository = google_artifact_registry_repository.images.name
  location   = var.region
  role       = "roles/artifactregistry.reader"
  member     = google_service_account.worker.member
}

resource "google_project_iam_member" "workflow" {
  # checkov:skip=CKV_GCP_49: launching jobs is what the workflow is for; it may act as the worker only
  project = var.project
  role    = "roles/dataflow.developer"
  member  = google_service_account.workflow.member
}

resource "google_storage_bucket_iam_member" "workflow" {
  bucket = google_storage_bucket.claimwire.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.workflow.member
}

# The workflow may start jobs as the worker only.
resource "google_service_account_iam_member" "workflow_as_worker" {
  service_account_id = google_service_account.worker.name
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.workflow.member
}

# The scheduler may only start executions of the workflow.
resource "google_project_iam_member" "scheduler" {
  project = var.project
  role    = "roles/workflows.invoker"
  member  = google_service_account.scheduler.member
}
