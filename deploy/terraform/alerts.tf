resource "google_monitoring_notification_channel" "email" {
  for_each     = toset(var.alert_emails)
  display_name = "claimwire: ${each.key}"
  type         = "email"
  labels       = { email_address = each.key }
}

locals {
  channels = [for channel in google_monitoring_notification_channel.email : channel.id]
}

# Counts published manifests; two hours without one mean that runs fail or do not start. The query also holds where nothing
# was ever published: a condition on absence would wait for a first value.
resource "google_monitoring_alert_policy" "no_manifest" {
  display_name          = "claimwire: nothing was published for 2 hours"
  combiner              = "OR"
  notification_channels = local.channels
  enabled               = var.image_pushed

  conditions {
    display_name = "no manifest for 2 hours, or ever"
    condition_prometheus_query_language {
      query               = <<-QUERY
        absent_over_time(dataflow_googleapis_com:job_user_counter{monitored_resource="dataflow_job", job_name="${local.job_name}", metric_name="manifests_published"}[2h])
      QUERY
      duration            = "0s"
      evaluation_interval = "300s"
    }
  }

  documentation {
    content = "Look at the workflow claimwire-run and at the newest Dataflow job. The next run takes over the lease of a dead run once it expires; `claimwire clean` removes the leftover files."
  }
}

resource "google_monitoring_alert_policy" "workflow" {
  display_name          = "claimwire: the workflow fails"
  combiner              = "OR"
  notification_channels = local.channels

  conditions {
    display_name = "an execution of ${google_workflows_workflow.run.name} has failed"
    condition_threshold {
      filter          = "resource.type = \"workflows.googleapis.com/Workflow\" AND resource.labels.workflow_id = \"${google_workflows_workflow.run.name}\" AND metric.type = \"workflows.googleapis.com/finished_execution_count\" AND metric.labels.status = \"FAILED\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "0s"
      aggregations {
        alignment_period   = "600s"
        per_series_aligner = "ALIGN_DELTA"
      }
    }
  }

  documentation {
    content = "No run was launched. The execution's error says why: a template or image that is not there, a permission, a quota, or parameters that Dataflow refuses."
  }
}

resource "google_monitoring_alert_policy" "maintenance" {
  display_name          = "claimwire: the nightly maintenance fails"
  combiner              = "OR"
  notification_channels = local.channels

  conditions {
    display_name = "${local.maintenance} has failed with all its retries"
    condition_threshold {
      filter          = "resource.type = \"cloud_run_job\" AND resource.labels.job_name = \"${local.maintenance}\" AND metric.type = \"run.googleapis.com/job/completed_execution_count\" AND metric.labels.result = \"failed\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "0s"
      aggregations {
        alignment_period   = "3600s"
        per_series_aligner = "ALIGN_DELTA"
      }
    }
  }

  documentation {
    content = "Nothing is lost: the small files of closed days stay as they are. The log of the job says why; it refuses to work while a run is active."
  }
}

resource "google_monitoring_alert_policy" "rejections" {
  display_name          = "claimwire: too much is rejected"
  combiner              = "OR"
  notification_channels = local.channels

  conditions {
    display_name = "share of rejections above ${var.rejected_share}"
    condition_prometheus_query_language {
      query               = <<-QUERY
        sum by (job_id) (dataflow_googleapis_com:job_user_counter{monitored_resource="dataflow_job", job_name="${local.job_name}", metric_name=~"rejected_.+"})
        / sum by (job_id) (dataflow_googleapis_com:job_user_counter{monitored_resource="dataflow_job", job_name="${local.job_name}", metric_name=~"rejected_.+|pages_fetched|feeds_polled"})
        > ${var.rejected_share}
      QUERY
      duration            = "600s"
      evaluation_interval = "300s"
    }
  }

  documentation {
    content = "`select stage, reason, count(*) from rejections group by all order by 3 desc` shows the reasons. The usual causes are a large site that blocks the crawler, or a network without internet access."
  }
}

resource "google_monitoring_alert_policy" "watermark" {
  display_name          = "claimwire: the stream falls behind"
  combiner              = "OR"
  notification_channels = local.channels

  conditions {
    display_name = "data watermark older than an hour"
    condition_threshold {
      filter          = "resource.type = \"dataflow_job\" AND metric.type = \"dataflow.googleapis.com/job/data_watermark_age\" AND resource.labels.job_name = monitoring.regex.full_match(\"${local.job_name}.*\")"
      comparison      = "COMPARISON_GT"
      threshold_value = 3600
      duration        = "900s"
      aggregations {
        alignment_period   = "300s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }

  documentation {
    content = "Hanging pages and feeds are cut off by time limits. If the watermark does not advance, workers cannot keep up (add workers) or a step fails repeatedly (see its log)."
  }
}
