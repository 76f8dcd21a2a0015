"""An Airflow DAG, also for Cloud Composer: a run every half hour, and maintenance once a night.

Put this file into the folder of DAGs. It needs Airflow 3 with the provider
``apache-airflow-providers-cncf-kubernetes``, and the variables ``claimwire_image`` (built from
deploy/Dockerfile), ``claimwire_bucket`` and ``claimwire_contact_url``. Pods run in the namespace
``claimwire`` as the service account ``claimwire-run``, which deploy/flink/identity.yaml makes.
"""

from datetime import UTC, datetime, timedelta

from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
from airflow.sdk import DAG

OUTPUT = "--output=gs://{{ var.value.claimwire_bucket }}/tables"
FEEDS = "--feeds=gs://{{ var.value.claimwire_bucket }}/feeds.toml"
CONTACT = "--contact_url={{ var.value.claimwire_contact_url }}"


def pod(name: str, *arguments: str, **options: object) -> KubernetesPodOperator:
    """Return the task that runs one claimwire command in a pod."""
    return KubernetesPodOperator(
        task_id=name,
        name=f"claimwire-{name}",
        namespace="claimwire",
        service_account_name="claimwire-run",
        image="{{ var.value.claimwire_image }}",
        cmds=["claimwire"],
        arguments=list(arguments),
        on_finish_action="delete_pod",
        **options,
    )


# A run that fails is not repeated: the next one finds again what was not published.
with DAG(
    "claimwire",
    schedule="*/30 * * * *",
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=2),
    tags=["claimwire"],
):
    pod("run", "run", FEEDS, OUTPUT, CONTACT, "--summary=json", retries=0)

# Both commands refuse to work while a run is active, so they are tried again.
with DAG(
    "claimwire_maintenance",
    schedule="20 2 * * *",
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 6, "retry_delay": timedelta(minutes=10)},
    tags=["claimwire"],
):
    pod("compact", "compact", OUTPUT) >> pod("clean", "clean", OUTPUT)
