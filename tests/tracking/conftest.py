"""What the suites of the tracking services share."""

import os
import subprocess

import pytest

from support.programs import DETLENS
from tracking import scene
from tracking.wandb_server import API_KEY, Server


@pytest.fixture(scope="session")
def scene_folder(tmp_path_factory):
    """The data set, and a run of it in `run`."""
    folder = tmp_path_factory.mktemp("scene")
    scene.write(folder)
    files = ("--gt", "gt.json", "--dt", "dt.json", "--images", "images")
    subprocess.run([DETLENS, "eval", *files, "-o", "run"], cwd=folder, check=True)
    return folder


@pytest.fixture
def server():
    """A W&B server without runs."""
    server = Server()
    yield server
    server.shutdown()
    server.server_close()
    assert server.unknown == []


@pytest.fixture
def environment(server, tmp_path):
    """Environment variables for clients of the server, that leave the user's own files alone."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("WANDB_")}
    home = tmp_path / "home"
    home.mkdir()
    own = {
        "HOME": str(home),
        "WANDB_BASE_URL": server.url,
        "WANDB_API_KEY": API_KEY,
        "WANDB_ERROR_REPORTING": "false",
        "NO_PROXY": "127.0.0.1",
    }
    return kept | own


@pytest.fixture
def detlens(scene_folder):
    """Runs the program beside the data set; gives what it answered."""

    def run(*arguments, **options):
        command = [str(DETLENS), *map(str, arguments)]
        options = {"cwd": scene_folder, "capture_output": True, "text": True} | options
        return subprocess.run(command, **options)

    return run
