"""Asks the server for each part of a receipt; prints what is missing or differs as a JSON list."""

import json
import sys

import wandb


def main(path):
    with open(path, encoding="utf-8") as file:
        receipt = json.load(file)
    api = wandb.Api()
    entity = receipt["entity"] or api.default_entity
    run = api.run(f"{entity}/{receipt['project']}/{receipt['run_id']}")
    missing = [*summary(run, receipt), *files(run, receipt), *artifacts(run, receipt)]
    json.dump(missing, sys.stdout)


def summary(run, receipt):
    known = run.summary_metrics
    absent = [key for key in receipt["summary_keys"] if key not in known]
    return [f"the summary lacks {key}" for key in absent]


def files(run, receipt):
    found = {file.name: file for file in run.files(per_page=500)}
    for wanted in receipt["files"]:
        file = found.get(wanted["path"])
        if file is None:
            yield f"the file {wanted['path']} is missing"
        elif int(file.size) != wanted["size_bytes"] or file.md5 not in (None, "", wanted["md5"]):
            yield f"the file {wanted['path']} differs"


def artifacts(run, receipt):
    found = {artifact.name.split(":")[0]: artifact for artifact in run.logged_artifacts(per_page=500)}
    for wanted in receipt["artifacts"]:
        artifact = found.get(wanted["name"])
        if artifact is None or artifact.state != "COMMITTED":
            yield f"the artifact {wanted['name']} is missing"
            continue
        entries = artifact.manifest.entries
        for file in wanted["files"]:
            entry = entries.get(file["path"])
            if entry is None or (entry.digest, entry.size) != (file["md5"], file["size_bytes"]):
                yield f"the file {file['path']} of {wanted['name']} is missing or differs"


main(sys.argv[1])
