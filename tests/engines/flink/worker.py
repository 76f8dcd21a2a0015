"""A Python worker that a task manager starts: `python -m tests.engines.flink.worker`."""

import argparse

import grpc
from apache_beam.portability.api import beam_provision_api_pb2, beam_provision_api_pb2_grpc
from apache_beam.runners.worker.sdk_worker import SdkHarness


def main() -> None:
    """Ask what to connect to, as Beam's containers do, and work until it hangs up."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--id", required=True)
    parser.add_argument("--provision_endpoint", required=True)
    chosen, _ = parser.parse_known_args()
    with grpc.insecure_channel(chosen.provision_endpoint) as channel:
        service = beam_provision_api_pb2_grpc.ProvisionServiceStub(channel)
        request = beam_provision_api_pb2.GetProvisionInfoRequest()
        answer = service.GetProvisionInfo(request, metadata=[("worker_id", chosen.id)])
    SdkHarness(answer.info.control_endpoint.url, worker_id=chosen.id).run()


if __name__ == "__main__":
    main()
