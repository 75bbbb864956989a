"""A server of its own for a test, and a client that is as strict as the server: python3's standard library alone."""
import http.client
import json
import os
import signal
import subprocess
import tempfile
import urllib.parse


class Server:
    """`stance serve` in a folder of its own; ended and removed with the `with` block."""

    def __init__(self, binary, *options, env=None, folder=None):
        self.binary, self.options = os.path.abspath(binary), options
        self.env = dict(os.environ, **(env or {}))
        self.own = None if folder else tempfile.TemporaryDirectory()
        self.folder = folder or self.own.name
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def start(self):
        self.process = subprocess.Popen([os.path.join(self.binary, "stance-serve"), "serve", *self.options], cwd=self.folder,
                                        env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        url = self.process.stdout.readline()
        if not url.startswith("http://127.0.0.1:"):
            raise AssertionError(f"did not start: {url!r} {self.process.stderr.read()}")
        self.port = int(url.rsplit(":", 1)[1].strip("/\n"))
        return self

    def stop(self, how=signal.SIGTERM):
        """The exit code and what was said on standard error."""
        self.process.send_signal(how)
        _, said = self.process.communicate(timeout=60)
        return self.process.returncode, said

    def __exit__(self, *_):
        if self.process.poll() is None:
            try:
                self.stop()  # as it ends by itself, so that a coverage build keeps what it counted
            except subprocess.TimeoutExpired:
                self.stop(signal.SIGKILL)
        self.process.stdout.close()
        self.process.stderr.close()
        if self.own:
            self.own.cleanup()

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as out:
            out.write(text)
        return name

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def call(self, method, path, body=None, media="application/json", headers=None, connection=None, **parameters):
        """(status, headers, bytes). A body that is no bytes or string is sent as JSON."""
        if parameters:
            path += "?" + urllib.parse.urlencode(parameters, doseq=True)
        sent = {} if body is None else {"Content-Type": media}
        sent.update(headers or {})
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body)
        if isinstance(body, str):
            body = body.encode()
        own = connection or self.connect()
        own.request(method, path, body, sent)
        answer = own.getresponse()
        data = answer.read()
        if not connection:
            own.close()
        return answer.status, answer.headers, data

    def json(self, method, path, body=None, **rest):
        status, _, data = self.call(method, path, body, **rest)
        return status, json.loads(data)


def check(condition, message):
    """An assertion that python -O does not take away."""
    if not condition:
        raise AssertionError(message)


def statements(source, n):
    """The first n shipped statements: text to label."""
    folder = os.path.join(source, "datasets", "statements")
    rows = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as lines:
            rows += [json.loads(line) for line in lines]
        if len(rows) >= n:
            break
    return {row["text"]: row["label"] for row in rows[:n]}


def pool(source, n):
    """The same without their labels, as a JSONL file."""
    return "".join(json.dumps({"text": text}) + "\n" for text in statements(source, n))


def small_model(binary, server, source):
    """A model that is trained and opened in no time, for tests that start a server often; its path."""
    rows = "".join(f"{label}\t{text}\n" for text, label in statements(source, 120).items() if label != "neither")
    server.write("small.tsv", rows)
    subprocess.run([os.path.join(os.path.abspath(binary), "stance-train"), "train", "--quiet", "--stems", "1-1", "--chars", "none", "--cost", "1",
                    server.path("small.tsv"), "-o", server.path("small.stance")], check=True)
    return server.path("small.stance")
