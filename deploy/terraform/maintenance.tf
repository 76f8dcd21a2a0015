# Once a night the small files of closed days are merged, and what was left is removed. Cloud Run makes no job of an image
# that is not there.
locals {
  maintenance = "claimwire-maintenance"
}

resource "google_cloud_run_v2_job" "maintenance" {
  count      = var.image_pushed ? 1 : 0
  name       = local.maintenance
  location   = var.region
  depends_on = [google_project_service.needed]

  template {
    template {
      service_account = google_service_account.worker.email
      # It refuses to work while a run is active, so it is tried again.
      max_retries = 5
      timeout     = "3600s"

      containers {
        image   = var.image
        command = ["sh", "-ec"]
        args = [
          <<-SCRIPT
            claimwire compact --output=${local.root}/tables || { sleep 600; exit 1; }
            claimwire clean --output=${local.root}/tables || { sleep 600; exit 1; }
          SCRIPT
        ]

        resources {
          limits = { cpu = "1", memory = "2Gi" }
        }
      }
    }
  }
}

# The scheduler may start this job.
resource "google_cloud_run_v2_job_iam_member" "scheduler" {
  count    = var.image_pushed ? 1 : 0
  name     = google_cloud_run_v2_job.maintenance[0].name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.scheduler.member
}

resource "google_cloud_scheduler_job" "maintenance" {
  count            = var.image_pushed ? 1 : 0
  name             = local.maintenance
  region           = var.region
  description      = "Starts the nightly maintenance."
  schedule         = "20 2 * * *"
  time_zone        = "Etc/UTC"
  attempt_deadline = "180s"

  http_target {
    http_method = "POST"
    uri         = "https://run.googleapis.com/v2/${google_cloud_run_v2_job.maintenance[0].id}:run"

    oauth_token {
      service_account_email = google_service_account.scheduler.email
      scope                 = "https://www.googleapis.com/auth/cloud-platform"
    }
  }
}
