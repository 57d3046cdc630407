"""A small W&B server on loopback that keeps what it is sent, for the official clients to talk to.

It knows the operations that clients from 0.22 to 0.31 use to upload an offline run and to look at
it afterwards. An operation that it does not know is an error, and is kept in `unknown`.
"""

import base64
import gzip
import hashlib
import json
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

from tracking import wandb_operations as operations

ENTITY = "tester"
API_KEY = "0123456789" * 4


@dataclass
class Artifact:
    """An artifact: what its creation said, and its files by their paths."""

    id: str
    request: dict
    state: str = "PENDING"
    digest: str = ""
    files: dict = field(default_factory=dict)
    manifest: dict | None = None

    @property
    def name(self):
        """The name of the collection."""
        names = self.request.get("artifactCollectionNames") or []
        return self.request.get("artifactCollectionName") or names[0]


@dataclass
class Run:
    """A run: what became of its bucket, its stream and its files."""

    name: str
    bucket: dict = field(default_factory=dict)
    #: Lines of the history by their numbers, as the stream gave them.
    history: dict = field(default_factory=dict)
    summary: dict = field(default_factory=dict)
    config: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)
    artifacts: list = field(default_factory=list)
    exit_code: int | None = None

    def rows(self):
        """The history in its order."""
        return [self.history[number] for number in sorted(self.history)]


class Server(ThreadingHTTPServer):
    """The server, and everything it was sent. Files go and come under `/storage/KEY`."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.runs = {}
        self.artifacts = {}
        #: Bytes by storage key.
        self.storage = {}
        self.unknown = []
        #: Storage keys for which an upload is answered with success and thrown away.
        self.lose = lambda key: False
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        """The base address."""
        return f"http://127.0.0.1:{self.server_port}"

    def run(self, name):
        """The run of a name; a new one if there is none."""
        return self.runs.setdefault(name, Run(name))

    def new_artifact(self, request):
        """An artifact that was asked for."""
        artifact_id = base64.b64encode(f"Artifact:{len(self.artifacts)}".encode()).decode()
        artifact = self.artifacts[artifact_id] = Artifact(artifact_id, request)
        return artifact

    def artifact_of(self, client_id):
        """The artifact that a client has given an id, if there is one."""
        artifacts = self.artifacts.values()
        return next((a for a in artifacts if a.request["clientID"] == client_id), None)

    def md5(self, key):
        """The checksum of a file, as W&B writes it."""
        return base64.b64encode(hashlib.md5(self.storage[key]).digest()).decode()

    def storage_url(self, key):
        """Where the file of a key is put and got."""
        return f"{self.url}/storage/{key}"

    def stream(self, name, sent):
        """Takes what a client streams of a run."""
        run = self.run(name)
        history = sent.get("files", {}).get("wandb-history.jsonl", {})
        for number, line in enumerate(history.get("content", []), history.get("offset", 0)):
            run.history[number] = json.loads(line)
        for line in sent.get("files", {}).get("wandb-summary.json", {}).get("content", []):
            run.summary = json.loads(line)
        if sent.get("complete"):
            run.exit_code = sent.get("exitcode")


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        """GraphQL, or a part of the stream of a run."""
        if not self.authorized():
            return self.answer(401, {"error": "no key"})
        sent = json.loads(self.body() or b"{}")
        stream = re.fullmatch(r"/files/([^/]+)/([^/]+)/([^/]+)/file_stream", self.path)
        with self.server.lock:
            if stream:
                self.server.stream(unquote(stream[3]), sent)
                return self.answer(200, {"limits": {}})
            if self.path != "/graphql":
                return self.answer(404, {"error": self.path})
            return self.answer(200, operations.answer(self.server, sent))

    def do_PUT(self):
        """A file."""
        body = self.body()
        key = unquote(self.path.removeprefix("/storage/"))
        with self.server.lock:
            if not self.server.lose(key):
                self.server.storage[key] = body
        self.answer(200, {})

    def do_GET(self):
        """A file."""
        body = self.server.storage.get(unquote(self.path.removeprefix("/storage/")))
        self.answer(404, {}) if body is None else self.answer(200, body)

    def authorized(self):
        """Whether the client knows the key; the addresses of storage are secret by themselves."""
        expected = base64.b64encode(f"api:{API_KEY}".encode()).decode()
        return self.headers.get("Authorization") == f"Basic {expected}"

    def body(self):
        """The body of the request, unpacked."""
        if self.headers.get("Transfer-Encoding") == "chunked":
            chunks = []
            while size := int(self.rfile.readline(), 16):
                chunks.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            body = b"".join(chunks)
        else:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        return gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body

    def answer(self, code, content):
        """Sends JSON or bytes."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Says nothing."""

