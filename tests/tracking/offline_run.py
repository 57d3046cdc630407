"""An offline run on disk, read back."""

import base64
import hashlib
import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from support.programs import DETLENS
from tracking import transaction_log
from tracking.environments import WANDB


@dataclass
class OfflineRun:
    """The folder of an offline run that Detlens wrote."""

    folder: Path

    def __post_init__(self):
        self.receipt = json.loads((self.folder / "detlens-receipt.json").read_text())
        self.id = self.receipt["run_id"]

    @classmethod
    def only_one_in(cls, folder):
        """The one offline run under a folder."""
        (run,) = (folder / "wandb").glob("offline-run-*")
        return cls(run)

    @classmethod
    def written(cls, scene_folder, folder):
        """What `detlens wandb` writes of the scene's run into a folder, with two pictures."""
        command = [DETLENS, "wandb", "run", "--project", "p", "--images", "2", "--dir", folder]
        subprocess.run(command, cwd=scene_folder, check=True)
        return cls.only_one_in(folder)

    def beside(self, script, *arguments, name, cwd=None):
        """Two readings that a script with the official client prints: ours, and `name`."""
        command = [WANDB / "python", script, *arguments, self.folder]
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        # The client says more than what the script prints.
        both = json.loads(done.stdout[done.stdout.index('{"ours"') :])
        return both["ours"], both[name]

    def files(self):
        """Bytes of the files beside the history, by their paths."""
        root = self.folder / "files"
        paths = [path for path in root.rglob("*") if path.is_file()]
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}

    def charts(self):
        """Names of the charts, which stand in the log as keys under `visualize`."""
        found = re.findall(rb"visualize\x12(.)(chart/[\w/]+)", b"".join(self.records()), re.S)
        return {name[: size[0]].decode() for size, name in found}

    def records(self):
        """The records of the transaction log, coded."""
        (path,) = self.folder.glob("*.wandb")
        return transaction_log.records(path)

    def artifact_files(self):
        """Bytes of every file of artifacts, by their MD5."""
        contents = [path.read_bytes() for path in (self.folder / "artifacts").iterdir()]
        return {md5(content): content for content in contents}


def md5(content):
    """MD5 as W&B writes it."""
    return base64.b64encode(hashlib.md5(content).digest()).decode()
