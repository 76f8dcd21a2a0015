locals {
  job_name = "claimwire"
  root     = "gs://${google_storage_bucket.claimwire.name}"
}

resource "google_workflows_workflow" "run" {
  name            = "claimwire-run"
  region          = var.region
  description     = "Launches one run, unless one is going on."
  service_account = google_service_account.workflow.id
  depends_on      = [google_project_service.needed]
  source_contents = file("${path.module}/workflow.yaml")
  user_env_vars = {
    PROJECT       = var.project
    REGION        = var.region
    JOB_NAME      = local.job_name
    TEMPLATE      = "${local.root}/${google_storage_bucket_object.template["batch"].name}"
    FEEDS         = "${local.root}/${google_storage_bucket_object.feeds.name}"
    OUTPUT        = "${local.root}/tables"
    TEMPORARY     = "gs://${google_storage_bucket.temporary.name}/dataflow"
    CONTACT_URL   = var.contact_url
    IMAGE         = var.image
    WORKER        = google_service_account.worker.email
    SUBNETWORK    = var.network
    MACHINE_TYPE  = var.machine_type
    MAX_WORKERS   = tostring(var.max_workers)
    LEASE_MINUTES = "120"
  }
}

resource "google_cloud_scheduler_job" "run" {
  name             = "claimwire-run"
  region           = var.region
  description      = "Starts the workflow that launches a run."
  schedule         = var.schedule
  time_zone        = "Etc/UTC"
  attempt_deadline = "180s"
  paused           = !var.image_pushed

  http_target {
    http_method = "POST"
    uri         = "https://workflowexecutions.googleapis.com/v1/${google_workflows_workflow.run.id}/executions"
    body        = base64encode("{}")

    oauth_token {
      service_account_email = google_service_account.scheduler.email
      scope                 = "https://www.googleapis.com/auth/cloud-platform"
    }
  }
}
