"""Every acknowledged label was written and synced before its answer left; a failed write or sync is never acknowledged, and leaves nothing.

usage: sync_test.py BINARY_FOLDER SOURCE_FOLDER LIBRARY (tests/serve/sync_log.c)"""
import json
import os
import sys

from served import Server, check, pool

BINARY, SOURCE, LIBRARY = sys.argv[1:4]
API = "/api/v1/label"


def events(server):
    with open(server.path("log"), encoding="utf-8") as lines:
        return [line.split() for line in lines]


def lines_of(server):
    with open(server.path("labels.jsonl"), "rb") as f:
        return f.read()


def give(server, connection, what="neither", path=API):
    item = server.json("GET", API + "/next", annotator="ana", connection=connection)[1]["items"][0]
    body = {"annotator": "ana", "id": item["id"]}
    return server.json("POST", path, body if path != API else dict(body, label=what), connection=connection)


def check_order(log):
    """Each answer stands behind a sync that succeeded, which stands behind the write of what it acknowledges, with no cut between."""
    synced, written, answers = set(), set(), 0
    for event in log:
        failed = event[-1] == "failed"
        if event[0] == "write" and not failed:
            written.add(event[1])
        elif event[0] == "sync" and not failed:
            synced |= written
            written = set()
        elif event[0] == "cut" or failed:
            written = set()
        elif event[0] == "answer":
            answers += 1
            check(event[1] in synced, f"line {event[1]} was acknowledged before it was synced: {log[-8:]}")
    return answers


def fail(server, connection, plan, recover=True):
    before = lines_of(server)
    server.write("fault", plan)
    status, answer = give(server, connection)
    check(status == 503 and answer["error"]["code"] == "cannot_save", f"{plan}: {status} {answer}")
    status, answer = give(server, connection)
    check(status == 503, f"{plan}, again: {status}")
    check(server.json("GET", "/api/v1/health")[0] == 503, "health says so")
    status, answer = server.json("POST", API + "/undo", {"annotator": "ana"}, connection=connection)
    check(status == 503, f"{plan}: undo: {status}")
    if "cut" not in plan:
        check(lines_of(server) == before, f"{plan}: a refused line left something behind")
    server.write("fault", "")
    if recover:
        status, answer = give(server, connection)
        check(status == 200 and answer["record"]["seq"] == before.count(b"\n") + 1, f"after {plan}: {status} {answer}")
        check(lines_of(server).startswith(before) and lines_of(server).count(b"\n") == before.count(b"\n") + 1, f"after {plan}: one line more")


server = Server(BINARY, "--labels", "labels.jsonl", "--pool", "pool.jsonl", env={"LD_PRELOAD": os.path.abspath(LIBRARY)})
server.write("pool.jsonl", pool(SOURCE, 200))
server.write("fault", "")
server.env["SYNC_LOG"], server.env["SYNC_FAULT"] = server.path("log"), server.path("fault")
with server:
    connection = server.connect()
    for n in range(30):
        status, answer = give(server, connection, path=API + "/skip" if n % 7 == 6 else API)
        check(status == 200 and answer["record"]["seq"] == n + 1, f"{status} {answer}")
    check(server.json("POST", API + "/undo", {"annotator": "ana"})[0] == 200, "undo is saved too")
    for plan in ("sync", "write", "sync+cut", "write+cut"):
        fail(server, connection, plan)
    answers = check_order(events(server))
    check(answers == 35 and lines_of(server).count(b"\n") == 35, f"{answers} answers, {lines_of(server).count(b'%c' % 10)} lines")

    # A line is torn while it is written, and the process dies: it was not acknowledged, and the next start moves it aside.
    whole = lines_of(server)
    server.write("fault", "tear")
    try:
        give(server, connection)
        raise AssertionError("the server lives")
    except OSError:
        pass
    except Exception as gone:  # http.client says it in several ways
        check(type(gone).__module__ == "http.client", repr(gone))
    server.process.wait(timeout=30)
    torn = lines_of(server)
    check(torn.startswith(whole) and len(torn) > len(whole) and not torn.endswith(b"\n"), "the line is torn")
    server.write("fault", "")
    server.process.stdout.close()
    server.process.stderr.close()
    server.start()
    check(lines_of(server) == whole, "the torn line is gone")
    with open(server.path("labels.jsonl.torn"), "rb") as kept:
        check(kept.read() == torn[len(whole):] + b"\n", "and was kept aside")
    check(give(server, server.connect())[1]["record"]["seq"] == 36, "labelling goes on behind the last whole line")
    code, said = server.stop()
    check(code == 0 and "cut short" in said, f"{code} {said}")
    for n, line in enumerate(lines_of(server).splitlines()):
        check(json.loads(line)["seq"] == n + 1, "lines are numbered")
print(f"{answers} acknowledged lines were synced first; 12 failures acknowledged none")
