"""A real MLflow server on loopback takes a run and gives it back."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request

import pytest

from tracking.environments import READERS

START_SECS = 150


@pytest.fixture(scope="module")
def uri(tmp_path_factory):
    """The address of a server that keeps everything in a folder of its own."""
    folder = tmp_path_factory.mktemp("mlflow")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [READERS / "mlflow", "server", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--backend-store-uri", f"sqlite:///{folder}/mlflow.db", "--workers", "1"]
    command += ["--artifacts-destination", folder / "artifacts"]
    quiet = {"MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true"}
    path = {"PATH": f"{READERS}:{os.environ['PATH']}"}
    with (folder / "log.txt").open("w") as log:
        of_its_own = {"cwd": folder, "env": os.environ | quiet | path, "start_new_session": True}
        process = subprocess.Popen(command, stdout=log, stderr=log, **of_its_own)
    uri = f"http://127.0.0.1:{port}"
    try:
        wait_for(uri, process, folder / "log.txt")
        yield uri
    finally:
        # The server takes long to end in good order, and has nothing to keep.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(uri, process, log):
    end = time.monotonic() + START_SECS
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(f"{uri}/health", timeout=5).read()
            return
        except OSError:
            time.sleep(0.5)
    raise AssertionError(f"the server did not start:\n{log.read_text()}")


def ask(uri, path, body=None):
    """An answer of the server."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{uri}/api/2.0/{path}", data, headers)
    return json.loads(urllib.request.urlopen(request).read())


def test_a_run_is_read_back(uri, detlens, scene_folder):
    named = ("--experiment", "parcels", "--name", "first", "--step", 5)
    answer = detlens("mlflow", "run", "--tracking-uri", uri, *named)
    assert answer.returncode == 0, answer.stderr
    run_id = answer.stdout.strip().rsplit("/", 1)[1]
    run = ask(uri, f"mlflow/runs/get?run_id={run_id}")["run"]
    assert (run["info"]["status"], run["info"]["run_name"]) == ("FINISHED", "first")
    record = json.loads((scene_folder / "run/run.json").read_text())
    metrics = {metric["key"]: metric for metric in run["data"]["metrics"]}
    assert metrics["coco/mAP"]["value"] == record["coco"]["statistics"][0]["value"]
    assert metrics["coco/mAP"]["step"] == 5
    for count in record["exact"]["counts"]:
        if count["scope"] == "pooled":
            name = f"operating_point/iou_{count['iou_threshold']:.2f}/{count['area_range']}"
            assert metrics[f"{name}/FN"]["value"] == count["n_fn"]
    params = {param["key"]: param["value"] for param in run["data"]["params"]}
    assert params["iou-type"] == "segm"
    threshold = record["exact"]["operating_point"]["score_threshold"]
    assert float(params["operating_point/score_threshold"]) == threshold
    assert_artifacts(uri, run["info"]["artifact_uri"], scene_folder)


def assert_artifacts(uri, artifact_uri, scene_folder):
    """The files of the run come back as they are, and the report with them."""
    root = artifact_uri.removeprefix("mlflow-artifacts:").strip("/")
    store = f"{uri}/api/2.0/mlflow-artifacts/artifacts/{root}"
    files = sorted((scene_folder / "run").iterdir())
    assert len(files) == 8
    for path in files:
        assert fetched(f"{store}/run/{path.name}") == path.read_bytes(), path.name
    assert fetched(f"{store}/report.html").lstrip().lower().startswith(b"<!doctype html>")


def fetched(address):
    """The bytes at an address."""
    return urllib.request.urlopen(address).read()


def test_what_the_server_refuses_is_told(uri, detlens):
    answer = detlens("mlflow", "run", "--tracking-uri", f"{uri}/elsewhere")
    assert answer.returncode == 3
    assert "tracking server" in answer.stderr


def test_without_a_server_the_user_is_told(detlens):
    for wrong, code in (("sqlite:///mlflow.db", 2), ("http://127.0.0.1:9", 3)):
        answer = detlens("mlflow", "run", "--tracking-uri", wrong)
        assert answer.returncode == code
        assert "tracking server" in answer.stderr
