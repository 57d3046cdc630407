"""The data of a measurement, of about COCO val2017's size.

A small real or rendered set, repeated: `plain` has each detection once; `dense` has a third of the
images and each detection ten times, with falling scores, as a detector without suppression of
duplicates gives them. Or drawn at random, with COCO's numbers of objects, sizes and classes:
`synthetic` has 5,000 images and 167,000 detections, `synthetic-x10` ten times as many detections,
`synthetic-x50` fifty times.
"""

import hashlib
import json
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared/reference/data/coco-open"
#: Copies of each set that bring it near the 5,000 images of COCO val2017.
COPIES = {"coco-open": 30, "demo": 80}
#: For each repeated kind: by how much there are fewer copies, and how often each detection stands.
REPEATED = {"plain": (1, 1), "dense": (3, 10)}
#: Draws the random sets; it stands beside the checkout.
DRAWER = ROOT.parent / "shared/reference/bench_peers.py"
#: For each drawn kind: how many detections there are, in times of COCO's.
DRAWN = {"synthetic": 1, "synthetic-x10": 10, "synthetic-x50": 50}
KINDS = (*REPEATED, *DRAWN)
#: For each form of results, what is compared.
FORMS = {"bbox": "bbox", "segm": "segm", "segm-and-bbox": "segm"}


@dataclass(frozen=True)
class Data:
    """A ground-truth file and result files of every form that rivals can read."""

    name: str
    ground_truth: Path
    results: dict

    def describe(self):
        """Sizes and checksums, for the record."""
        files = {"ground_truth": self.ground_truth, **self.results}
        return {"name": self.name} | {
            name: {"bytes": path.stat().st_size, "sha256": _sha256(path)}
            for name, path in files.items()
        }

    def n_detections(self):
        """Detections of each form of results, counted without holding a file."""
        word, n_words, rest = b'"score"', 0, b""
        with self.results["bbox"].open("rb") as file:
            while block := file.read(1 << 20):
                n_words += (rest + block).count(word)
                rest = block[1 - len(word) :]
        return n_words


def make(folder, detlens, kind):
    """Writes the data of a kind into a folder, unless it is there already.

    Made in another process: a started program's peak memory is never below its starter's.
    """
    with ProcessPoolExecutor(1) as made_by:
        return made_by.submit(_make, folder, detlens, kind).result()


def _make(folder, detlens, kind):
    return _draw(folder, kind) if kind in DRAWN else _make_repeated(folder, detlens, kind)


def _draw(folder, kind):
    """Lets the drawer write its files, one of ground truths and three of results."""
    if not DRAWER.exists():
        raise SystemExit(f"{kind} is drawn by {DRAWER}, which is not there")
    drawn, scale = folder / "synth", f"{DRAWN[kind]}"
    names = ("bbox", "segm", "segmbb")
    results = {form: drawn / f"dt_{name}_x{scale}.json" for form, name in zip(FORMS, names)}
    if not results["segm-and-bbox"].exists():
        folder.mkdir(parents=True, exist_ok=True)
        for step in ("gen", "both"):
            command = [sys.executable, DRAWER, step, "--scale", scale]
            subprocess.run(command, check=True, env=os.environ | {"BENCH_DIR": str(folder)})
    return Data(kind, drawn / "gt.json", results)


def _make_repeated(folder, detlens, kind):
    name = "coco-open" if REAL.exists() else "demo"
    fewer, times = REPEATED[kind]
    copies = COPIES[name] // fewer
    folder = folder / (f"{name}-x{copies}" + (f"-detections-x{times}" if times > 1 else ""))
    ground_truth = folder / "gt.json"
    results = {form: folder / f"dt-{form}.json" for form in FORMS}
    if not all(path.exists() for path in (ground_truth, *results.values())):
        folder.mkdir(parents=True, exist_ok=True)
        document, rows = _source(name, folder, detlens)
        rows = [
            row | {"score": round(row["score"] * (1 - time / times), 6)}
            for row in rows
            for time in range(times)
        ]
        document, rows = _repeat(document, rows, copies)
        ground_truth.write_text(json.dumps(document))
        for form, path in results.items():
            path.write_text(json.dumps([_in_form(row, form) for row in rows]))
    return Data(folder.name, ground_truth, results)


def _source(name, folder, detlens):
    if name == "coco-open":
        paths = REAL / "gt.json", REAL / "yolov7-seg.open.top100.json"
    else:
        demo = folder / "demo"
        subprocess.run([detlens, "demo", "-o", demo], check=True, stdout=subprocess.DEVNULL)
        paths = demo / "dataset/ground_truth.json", demo / "dataset/detections.json"
    return tuple(json.loads(path.read_text()) for path in paths)


def _repeat(document, rows, copies):
    """Copies with ids of their own; scores sink a little, so that copies are not ties."""
    image_step = 10 ** len(str(max(image["id"] for image in document["images"])))
    gt_step = max(annotation["id"] for annotation in document["annotations"]) + 1

    def moved(row, copy, **keys):
        return row | {key: row[key] + step * copy for key, step in keys.items()}

    repeated = document | {
        "images": [moved(i, c, id=image_step) for c in range(copies) for i in document["images"]],
        "annotations": [
            moved(annotation, c, id=gt_step, image_id=image_step)
            for c in range(copies)
            for annotation in document["annotations"]
        ],
    }
    results = [
        moved(row, c, image_id=image_step) | {"score": round(row["score"] - c * 1e-7, 7)}
        for c in range(copies)
        for row in rows
    ]
    return repeated, results


def _in_form(row, form):
    left_out = {"bbox": "segmentation", "segm": "bbox"}.get(form)
    return {key: value for key, value in row.items() if key != left_out}


def _sha256(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
