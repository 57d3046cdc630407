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
    files = differences(run.files(per_page=500), receipt["files"], "the run")
    missing = [*summary(run, receipt), *files, *artifacts(run, receipt)]
    json.dump(missing, sys.stdout)


def summary(run, receipt):
    known = set(run.summary.keys())
    absent = [key for key in receipt["summary_keys"] if key not in known]
    return [f"the summary lacks {key}" for key in absent]


def artifacts(run, receipt):
    try:
        logged = list(run.logged_artifacts(per_page=500))
    except AssertionError:
        # The package cannot show an artifact that was begun and not committed.
        yield "an artifact lacks files, so it was not committed"
        return
    found = {artifact.name.split(":")[0]: artifact for artifact in logged}
    for wanted in receipt["artifacts"]:
        artifact = found.get(wanted["name"])
        if artifact is None or artifact.state != "COMMITTED":
            yield f"the artifact {wanted['name']} is missing"
        elif artifact.digest != wanted["digest"]:
            yield f"the artifact {wanted['name']} is another version"
        else:
            yield from differences(artifact.files(per_page=500), wanted["files"], wanted["name"])


def differences(files, receipts, where):
    found = {file.name: file for file in files}
    for wanted in receipts:
        file = found.get(wanted["path"])
        if file is None:
            yield f"the file {wanted['path']} of {where} is missing"
        elif int(file.size) != wanted["size_bytes"] or file.md5 not in (None, "", wanted["md5"]):
            yield f"the file {wanted['path']} of {where} differs"


main(sys.argv[1])
