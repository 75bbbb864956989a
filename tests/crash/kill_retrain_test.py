"""kill -9 of the server at random moments while its retraining writes the model: the old or the new, whole, and nobody writes on.

usage: kill_retrain_test.py BINARY_FOLDER SOURCE_FOLDER LIBRARY (slow_writes.c) [KILLS [SEED]]"""
import glob
import json
import os
import random
import select
import signal
import subprocess
import sys
import time

from writers import Server, check, data, small_model, statements

BINARY, SOURCE, LIBRARY = map(os.path.realpath, sys.argv[1:4])
KILLS = int(sys.argv[4]) if len(sys.argv) > 4 else 50
SEED = int(sys.argv[5]) if len(sys.argv) > 5 else 1
PIECES, DELAY = 24, 400


def bytes_of(path):
    if not os.path.exists(path):
        return None
    with open(path, "rb") as file:
        return file.read()


def commands():
    for name in glob.glob("/proc/[0-9]*/cmdline"):
        try:
            with open(name, "rb") as file:
                yield file.read()
        except OSError:
            pass


def wait_for_training(path):
    """The training dies with its server; until it has, it may still write."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if not any(command.startswith(BINARY.encode() + b"/stance-train") and path.encode() in command for command in commands()):
            return
        time.sleep(0.002)
    raise AssertionError("the training outlives its server")


chance = random.Random(SEED)
half = new = 0
labels = {text: label for text, label in statements(SOURCE, 200).items() if label != "neither"}
server = Server(BINARY, "--labels", "labels.jsonl", "--pool", "pool.jsonl")
server.write("pool.jsonl", "".join(json.dumps({"text": text}) + "\n" for text in labels))
os.mkdir(server.path("out"))
os.mkfifo(server.path("ready"))
ready, hold = os.open(server.path("ready"), os.O_RDONLY | os.O_NONBLOCK), os.open(server.path("ready"), os.O_WRONLY)
model = os.path.join(os.path.realpath(server.folder), "out", "new.stance")
server.options += ("-m", small_model(BINARY, server, SOURCE), "--train-with", data(server.folder, SOURCE)[0], "--retrained", model)
server.env.update(LD_PRELOAD=LIBRARY, CRASH_FOLDER=os.path.dirname(model), CRASH_READY=server.path("ready"), CRASH_DELAY=str(DELAY),
                  CRASH_PIECE=str(100000 // PIECES))
with server:
    for kill in range(-1, KILLS):  # the first is not killed, but timed
        while True:  # until there is a label outside the random part
            item = server.json("GET", "/api/v1/label/next", annotator="ana")[1]["items"][0]
            status, answer = server.json("POST", "/api/v1/label", {"annotator": "ana", "id": item["id"], "label": labels[item["text"]]})
            check(status == 200, answer)
            status, answer = server.json("POST", "/api/v1/retrain", {})
            if status == 202:
                break
            check(status == 409, answer)
        old = bytes_of(model)
        check(select.select([ready], [], [], 60)[0] and os.read(ready, 1) == b"b", "the writing does not begin")
        if kill < 0:
            began = time.monotonic()
            check(select.select([ready], [], [], 60)[0] and os.read(ready, 64) == b"e", "the writing does not end")
            length = time.monotonic() - began
            check(old is None and bytes_of(model), "a model")
            while server.json("GET", "/api/v1/retrain")[1]["state"] == "running":
                time.sleep(0.01)
            continue
        time.sleep(chance.uniform(0, length * 1.05))
        server.stop(signal.SIGKILL)
        wait_for_training(model)
        if select.select([ready], [], [], 0)[0]:
            os.read(ready, 64)
        temporary = glob.glob(glob.escape(model) + ".*")
        check(len(temporary) <= 1, f"{temporary}")
        half += bool(temporary)
        if bytes_of(model) != old:
            new += 1
            answered = subprocess.run([os.path.join(BINARY, "stance"), "inspect", model], stdout=subprocess.DEVNULL, check=False)
            check(answered.returncode == 0, f"kill {kill}: a model that is neither the old nor a whole new one")
        server.start()
    os.close(ready)
    os.close(hold)
check(half >= KILLS // 10, f"too few kills fell into the writing: {half}")
print(f"retrained model  {KILLS} kills of the server over {length * 1000:.0f} ms: {half} with a temporary file left, {new} new models, {KILLS - new} old")
