"""Whatever is wrong, the user is told what, and nothing is left half-written."""

import resource
import shutil

import pytest


@pytest.fixture
def run_copy(scene_folder, tmp_path):
    """A copy of the data set and its run, to be damaged."""
    return shutil.copytree(scene_folder, tmp_path / "scene")


@pytest.fixture
def wandb(detlens, run_copy):
    """Logs the copy; gives the answer, and sees that nothing but complete runs is there."""

    def run(*arguments, **options):
        command = ("wandb", "run", "--project", "p", *arguments)
        answer = detlens(*command, cwd=run_copy, **options)
        left = sorted(path.name for path in (run_copy / "wandb").glob(".*"))
        assert left == []
        runs = list((run_copy / "wandb").glob("*"))
        assert len(runs) == (1 if answer.returncode == 0 else 0)
        return answer

    return run


def test_a_missing_image_is_named(wandb, run_copy):
    image = sorted((run_copy / "images").iterdir())[3]
    image.unlink()
    answer = wandb("--images", 100)
    assert answer.returncode == 1
    assert image.name in answer.stderr and "is missing" in answer.stderr
    assert "--image-folder" in answer.stderr and "--images 0" in answer.stderr
    assert wandb("--images", 0).returncode == 0


def test_a_damaged_image_is_named(wandb, run_copy):
    image = sorted((run_copy / "images").iterdir())[3]
    image.write_bytes(b"no image")
    answer = wandb("--images", 100)
    assert answer.returncode == 1
    assert image.name in answer.stderr and "not a JPEG" in answer.stderr


def test_images_that_lie_elsewhere_are_found(wandb, run_copy):
    (run_copy / "images").rename(run_copy / "pictures")
    assert wandb().returncode == 1
    assert wandb("--image-folder", "pictures").returncode == 0


@pytest.mark.parametrize("name", ["detections.parquet", "curves.parquet", "run.json"])
def test_half_a_run_is_refused(wandb, run_copy, name):
    (run_copy / "run" / name).unlink()
    answer = wandb()
    assert answer.returncode == 1
    assert name in answer.stderr


@pytest.mark.parametrize("name", ["detections.parquet", "ground_truths.parquet"])
def test_a_damaged_table_is_refused(wandb, run_copy, name):
    path = run_copy / "run" / name
    path.write_bytes(path.read_bytes()[:-100])
    answer = wandb()
    assert answer.returncode == 1
    assert f"{name} is damaged" in answer.stderr


@pytest.mark.parametrize("size_bytes", [100, 5_000, 60_000])
def test_a_full_disk_leaves_nothing(wandb, size_bytes):
    def shrink():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, size_bytes))

    # Python ignores the signal that goes with the limit; so does the program, if it may inherit.
    answer = wandb(preexec_fn=shrink, restore_signals=False)
    assert answer.returncode == 3
    assert "cannot write" in answer.stderr


def test_names_that_the_server_refuses_are_refused_first(detlens, tmp_path):
    for wrong in (["--project", "a/b"], ["--project", ""], ["--project", "p", "--id", "../x"]):
        answer = detlens("wandb", "run", *wrong, "--dir", tmp_path / "w")
        assert answer.returncode == 2
        assert "of W&B" in answer.stderr
        assert not (tmp_path / "w").exists()


def test_without_the_client_its_command_is_told(detlens, tmp_path):
    place = ("--project", "p", "--dir", tmp_path)
    answer = detlens("wandb", "run", *place, "--sync", env={"PATH": str(tmp_path)})
    assert answer.returncode == 3
    assert "pip install wandb, then: detlens wandb" in answer.stderr
    assert len(list((tmp_path / "wandb").glob("offline-run-*"))) == 1
