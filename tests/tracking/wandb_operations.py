"""The GraphQL operations of the small W&B server, each by the name that clients give it."""

import base64
import json
import re

PROJECT = {"id": "project-id", "name": "", "entity": {"id": "entity-id", "name": "tester"}}


def answer(server, sent):
    """The answer to a request."""
    query, variables = sent["query"], sent.get("variables") or {}
    name = re.search(r"(?:query|mutation)\s+(\w+)", query)
    if probed := re.findall(r"(\w+):\s*__type\(", query):
        return {"data": {alias: _abilities() for alias in probed}}
    operation = OPERATIONS.get(name[1]) if name else None
    if operation is None:
        server.unknown.append(query)
        return {"errors": [{"message": f"unknown operation: {query[:80]}"}]}
    # Some operations take their arguments one by one, some in one.
    return {"data": operation(server, variables.get("input") or variables)}


def upsert_bucket(server, variables):
    """Makes a run, or changes what is given of it."""
    is_new = variables["name"] not in server.runs
    run = server.run(variables["name"])
    run.bucket |= {key: value for key, value in variables.items() if value is not None}
    run.config |= json.loads(variables.get("config") or "{}")
    return {"upsertBucket": {"bucket": _bucket(run), "inserted": is_new}}


def run_resume_status(server, variables):
    """What a client has to know to add to a run."""
    run = server.runs.get(variables["name"])
    if run is None:
        return {"model": {"bucket": None}}
    rows = [json.dumps(row) for row in run.rows()]
    bucket = _bucket(run) | {
        "summaryMetrics": json.dumps(run.summary),
        "logLineCount": 0,
        "eventsLineCount": 0,
        "historyTail": json.dumps(rows[-1:]),
        "eventsTail": "[]",
        "tags": run.bucket.get("tags") or [],
        "wandbConfig": json.dumps({"t": 1}),
    }
    return {"model": {"id": "project-id", "name": variables["project"], "bucket": bucket}}


def create_run_files(server, variables):
    """Says where to put files beside the history."""
    run = server.run(variables["run"])
    files = []
    for name in variables["files"]:
        key = f"run/{run.name}/{name}"
        run.files[name] = key
        files.append({"name": name, "uploadUrl": server.storage_url(key)})
    return {"createRunFiles": {"runID": run.name, "uploadHeaders": [], "files": files}}


def create_artifact(server, variables):
    """Makes an artifact, or gives back the one of the same client id."""
    artifact = server.artifact_of(variables["clientID"])
    if artifact is None:
        artifact = server.new_artifact(variables)
        server.run(variables["runName"]).artifacts.append(artifact.id)
    sequence = {"id": f"sequence-{artifact.id}", "latestArtifact": None}
    described = {"id": artifact.id, "state": artifact.state, "artifactSequence": sequence}
    return {"createArtifact": {"artifact": described}}


def create_artifact_files(server, variables):
    """Says where to put the files of artifacts."""
    edges = []
    for wanted in variables["artifactFiles"]:
        artifact = server.artifacts[wanted["artifactID"]]
        key = f"artifact/{artifact.id}/{wanted['name']}"
        artifact.files[wanted["name"]] = key
        node = {
            "id": key,
            "name": wanted["name"],
            "displayName": wanted["name"],
            "uploadUrl": server.storage_url(key),
            "uploadHeaders": [],
            "uploadMultipartUrls": None,
            "storagePath": key,
            "artifact": {"id": artifact.id},
        }
        edges.append({"node": node})
    return {"createArtifactFiles": {"files": {"edges": edges}}}


def create_artifact_manifest(server, variables):
    """Says where to put the list of the files of an artifact."""
    artifact = server.artifacts[variables["artifactID"]]
    key = f"manifest/{artifact.id}/{variables['name']}"
    artifact.manifest = key
    file = {
        "id": key,
        "name": variables["name"],
        "displayName": variables["name"],
        "uploadUrl": server.storage_url(key),
        "uploadHeaders": [],
    }
    return {"createArtifactManifest": {"artifactManifest": {"id": artifact.id, "file": file}}}


def update_artifact_manifest(server, variables):
    """The same, once the checksum is known."""
    server_manifest = {"artifactID": variables["artifactManifestID"], "name": variables.get("name")}
    server_manifest["name"] = server_manifest["name"] or "wandb_manifest.json"
    created = create_artifact_manifest(server, server_manifest)["createArtifactManifest"]
    return {"updateArtifactManifest": created}


def commit_artifact(server, variables):
    """Declares an artifact complete."""
    artifact = server.artifacts[variables["artifactID"]]
    artifact.state = "COMMITTED"
    artifact.digest = artifact.request["digest"]
    return {"commitArtifact": {"artifact": {"id": artifact.id, "digest": artifact.digest}}}


def client_id_mapping(server, variables):
    """The server's id of an artifact of a client."""
    artifact = server.artifact_of(variables["clientID"])
    return {"clientIDMapping": {"serverID": artifact.id}}


def viewer(_server, _variables):
    """Who the key belongs to."""
    viewer = {
        "__typename": "User",
        "id": "viewer-id",
        "entity": "tester",
        "username": "tester",
        "name": "Tester",
        "flags": "{}",
        "admin": False,
        "email": "tester@example.invalid",
        "teams": {"edges": []},
        "apiKeys": {"edges": []},
    }
    return {"viewer": viewer, "serverInfo": {"cliVersionInfo": {}, "latestLocalVersionInfo": None}}


def look_at_run(server, variables):
    """What the public interface shows of a run."""
    run = server.runs.get(variables["name"])
    if run is None:
        return {"project": {"internalId": "project-id", "run": None}}
    shown = _bucket(run) | {
        "tags": run.bucket.get("tags") or [],
        "name": run.name,
        "projectId": "1",
        "state": "finished",
        "group": run.bucket.get("groupName"),
        "jobType": run.bucket.get("jobType"),
        "commit": None,
        "readOnly": False,
        "createdAt": "2026-01-01T00:00:00",
        "heartbeatAt": "2026-01-01T00:00:00",
        "notes": None,
        "systemMetrics": "{}",
        "summaryMetrics": json.dumps(run.summary),
        "config": json.dumps(run.config),
        "user": {"name": "Tester", "username": "tester"},
        "historyKeys": {},
    }
    return {"project": {"internalId": "project-id", "run": shown}}


def run_files(server, variables):
    """The files beside the history of a run that have arrived."""
    run = server.runs[variables["name"]]
    files = _files(server, run.files)
    shown = {"fileCount": len(files["edges"]), "files": files}
    return {"project": {"internalId": "project-id", "run": shown}}


def artifact_files(server, variables):
    """The files of an artifact that have arrived."""
    name, version = variables["collection"], variables["alias"]
    named = [a for a in server.artifacts.values() if a.name == name]
    artifact = named[-1] if version == "latest" else named[int(version.removeprefix("v"))]
    membership = {"__typename": "ArtifactCollectionMembership"}
    membership |= {"files": _files(server, artifact.files)}
    collection = {"__typename": "ArtifactSequence", "artifactMembership": membership}
    return {"project": {"artifactCollection": collection}}


def run_output_artifacts(server, variables):
    """The artifacts of a run."""
    run = server.runs[variables["run"]]
    edges = [{"node": _artifact(server.artifacts[key], variables)} for key in run.artifacts]
    page = {"__typename": "PageInfo", "endCursor": None, "hasNextPage": False}
    artifacts = {"totalCount": len(edges), "pageInfo": page, "edges": edges}
    return {"project": {"run": {"artifacts": artifacts}}}


def _abilities():
    """What the server can do, for older clients that ask first."""
    fields = [{"name": name[0].lower() + name[1:]} for name in OPERATIONS]
    return {"fields": fields, "inputFields": []}


def _bucket(run):
    return {
        "id": base64.b64encode(f"Run:v1:{run.name}:p:tester".encode()).decode(),
        "name": run.name,
        "displayName": run.bucket.get("displayName") or run.name,
        "description": None,
        "config": json.dumps(run.config),
        "sweepName": None,
        "project": PROJECT | {"name": run.bucket.get("project", "")},
        "historyLineCount": len(run.history),
    }


def _files(server, keys):
    """A page with every file of some names and storage keys that has arrived."""
    edges = []
    for name, key in keys.items():
        if key not in server.storage:
            continue
        node = {
            "__typename": "File",
            "id": key,
            "name": name,
            "url": server.storage_url(key),
            "directUrl": server.storage_url(key),
            "sizeBytes": len(server.storage[key]),
            "storagePath": key,
            "mimetype": "application/octet-stream",
            "updatedAt": "2026-01-01T00:00:00Z",
            "digest": server.md5(key),
            "md5": server.md5(key),
        }
        edges.append({"node": node, "cursor": key})
    page = {"__typename": "PageInfo", "endCursor": None, "hasNextPage": False}
    return {"edges": edges, "pageInfo": page}


def _artifact(artifact, variables):
    project = {
        "__typename": "Project",
        "id": "project-id",
        "internalId": "1",
        "name": variables["project"],
        "entity": {"__typename": "Entity", "id": "e", "name": "tester", "organization": None},
    }
    sequence = {
        "__typename": "ArtifactSequence",
        "id": f"sequence-{artifact.id}",
        "name": artifact.name,
        "project": project,
    }
    return {
        "__typename": "Artifact",
        "id": artifact.id,
        "artifactSequence": sequence,
        "versionIndex": 0,
        "artifactType": {"name": "run_table"},
        "description": None,
        "metadata": None,
        "ttlDurationSeconds": -2,
        "ttlIsInherited": True,
        "tags": [],
        "historyStep": 0,
        "state": artifact.state,
        "size": 0,
        "digest": artifact.digest,
        "digestAlgorithm": "MANIFEST_MD5",
        "commitHash": None,
        "fileCount": len(artifact.files),
        "createdAt": "2026-01-01T00:00:00Z",
        "updatedAt": None,
        "aliases": [],
    }


OPERATIONS = {
    "UpsertBucket": upsert_bucket,
    "RunResumeStatus": run_resume_status,
    "CreateRunFiles": create_run_files,
    "CreateArtifact": create_artifact,
    "CreateArtifactFiles": create_artifact_files,
    "CreateArtifactManifest": create_artifact_manifest,
    "UpdateArtifactManifest": update_artifact_manifest,
    "CommitArtifact": commit_artifact,
    "ClientIDMapping": client_id_mapping,
    "ServerFeaturesQuery": lambda _server, _variables: {"serverInfo": {"features": []}},
    "Viewer": viewer,
    "GetViewer": viewer,
    "GetDefaultEntity": viewer,
    "Run": look_at_run,
    "RunFiles": run_files,
    "ArtifactMembershipFiles": artifact_files,
    "RunOutputArtifacts": run_output_artifacts,
}
