"""The official clients upload an offline run, and the server gets all of it."""

import json
import shutil
import subprocess

import pytest

from tracking.environments import WANDB, WANDB_OLD
from tracking.offline_run import OfflineRun, md5


@pytest.fixture
def offline_run(detlens, tmp_path):
    """A run that was just written."""
    place = ("--dir", tmp_path, "--images", 2)
    answer = detlens("wandb", "run", "--project", "p", "--tags", "a,b", "--group", "g", *place)
    assert answer.returncode == 0, answer.stderr
    return OfflineRun.only_one_in(tmp_path)


def path_with(folder, environment):
    """The environment with the programs of a folder before all others."""
    return environment | {"PATH": f"{folder}:{environment['PATH']}"}


@pytest.mark.parametrize("client", [WANDB, WANDB_OLD], ids=["newest", "older"])
def test_clients_upload_all_of_it(server, environment, offline_run, scene_folder, client):
    above = offline_run.folder.parents[1]
    path = offline_run.folder.relative_to(above)
    command = [client / "wandb", "sync", path]
    subprocess.run(command, cwd=above, env=environment, check=True, capture_output=True)
    assert_complete(server, offline_run, scene_folder)


def test_detlens_uploads_from_another_folder(
    server, environment, offline_run, scene_folder, detlens
):
    sync = ("wandb", offline_run.folder, "--sync")
    answer = detlens(*sync, env=path_with(WANDB, environment), cwd=scene_folder / "images")
    assert answer.returncode == 0, answer.stderr
    n_files, n_artifacts = len(offline_run.receipt["files"]), len(offline_run.receipt["artifacts"])
    assert f"found complete: {n_files} files, {n_artifacts} artifacts" in answer.stdout
    assert_complete(server, offline_run, scene_folder)


def test_detlens_uploads_what_was_moved_and_renamed(
    server, environment, offline_run, scene_folder, detlens, tmp_path
):
    moved = tmp_path / "another machine" / "renamed"
    moved.parent.mkdir()
    shutil.move(offline_run.folder, moved)
    answer = detlens("wandb", moved, "--sync", env=path_with(WANDB, environment))
    assert answer.returncode == 0, answer.stderr
    assert_complete(server, OfflineRun(moved), scene_folder)


@pytest.mark.parametrize("kind", ["run/", "artifact/"])
def test_what_does_not_arrive_is_told(server, environment, offline_run, detlens, kind):
    # The client is told that the file has arrived, and ends with success.
    server.lose = lambda key: key.startswith(kind) and "aggregate" in key
    answer = detlens("wandb", offline_run.folder, "--sync", env=path_with(WANDB, environment))
    assert answer.returncode == 3
    assert "the upload is not complete" in answer.stderr
    assert "aggregate" in answer.stderr and "is missing" in answer.stderr


def test_a_file_that_is_gone_is_told(environment, offline_run, detlens):
    # The client says nothing of a file that the log names and that is not there.
    receipts = offline_run.receipt["artifacts"]
    (receipt,) = (r for r in receipts if r["name"].endswith("score_sweep"))
    lost = receipt["files"][0]["md5"]
    for file in (offline_run.folder / "artifacts").iterdir():
        if md5(file.read_bytes()) == lost:
            file.unlink()
    answer = detlens("wandb", offline_run.folder, "--sync", env=path_with(WANDB, environment))
    assert answer.returncode == 3
    assert "the upload is not complete: an artifact lacks files" in answer.stderr


def test_without_a_key_the_client_is_quoted(environment, offline_run, detlens):
    nobody = {key: value for key, value in environment.items() if key != "WANDB_API_KEY"}
    answer = detlens("wandb", offline_run.folder, "--sync", env=path_with(WANDB, nobody))
    assert answer.returncode == 3
    assert "wandb sync failed" in answer.stderr and "No API key" in answer.stderr
    assert f"the run is still in {offline_run.folder}" in answer.stderr


def test_a_run_is_added_to_an_existing_one(server, environment, detlens, tmp_path, offline_run):
    upload = path_with(WANDB, environment)
    assert detlens("wandb", offline_run.folder, "--sync", env=upload).returncode == 0
    named = ("--project", "p", "--id", offline_run.id, "--step", 7, "--images", 0)
    answer = detlens("wandb", "run", *named, "--dir", tmp_path / "b", "--sync", env=upload)
    assert answer.returncode == 0, answer.stderr
    run = server.runs[offline_run.id]
    assert [row["_step"] for row in run.rows()] == [0, 7]
    assert run.bucket["tags"] == ["a", "b"]


def assert_complete(server, offline_run, scene_folder):
    """The server has every value and every file of a run, and each reference leads to one."""
    record = json.loads((scene_folder / "run/run.json").read_text())
    run = server.runs[offline_run.id]
    assert run.exit_code == 0
    assert (run.bucket["project"], run.bucket["groupName"]) == ("p", "g")
    assert_config(run, record)
    assert_values(run, offline_run, record)
    sent = {name: server.storage[key] for name, key in run.files.items()}
    local = offline_run.files()
    assert {path for path in local if path.startswith("media/")} <= sent.keys()
    assert all(sent[path] == content for path, content in local.items() if path in sent)
    artifacts = {key: server.artifacts[key] for key in run.artifacts}
    assert len(artifacts) == len(offline_run.receipt["artifacts"])
    for artifact in artifacts.values():
        assert_artifact(server, artifact, offline_run)
    for key, value in run.summary.items():
        if isinstance(value, dict) and value.get("_type") == "table-file":
            assert_table(server, artifacts.values(), key, value)


def assert_config(run, record):
    config = run.config["detlens"]["value"]
    for setting in record["configuration"]:
        assert config[setting["name"]] == setting["value"]
    assert config["operating_point"] == record["exact"]["operating_point"]
    charts = run.config["_wandb"]["value"]["visualize"]
    for chart in charts.values():
        (table,) = chart["panel_config"]["userQuery"]["queryFields"][0]["fields"][-1]["args"]
        assert run.summary[table["value"]]["_type"] == "table-file"


def assert_values(run, offline_run, record):
    (row,) = run.rows()
    assert row["_step"] == 0
    assert set(offline_run.receipt["summary_keys"]) <= run.summary.keys()
    assert row.items() <= run.summary.items()
    assert row["coco/mAP"] == record["coco"]["statistics"][0]["value"]
    counts = [c for c in record["exact"]["counts"] if c["scope"] == "pooled"]
    for count in counts:
        name = f"operating_point/iou={count['iou_threshold']:.2f}/{count['area_range']}"
        assert run.summary[f"{name}/TP"] == count["n_tp"]
        assert run.summary.get(f"{name}/recall", count["recall"]) == count["recall"]


def assert_artifact(server, artifact, offline_run):
    assert artifact.state == "COMMITTED"
    (receipt,) = (a for a in offline_run.receipt["artifacts"] if a["name"] == artifact.name)
    manifest = json.loads(server.storage[artifact.manifest])
    assert manifest["contents"].keys() == {file["path"] for file in receipt["files"]}
    local = offline_run.artifact_files()
    for path, entry in manifest["contents"].items():
        content = server.storage[artifact.files[path]]
        assert content == local[entry["digest"]]
        assert entry["size"] == len(content)


def assert_table(server, artifacts, key, value):
    """The table that a value stands for is there, and every file that its rows name."""
    address = value["artifact_path"].removeprefix("wandb-client-artifact://")
    client_id, path = address.split("/", 1)
    (artifact,) = (a for a in artifacts if a.request["clientID"] == client_id)
    table = json.loads(server.storage[artifact.files[path]])
    assert (table["ncols"], table["nrows"]) == (value["ncols"], value["nrows"])
    cells = [cell for row in table["data"] for cell in row if isinstance(cell, dict)]
    assert bool(cells) == (key == "table/examples")
    for cell in cells:
        named = [cell["path"], cell["classes"]["path"]]
        named += [mask["path"] for mask in cell["masks"].values()]
        assert cell["masks"].keys() == {"TP", "FP", "FN"}
        assert all(artifact.files[path] in server.storage for path in named)
