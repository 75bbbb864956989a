"""kill -9 at random moments while labels are given: no acknowledged one is lost, and every start reads the file.

usage: kill_labels_test.py BINARY_FOLDER SOURCE_FOLDER LIBRARY (slow_writes.c) [KILLS [SEED]]"""
import http.client
import json
import os
import random
import signal
import sys
import threading
import time

from writers import Server, check, pool, small_model

BINARY, SOURCE, LIBRARY = map(os.path.abspath, sys.argv[1:4])
KILLS = int(sys.argv[4]) if len(sys.argv) > 4 else 250
SEED = int(sys.argv[5]) if len(sys.argv) > 5 else 1
API = "/api/v1/label"


def label_on(server, name, acknowledged):
    """Labels, skips and takes back until the server is gone; what was answered with 200 goes into `acknowledged`."""
    connection = server.connect()
    try:
        for n in range(100000):
            items = server.json("GET", API + "/next", annotator=name, connection=connection)[1]["items"]
            if not items or n % 5 == 4:
                status, answer = server.json("POST", API + "/undo", {"annotator": name}, connection=connection)
            else:
                body = {"annotator": name, "id": items[0]["id"]}
                path = API if n % 3 else API + "/skip"
                status, answer = server.json("POST", path, dict(body, label="neither") if path == API else body, connection=connection)
            if status == 200 and not answer["repeated"]:
                acknowledged.append(answer["record"])
    except (OSError, http.client.HTTPException, json.JSONDecodeError):
        connection.close()


chance = random.Random(SEED)
acknowledged, torn = [], 0
server = Server(BINARY, "--labels", "labels.jsonl", "--pool", "pool.jsonl")
server.write("pool.jsonl", pool(SOURCE, 60))
server.options += ("-m", small_model(BINARY, server, SOURCE))
server.env.update(LD_PRELOAD=LIBRARY, CRASH_FOLDER=os.path.realpath(server.folder), CRASH_PIECE="40", CRASH_DELAY="200")
with server:
    for kill in range(KILLS):
        fresh = [[], []]
        clients = [threading.Thread(target=label_on, args=(server, name, fresh[i])) for i, name in enumerate(("ana", "ben"))]
        for client in clients:
            client.start()
        wanted, until = chance.randrange(4), time.monotonic() + 20
        while len(fresh[0]) + len(fresh[1]) < wanted and time.monotonic() < until:
            time.sleep(0.0005)
        time.sleep(chance.uniform(0, 0.008))
        server.stop(signal.SIGKILL)
        for client in clients:
            client.join()
        acknowledged += fresh[0] + fresh[1]
        with open(server.path("labels.jsonl"), "rb") as f:
            data = f.read()
        lines = data.split(b"\n")[:-1]
        for record in acknowledged[-40:]:
            check(json.loads(lines[record["seq"] - 1]) == record, f"kill {kill}: an acknowledged record is lost: {record}")
        torn += not data.endswith(b"\n") and data != b""
        server.start()
    with open(server.path("labels.jsonl"), "rb") as f:
        lines = f.read().split(b"\n")[:-1]
    for record in acknowledged:
        check(json.loads(lines[record["seq"] - 1]) == record, f"an acknowledged record is lost: {record}")
    check([json.loads(line)["seq"] for line in lines] == list(range(1, len(lines) + 1)), "lines are whole and numbered")
    check(server.json("GET", API + "/stats")[1]["records"] == len(lines), "the server has read them all")
    check(server.stop()[0] == 0, "SIGTERM ends it")
    check(torn >= KILLS // 10, f"too few kills fell into the writing of a line: {torn}")
    with open(server.path("labels.jsonl.torn"), "rb") as f:
        check(f.read().count(b"\n") == torn, "every torn line was moved aside")
print(f"label file       {KILLS} kills, {torn} with a line half written; {len(acknowledged)} acknowledged records, none lost")
