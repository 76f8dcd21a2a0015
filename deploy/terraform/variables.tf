variable "project" {
  description = "Id of the Google Cloud project."
  type        = string
}

variable "region" {
  description = "Region of all resources, for example europe-west1."
  type        = string
}

variable "bucket" {
  description = "Name of the bucket to create: tables, feed list and templates."
  type        = string
}

variable "image" {
  description = "Image built from deploy/Dockerfile, with its tag or digest."
  type        = string
}

variable "image_pushed" {
  description = "Whether the image is in the registry that the first apply makes. Until then there is nothing to run, so nothing is scheduled."
  type        = bool
  default     = false
}

variable "contact_url" {
  description = "Page about you, sent in the User-Agent so that publishers can reach you."
  type        = string
}

variable "schedule" {
  description = "Schedule of runs in cron syntax (UTC)."
  type        = string
  default     = "*/30 * * * *"
}

variable "max_workers" {
  description = "Maximum number of virtual machines of one run."
  type        = number
  default     = 4
}

variable "machine_type" {
  description = "Machine type of the workers: two cores or more, 3 GB of memory for each core."
  type        = string
  default     = "e2-standard-2"
}

variable "network" {
  description = "Subnetwork of the workers (regions/REGION/subnetworks/NAME), with Private Google Access and Cloud NAT: the workers have no public addresses."
  type        = string
}

variable "alert_emails" {
  description = "Email addresses for alerts, at least one."
  type        = list(string)

  validation {
    condition     = length(var.alert_emails) > 0
    error_message = "Give at least one address, or nobody learns of a run that fails."
  }
}

variable "rejected_share" {
  description = "Alert if a run rejects more than this share of its items (0 to 1)."
  type        = number
  default     = 0.5
}
