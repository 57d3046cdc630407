"""Runs in the official client's environment: logs a run from Python into a live one.

Says, as JSON, what the live run and an offline run of the same have in their logs.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

import detlens
import wandb
from official_table import complete, pixels, records

#: What each client says of its own run.
OWN_KEYS = ("_step", "_timestamp", "_runtime", "_wandb")


def main(run, offline):
    ours = everything(list(records(next(offline.glob("run-*.wandb")))), offline.parents[1])
    with tempfile.TemporaryDirectory() as place:
        os.environ |= {"WANDB_DATA_DIR": place, "WANDB_DIR": place, "WANDB_MODE": "offline"}
        live = wandb.init(project="p", settings=wandb.Settings(console="off", disable_git=True))
        live.log({"loss": 0.5})
        detlens.open(run).log_to_wandb(n_examples=2)
        log = Path(live.settings.sync_file)
        live.finish()
        json.dump({"ours": ours, "live": everything(complete(log), Path(place))}, sys.stdout)


def everything(log, above):
    """The values of a log, with what stands in the files that they name."""
    told = {"config": {}, "panels": {}, "history": {}, "summary": {}, "steps": []}
    artifacts = {}
    (files,) = above.glob("wandb/offline-run-*/files")
    for record in log:
        entries = record.artifact.manifest.contents
        if entries:
            artifacts[record.artifact.client_id] = {
                entry.path: (above / entry.local_path).read_bytes() for entry in entries
            }
        for item in [*record.config.update, *record.run.config.update]:
            if list(item.nested_key[:2]) == ["_wandb", "visualize"]:
                told["panels"][item.nested_key[2]] = json.loads(item.value_json)
            elif item.key not in OWN_KEYS and item.key:
                told["config"][item.key] = json.loads(item.value_json)
        for where in ("history", "summary"):
            message = getattr(record, where)
            items = message.item if where == "history" else message.update
            for item in items:
                put(told[where], [item.key] if item.key else item.nested_key, item.value_json)
        if record.HasField("history"):
            told["steps"].append(record.history.step.num)
    for where in ("history", "summary"):
        values = told[where].items()
        told[where] = {
            key: shown(value, artifacts, files) for key, value in values if key not in OWN_KEYS
        }
    return told


def put(values, path, value_json):
    """Puts a value where its path says; the client flattens what is nested."""
    *above, last = path
    for key in above:
        values = values.setdefault(key, {})
    values[last] = json.loads(value_json)


def shown(value, artifacts, files):
    """A value with the content of its file, since paths are each client's own choice."""
    kind = value.get("_type") if isinstance(value, dict) else None
    if kind == "html-file":
        return {"html": (files / value["path"]).read_text()}
    if kind != "table-file":
        return value
    address = value["artifact_path"].removeprefix("wandb-client-artifact://")
    client_id, _, entry = address.partition("/")
    content = artifacts[client_id]
    table = json.loads(content[entry])
    for row in table["data"]:
        for cell in row:
            if isinstance(cell, dict):
                show_files(cell, content)
    beside = json.loads((files / value["path"]).read_text())
    sizes = {key: value[key] for key in ("nrows", "ncols", "log_mode")}
    return {"table": table, "beside": len(beside["data"]), **sizes}


def show_files(cell, content):
    """The pixels of a picture and of its masks, and its classes, in place of their paths."""
    for mask in cell["masks"].values():
        mask["pixels"] = pixels(content[mask.pop("path")]).tolist()
        del mask["sha256"]
    cell["pixels"] = pixels(content[cell.pop("path")]).tolist()
    del cell["sha256"]
    classes = json.loads(content[cell.pop("classes")["path"]])
    cell["classes"] = sorted(classes["class_set"], key=lambda entry: entry["id"])


main(*map(Path, sys.argv[1:]))
