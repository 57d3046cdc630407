"""Runs in the official client's environment: logs the examples of an offline run with it.

Says, as JSON, what each of the two offline runs has of the table of examples and of a chart.
"""

import contextlib
import io
import json
import os
import struct
import sys
import tempfile
import time
from pathlib import Path

import numpy
import transaction_log
import wandb
from google.protobuf.message import DecodeError
from PIL import Image
from wandb.proto import wandb_internal_pb2

KEY = "table/examples"
CHART = "chart/score_sweep"


def main(folder):
    ours = described(records(next(folder.glob("run-*.wandb"))), folder.parents[1])
    with tempfile.TemporaryDirectory() as place:
        os.environ |= {"WANDB_DATA_DIR": place, "WANDB_DIR": place, "WANDB_MODE": "offline"}
        run = wandb.init(project="p", settings=wandb.Settings(console="off", disable_git=True))
        run.log({KEY: official_table(ours), CHART: official_chart(ours)})
        log = Path(run.settings.sync_file)
        run.finish()
        official = described(complete(log), Path(place))
        json.dump({"ours": shown(ours), "official": shown(official)}, sys.stdout)


def complete(path):
    """The records of a run that has ended; the client's service may still be writing the last."""
    for _ in range(300):
        with contextlib.suppress(DecodeError, struct.error):
            found = list(records(path))
            if any(record.HasField("exit") for record in found):
                return found
        time.sleep(0.1)
    raise AssertionError(f"{path} has no end")


def records(path):
    """The records of a transaction log."""
    return map(wandb_internal_pb2.Record.FromString, transaction_log.records(path))


def described(log, above):
    """The table's artifact by its paths, and the panels of the configuration."""
    files, panels = {}, {}
    for record in log:
        entries = list(record.artifact.manifest.contents)
        if any("examples" in entry.path for entry in entries):
            files = {e.path: (above / e.local_path).read_bytes() for e in entries}
        for item in [*record.config.update, *record.run.config.update]:
            if list(item.nested_key[:2]) == ["_wandb", "visualize"]:
                panels[item.nested_key[2]] = json.loads(item.value_json)
    (path,) = (path for path in files if path.endswith("table.json"))
    return {"files": files, "table": json.loads(files[path]), "panel": panels[CHART]}


def official_table(ours):
    """The same table, made with the official client."""
    files, table = ours["files"], ours["table"]
    types = table["column_types"]["params"]["type_map"]["image"]["params"]["allowed_types"]
    (image_type,) = (t["params"] for t in types if t["wb_type"] == "image-file")
    rows = []
    for cell, *rest in table["data"]:
        classes = json.loads(files[cell["classes"]["path"]])["class_set"]
        masks = {
            layer: {"mask_data": pixels(files[mask["path"]])} | labels(image_type, "mask", layer)
            for layer, mask in cell["masks"].items()
        }
        boxes = {
            layer: {"box_data": boxes} | labels(image_type, "box", layer)
            for layer, boxes in cell["boxes"].items()
        }
        picture = Image.open(io.BytesIO(files[cell["path"]]))
        more = {"caption": cell["caption"], "classes": wandb.Classes(classes)}
        rows.append([wandb.Image(picture, masks=masks, boxes=boxes, **more), *rest])
    return wandb.Table(columns=table["columns"], data=rows)


def official_chart(ours):
    """The same chart, made with the official client."""
    config = ours["panel"]["panel_config"]
    table = wandb.Table(columns=["score", "metric", "value"], data=[[0.5, "recall", 1.0]])
    return wandb.plot_table(
        config["panelDefId"], table, config["fieldSettings"], config["stringSettings"]
    )


def shown(described):
    """What can be compared: paths are each client's own choice, what they lead to is not."""
    files, table = described["files"], described["table"]
    cells = [row[0] for row in table["data"]]
    for cell in cells:
        for mask in cell["masks"].values():
            mask["pixels"] = pixels(files[mask.pop("path")]).tolist()
            del mask["sha256"]
        cell["pixels"] = pixels(files[cell.pop("path")]).tolist()
        classes = json.loads(files[cell.pop("classes")["path"]])
        cell["classes"] = sorted(classes["class_set"], key=lambda entry: entry["id"])
        del cell["sha256"]
    return {"table": table, "panel": described["panel"]}


def pixels(png):
    """The levels of an image."""
    return numpy.asarray(Image.open(io.BytesIO(png)))


def labels(image_type, kind, layer):
    """The class labels of a layer, with numbers for keys as the client wants them."""
    names = image_type[f"{kind}_class_maps"]["params"]["val"][layer]
    return {"class_labels": {int(number): name for number, name in names.items()}}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
