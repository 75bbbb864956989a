"""A server's label file has every acknowledged label wherever the power goes, a failed write or sync is never acknowledged and leaves nothing,
and a retrained model is whole before it is called done.

usage: power_labels_test.py BINARY_FOLDER SOURCE_FOLDER LIBRARY (record_writes.c)"""
import http.client
import json
import os
import random
import sys
import tempfile
import time

from power_cut import Disk, Labels, Loss, Replaced, check as replay, read_log, repaired
from writers import Server, check, pool, statements

BINARY, SOURCE, LIBRARY = map(os.path.abspath, sys.argv[1:4])
API = "/api/v1/label"
LABELS = statements(SOURCE, 200)
SAMPLE = 12


class Recorded(Server):
    """A server whose files are recorded, and whose label file fails as the file `fault` says."""

    def __init__(self, folder, *options, labels="labels.jsonl"):
        self.work = os.path.realpath(folder)
        super().__init__(BINARY, "--labels", labels, "--pool", "../pool.jsonl", *options, folder=os.path.join(self.work, "files"), env={
            "LD_PRELOAD": LIBRARY, "CRASH_LOG": os.path.join(self.work, "log"), "CRASH_FOLDER": os.path.join(self.work, "files"),
            "CRASH_FAULT": os.path.join(self.work, "fault"), "CRASH_FAULT_ON": "labels.jsonl"})
        os.makedirs(self.folder, exist_ok=True)
        with open(os.path.join(self.work, "pool.jsonl"), "w", encoding="utf-8") as out:
            out.write(pool(SOURCE, 200))
        self.plan("")
        self.disk = Disk(self.folder)
        self.seen = 0

    def plan(self, fault):
        self.write("../fault", fault)

    def judge(self, *judges):
        """Replays what was recorded since the last time."""
        events = read_log(self.env["CRASH_LOG"])
        replay(self.disk, events[self.seen:], judges)
        self.seen = len(events)
        check(not self.disk.differs(self.folder), f"written behind the recorder's back: {self.disk.differs(self.folder)}")


def lines_of(server):
    with open(server.path("labels.jsonl"), "rb") as f:
        return f.read()


def give(server, connection, path=API):
    item = server.json("GET", API + "/next", annotator="ana", connection=connection)[1]["items"][0]
    body = {"annotator": "ana", "id": item["id"]}
    return server.json("POST", path, dict(body, label=LABELS[item["text"]]) if path == API else body, connection=connection)


def fail(server, connection, plan):
    before = lines_of(server)
    server.plan(plan)
    status, answer = give(server, connection)
    check(status == 503 and answer["error"]["code"] == "cannot_save", f"{plan}: {status} {answer}")
    status, answer = give(server, connection)
    check(status == 503, f"{plan}, again: {status}")
    check(server.json("GET", "/api/v1/health")[0] == 503, "health says so")
    status, answer = server.json("POST", API + "/undo", {"annotator": "ana"}, connection=connection)
    check(status == 503, f"{plan}: undo: {status}")
    if "cut" not in plan:
        check(lines_of(server) == before, f"{plan}: a refused line left something behind")
    server.plan("")
    status, answer = give(server, connection)
    check(status == 200 and answer["record"]["seq"] == before.count(b"\n") + 1, f"after {plan}: {status} {answer}")
    check(lines_of(server).startswith(before) and lines_of(server).count(b"\n") == before.count(b"\n") + 1, f"after {plan}: one line more")


def label_and_fail(work):
    """30 labels and skips, an undo, four ways of failing, and a line torn by the death of the server."""
    server = Recorded(work)
    labels = Labels(server.path("labels.jsonl"))
    with server:
        connection = server.connect()
        for n in range(30):
            status, answer = give(server, connection, path=API + "/skip" if n % 7 == 6 else API)
            check(status == 200 and answer["record"]["seq"] == n + 1, f"{status} {answer}")
        check(server.json("POST", API + "/undo", {"annotator": "ana"})[0] == 200, "undo is saved too")
        for plan in ("sync", "write", "sync+cut", "write+cut"):
            fail(server, connection, plan)
        check(lines_of(server).count(b"\n") == 35, f"{lines_of(server).count(b'%c' % 10)} lines")

        whole = lines_of(server)
        server.plan("tear")
        try:
            give(server, connection)
            raise AssertionError("the server lives")
        except (OSError, http.client.HTTPException):
            pass
        server.process.wait(timeout=30)
        torn = lines_of(server)
        check(torn.startswith(whole) and len(torn) > len(whole) and not torn.endswith(b"\n"), "the line is torn")
        server.judge(labels)
        check(len(labels.promised) == 35, f"{len(labels.promised)} answers")
        labels.torn = torn[len(whole):]
        server.disk = Disk(server.folder)  # all that the dead server wrote has got to the disk meanwhile
        server.plan("")
        server.process.stdout.close()
        server.process.stderr.close()
        server.start()
        check(lines_of(server) == whole, "the torn line is gone")
        with open(server.path("labels.jsonl.torn"), "rb") as kept:
            check(kept.read() == labels.torn + b"\n", "and was kept aside")
        check(give(server, server.connect())[1]["record"]["seq"] == 36, "labelling goes on behind the last whole line")
        code, said = server.stop()
        check(code == 0 and "cut short" in said, f"{code} {said}")
        server.judge(labels)
    found_out(server, labels)
    return labels


def found_out(server, labels):
    """The checker misses each kind of sync that is taken out of what this server did."""
    events = read_log(server.env["CRASH_LOG"])
    for what, path in (("the label file", labels.path), ("the folder", server.folder)):
        disk = Disk()
        disk.folders.add(server.folder)
        try:
            replay(disk, [e for e in events if e.kind not in ("begin", "sync") or e.path != path], [Labels(labels.path)])
        except Loss:
            continue
        raise AssertionError(f"the checker does not miss the syncs of {what}")


def start_on_what_is_left(work, labels):
    """Real servers on some of the files that a power cut could have left: each starts, and has read every whole line."""
    torn = sorted(content for content in labels.states if content and repaired(content)[1])
    chosen = random.Random(1).sample(torn, SAMPLE)
    for n, content in enumerate(chosen):
        server = Server(BINARY, "--labels", f"{n}.jsonl", "--pool", "pool.jsonl", folder=work)
        with open(server.path(f"{n}.jsonl"), "wb") as out:
            out.write(content)
        with server:
            records = server.json("GET", API + "/stats")[1]["records"]
            check(records == len(repaired(content)[0]), f"{records} records read of {len(repaired(content)[0])}")
            code, said = server.stop()
            check(code == 0 and "cut short" in said, f"{code} {said}")
    return len(torn)


def label_through_a_link(work):
    """The label file is new, behind a link into another folder: it is that folder that has to be synced."""
    os.makedirs(os.path.join(work, "files", "elsewhere"))
    os.symlink("elsewhere/labels.jsonl", os.path.join(work, "files", "link.jsonl"))
    server = Recorded(work, labels="link.jsonl")
    labels = Labels(server.path("elsewhere/labels.jsonl"))
    server.disk.folders |= {server.folder, server.path("elsewhere")}
    with server:
        check(give(server, server.connect())[0] == 200, "a label through a link")
        check(server.stop()[0] == 0, "SIGTERM ends it")
    server.judge(labels)
    check(len(labels.promised) == 1, "one answer")


class Retrained(Replaced):
    def hear(self, event):
        if event.kind == "say" and b'"stance.retraining/1","state":"done"' in event.data:
            self.promise()


def retrain(work):
    """Twice: where there is no model yet, and over the first one."""
    server = Recorded(work)
    model, old = server.path("labels.stance"), None
    with server:
        connection = server.connect()
        for _ in range(2):
            for _ in range(30):
                check(give(server, connection)[0] == 200, "a label")
            server.judge()
            status, answer = server.json("POST", "/api/v1/retrain", {}, connection=connection)
            until = time.monotonic() + 120
            while answer.get("state") == "running" and time.monotonic() < until:
                time.sleep(0.02)
                status, answer = server.json("GET", "/api/v1/retrain", connection=connection)
            check(status == 200 and answer["state"] == "done", f"{status} {answer}")
            with open(model, "rb") as file:
                new = file.read()
            judge = Retrained(model, old, new)
            server.judge(judge)
            check(judge.allowed == [new] and new != old, "it was called done, and is another model")
            old = new
        check(server.stop()[0] == 0, "SIGTERM ends it")


with tempfile.TemporaryDirectory() as everything:
    parts = [os.path.join(os.path.realpath(everything), name) for name in ("label", "link", "retrain")]
    for part in parts:
        os.mkdir(part)
    given = label_and_fail(parts[0])
    left = start_on_what_is_left(parts[0], given)
    label_through_a_link(parts[1])
    retrain(parts[2])
print(f"{len(given.promised)} acknowledged lines were sure before their answers; 12 failures acknowledged none; "
      f"{left} files with a torn end could be left, real servers read {SAMPLE} of them; two retrained models were sure before they were done")
