output "tables" {
  description = "Where the tables are: claimwire commands take it as --output."
  value       = "${local.root}/tables"
}

output "repository" {
  description = "Where to push the image."
  value       = "${var.region}-docker.pkg.dev/${var.project}/${google_artifact_registry_repository.images.repository_id}"
}
