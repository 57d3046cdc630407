"""Who is measured: how each is started, and where its twelve numbers are."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
NAMES = ("AP AP50 AP75 APs APm APl AR1 AR10 AR100 ARs ARm ARl").split()


@dataclass(frozen=True)
class Contestant:
    """A program; `command` takes IoU type, ground truth, results and a file for the answer."""

    name: str
    command: object
    numbers: object
    #: The two slow ones are asked once.
    once: bool = False
    #: Whether masks can be read without a `bbox` key beside them.
    reads_bare_masks: bool = True

    @property
    def is_rival(self):
        """Whether it is somebody else's."""
        return not self.name.startswith("detlens")

    def takes(self, form, round_idx):
        """Whether it takes part in a round."""
        if self.once and round_idx > 0:
            return False
        return self.reads_bare_masks or form != "segm"


def contestants(detlens, cargo_bin):
    """Detlens (`coco` alone, both protocols, a run written, from Python), and its rivals."""
    return [
        detlens_program("detlens, protocol coco", detlens, ["--protocol=coco"]),
        detlens_program("detlens, both protocols", detlens, []),
        detlens_program("detlens, run written", detlens, ["--overwrite", "-o"]),
        Contestant("vernier-cli", _vernier(cargo_bin / "vernier"), _of_vernier, reads_bare_masks=False),
        Contestant("hotcoco-cli", _hotcoco(cargo_bin / "coco-eval"), _of_hotcoco),
        _python("detlens-python"),
        _python("ultrafast-pycocotools"),
        _python("hotcoco"),
        _python("vernier", reads_bare_masks=False),
        _python("faster-coco-eval", once=True),
        _python("pycocotools", once=True),
    ]


def detlens_program(name, program, flags):
    """Detlens' own program, with the flags of one kind of work."""

    def command(iou_type, ground_truth, results, answer):
        files = ["--gt", ground_truth, "--dt", results, f"--iou-type={iou_type}"]
        run = [answer.with_name("run")] if "-o" in flags else []
        return [program, "eval", *files, "--json", *flags, *run]

    def numbers(output, answer):
        return [row["value"] for row in json.loads(output)["coco"]["statistics"]]

    return Contestant(name, command, numbers)


def _python(name, **options):
    def command(iou_type, ground_truth, results, answer):
        return [sys.executable, HERE / "rival.py", name, iou_type, ground_truth, results]

    def numbers(output, answer):
        return json.loads(output.splitlines()[-1])

    return Contestant(name, command, numbers, **options)


def _vernier(program):
    def command(iou_type, ground_truth, results, answer):
        files = ["--gt", ground_truth, "--dt", results, "--iou-type", iou_type]
        return [program, "eval", *files, "--emit", f"json={answer}", "--threads", os.cpu_count()]

    return command


def _of_vernier(output, answer):
    stats = json.loads(answer.read_text())["stats"]
    return [row["value"] if isinstance(row, dict) else row for row in stats]


def _hotcoco(program):
    def command(iou_type, ground_truth, results, answer):
        files = ["--gt", ground_truth, "--dt", results, "--iou-type", iou_type]
        return [program, "eval", *files, "-o", answer]

    return command


def _of_hotcoco(output, answer):
    document = json.loads(answer.read_text())
    values = document.get("metrics", document)
    return [values[name] for name in NAMES]
