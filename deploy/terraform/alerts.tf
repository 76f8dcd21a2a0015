resource "google_monitoring_notification_channel" "email" {
  for_each     = toset(var.alert_emails)
  display_name = "claimwire: ${each.key}"
  type         = "email"
  labels       = { email_address = each.key }
}

locals {
  channels = [for channel in google_monitoring_notification_channel.email : channel.id]
}

# Counts published manifests; two hours without one mean that runs fail or do not start.
resource "google_monitoring_alert_policy" "no_manifest" {
  display_name          = "claimwire: nothing was published for 2 hours"
  combiner              = "OR"
  notification_channels = local.channels

  conditions {
    display_name = "no manifest for 2 hours"
    condition_absent {
      filter   = "resource.type = \"dataflow_job\" AND metric.type = \"dataflow.googleapis.com/job/user_counter\" AND metric.labels.metric_name = \"manifests_published\" AND resource.labels.job_name = \"${local.job_name}\""
      duration = "7200s"
      aggregations {
        alignment_period     = "600s"
        per_series_aligner   = "ALIGN_MAX"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    content = "Look at the workflow claimwire-run and at the newest Dataflow job. The next run takes over the lease of a dead run once it expires; `claimwire clean` removes the leftover files."
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
