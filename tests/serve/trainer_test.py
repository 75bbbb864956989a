"""Trainings that fail in every way a program can, a program that is missing, and answers that the other tests do not ask for: the page's files,
parameters at their limits, more annotators than a file takes.

usage: trainer_test.py BINARY_FOLDER SOURCE_FOLDER"""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from served import Server, check, pool, small_model, statements

BINARY, SOURCE = sys.argv[1:3]
API = "/api/v1"
MODEL = {"media": "application/octet-stream"}


def copied(folder, how=None):
    """A folder with stance-serve and, unless `how` is None, a stance-train that is this shell script."""
    os.makedirs(folder, exist_ok=True)
    if not os.path.exists(os.path.join(folder, "stance-serve")):
        shutil.copy(os.path.join(BINARY, "stance-serve"), folder)
    if how is not None:
        trainer = os.path.join(folder, "stance-train")
        with open(trainer + ".new", "w", encoding="utf-8") as out:
            out.write('#!/bin/sh\nwhile [ "$1" != --output ]; do shift; done\nout=$2\n' + how)
        os.chmod(trainer + ".new", 0o755)
        os.rename(trainer + ".new", trainer)
    return folder


def finished(server):
    until = time.monotonic() + 120
    while time.monotonic() < until:
        state = server.json("GET", API + "/retrain")[1]
        if state["state"] != "running":
            return state
        time.sleep(0.02)
    raise AssertionError("the training does not end")


def trained(server, folder, how):
    copied(folder, how)
    status, answer = server.json("POST", API + "/retrain", {})
    check(status == 202, f"{how}: {status} {answer}")
    return finished(server)


def label(server, n):
    truth, connection = statements(SOURCE, 200), server.connect()
    for _ in range(n):
        item = server.json("GET", API + "/label/next", annotator="ana", connection=connection)[1]["items"][0]
        server.json("POST", API + "/label", {"annotator": "ana", "id": item["id"], "label": truth[item["text"]]}, connection=connection)
    connection.close()


def trainings(work, model):
    folder = copied(os.path.join(work, "programs"), "exit 0")
    server = Server(folder, "-m", model, "--labels", "coded", "--pool", "pool.jsonl")
    server.write("pool.jsonl", pool(SOURCE, 200))
    with server:
        check(server.json("POST", API + "/retrain", {})[0] == 409, "without labels there is nothing to train on")
        label(server, 60)
        for how, error in (("echo 'stance: no luck' >&2; exit 3", "stance: no luck"), ("exit 1", "the training ended without a word"),
                           ("echo 'stance: cut' >&2; exit 77", "stance: cut"), ("printf 'stance: no line end' >&2; exit 2", "stance: no line end"),
                           ("kill -9 $$", "a signal ended the training"), ("exit 0", "coded.stance: cannot open the model"),
                           ("echo none > \"$out\"", "")):
            state = trained(server, folder, how)
            check(state["state"] == "failed" and state["model"] is None and state["evaluation"] is None, f"{how}: {state}")
            check(error.rsplit(": ", 1)[-1] in state["error"] and state["error"], f"{how}: {state['error']}")
            check(server.json("POST", API + "/retrain/adopt", {})[0] == 409, "what failed is not adopted")
        noise = ("printf 'progress\\tx\\t2\\nprogress\\ty\\tnan\\nprogress\\tno share\\nprogress\\t\\nprogress\\n' >&2\n"
                 "head -c 9000 /dev/zero | tr '\\0' a >&2; echo >&2\n"
                 "i=0; while [ $i -lt 80 ]; do head -c 1000 /dev/zero | tr '\\0' b >&2; echo >&2; i=$((i + 1)); done\n"
                 f"cp '{model}' \"$out\"\n")
        state = trained(server, folder, noise)
        check(state["state"] == "done" and state["share"] is None and state["model"] == "coded.stance", f"{state['state']}: {state['error']}")
        check(sum(len(line) + 1 for line in state["log"]) <= 64 << 10 and max(map(len, state["log"])) <= 4096, "what it says is kept within limits")
        rows = "".join(f"{'abc'[i % 3]}\t{text}\n" for i, text in enumerate(statements(SOURCE, 60)))
        server.write("other.tsv", rows)
        subprocess.run([os.path.join(BINARY, "stance-train"), "train", "--quiet", "--stems", "1-1", "--chars", "none", "--cost", "1", server.path("other.tsv"),
                        "-o", server.path("other.stance")], check=True)
        state = trained(server, folder, f"cp '{server.path('other.stance')}' \"$out\"")
        check(state["state"] == "failed" and "other labels" in state["error"], f"{state['error']}")
        state = trained(server, folder, f"cp '{model}' \"$out\"")
        check(state["state"] == "done", "after all that one that works does")
        check(server.json("POST", API + "/retrain/adopt", {})[0] == 200, "and is adopted")
        os.unlink(os.path.join(folder, "stance-train"))
        status, _ = server.json("POST", API + "/retrain", {})
        state = finished(server)
        check(status == 202 and state["state"] == "failed" and "cannot run stance-train" in state["error"], f"a program that is gone: {state}")
        check(server.stop(signal.SIGINT)[0] == 0, "Ctrl-C ends it well")
    server = Server(copied(folder, f"cp '{model}' \"$out\""), "-m", model, "--labels", "coded.jsonl", "--pool", "pool.jsonl", "--retrained", "new.stance",
                    "--train-with", "base.tsv")
    server.write("pool.jsonl", pool(SOURCE, 200))
    with server:
        check(server.json("POST", API + "/retrain", {})[0] == 409, "data beside no label at all is no retraining")
        label(server, 4)
        status, state = server.json("POST", API + "/retrain", {})
        check(status == 202 and finished(server)["model"] == "new.stance", "a model of a name that was asked for")
        check(server.stop(signal.SIGHUP)[0] == 0, "and so does a terminal that is closed")


def without_trainer(work, model):
    folder = copied(os.path.join(work, "alone"))
    done = subprocess.run([os.path.join(folder, "stance-serve"), "serve", "-m", model], capture_output=True, text=True, timeout=60, check=False)
    check(done.returncode == 1 and "cannot find stance-train" in done.stderr, f"{done}")
    done = subprocess.run([os.path.join(copied(folder, "exit 0"), "stance-serve"), "serve", "-m", model], stdout=open("/dev/full", "wb"), stderr=subprocess.PIPE,
                          text=True, timeout=60, check=False)
    check(done.returncode == 1 and "cannot write to standard output" in done.stderr, f"{done}")


def page(server):
    index = server.call("GET", "/")
    check(index[0] == 200 and index[1]["Content-Type"].startswith("text/html") and index[2] == server.call("GET", "/index.html")[2], "the page")
    check("script-src" in index[1]["Content-Security-Policy"] or "default-src 'self'" in index[1]["Content-Security-Policy"], "has its own policy")
    check(server.call("HEAD", "/")[2] == b"", "HEAD has no body")
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    check(server.call("GET", "/", headers=link)[0] == 200, "a link may lead to it")
    status, headers, _ = server.call("POST", "/", b"{}")
    check(status == 405 and headers["Allow"] == "GET, HEAD", "it takes nothing")
    check(server.call("GET", "/", a="1")[0] == 400, "and no parameters")


def odd(server):
    tsv = "conciliatory\tWe agree.\nuncompromising\tWe refuse.\n"
    evaluate = lambda expect, **rest: check(server.call("POST", API + "/evaluate", tsv, **MODEL, **{"name": "a.tsv", **rest})[0] == expect, f"{rest}")
    for rest in ({"map": "a"}, {"map": "=a"}, {"map": "a="}, {"map": ""}, {"drop": ""}, {"map": [f"{i}=a" for i in range(65)]},
                 {"drop": [f"{i}" for i in range(65)]}, {"name": ""}, {"name": "n" * 256}, {"by": "b" * 81}, {"text_field": "b" * 81},
                 {"label_field": "b" * 81}, {"group_field": "b" * 81}, {"skip_bad": "yes"}, {"errors": "1001"}, {"errors": ""}, {"errors": "0000000001"},
                 {"errors": "1:"}, {"errors": "1/"}):
        evaluate(400, **rest)
    evaluate(200, map=[f"{i}=a" for i in range(64)], drop="b", by="")
    check(server.call("POST", API + "/evaluate", tsv, **MODEL, name="a.tsv", format="html")[1]["Content-Disposition"].startswith("attachment"), "a page to keep")
    check(server.call("POST", API + "/evaluate", tsv, **MODEL, **{"name": "a.tsv", **{f"m{i}": "x" for i in range(3)}})[0] == 400, "unknown parameters")
    check(server.call("POST", API + "/evaluate?name=a.tsv" + "&drop=a" * 200, tsv, **MODEL)[0] == 400, "too many parameters")
    infer = lambda body, expect, **rest: check(server.call("POST", API + "/infer", body, **rest)[0] == expect, f"{body} {rest}")
    for body in ({"statements": ["a"] * 10001}, {"html": 1}, {"html": ""}, {"text": "a", "name": 1}, {"text": "a", "explain": "1"}, {"text": "a", "name": "n" * 256}):
        infer(body, 400)
    infer({"statements": ["We agree."]}, 400, format="html")
    infer({"statements": ["We agree.", "We refuse."]}, 200, format="jsonl")
    infer({"statements": []}, 200)
    infer({"text": "“We agree,” she said."}, 200, format="html")
    infer('<!doctype html><title>T</title><meta name=date content=2026-11-25><article><p>"We agree to it all," Ann Lee said.</article>', 200, media="text/html")
    infer("a", 415, media="TEXT/PLAIN/X")
    infer('"We agree," she said.', 200, media="Text/Plain ; charset=utf-8")
    for body in ({"text": "a", "terms": 101}, {"text": "a", "label": ""}):
        check(server.json("POST", API + "/explain", body)[0] == 400, f"{body}")
    status, headers, _ = server.call("POST", API + "/infer?name", "a", media="text/plain")
    check(status == 200, "a parameter without a value is an empty one")
    for n in range(100):
        item = server.json("GET", API + "/label/next", annotator=f"a{n}")[1]["items"][0]
        check(server.json("POST", API + "/label", {"annotator": f"a{n}", "id": item["id"], "label": "neither"})[0] == 200, "a hundred annotators")
    status, answer = server.json("POST", API + "/label", {"annotator": "one more", "id": item["id"], "label": "neither"})
    check(status == 409 and "at most 100" in answer["error"]["message"], f"{answer}")
    for body in ({"annotator": "a0", "id": 1, "label": "neither"}, {"annotator": "a0", "id": item["id"], "label": 1}, {"annotator": 1, "id": item["id"], "label": "neither"},
                 {"annotator": "a0", "id": item["id"]}):
        check(server.json("POST", API + "/label", body)[0] == 400, f"{body}")
    for rest in ({"annotator": "a", "n": "51"}, {"annotator": "a", "n": "0"}):
        check(server.json("GET", API + "/label/next", **rest)[0] == 400, f"{rest}")
    check(server.call("POST", API + "/label/pool", b"a", **MODEL, name="a.txt", text_field="f" * 81)[0] == 400, "a field of any length")
    check(server.call("POST", API + "/label/pool", b"a", **MODEL)[0] == 400, "a pool has a name")
    html = '<!doctype html><title>T</title><article><p>"We agree to it all," Ann Lee said, "and to more." “Ünser Wort gilt,” Ödön said.</article>'
    check(server.call("POST", API + "/label/pool", html.encode(), **MODEL, name="a.HTML", kind="articles")[0] == 200, "a page as a pool")
    check(server.json("POST", API + "/retrain/adopt", {"x": 1})[0] == 400, "an empty object is wanted")
    health = server.json("GET", API + "/health")
    check(health[0] == 200 and health[1]["labelling"], json.dumps(health[1]))


with tempfile.TemporaryDirectory() as temporary:
    maker = Server(BINARY, folder=temporary)
    small = small_model(BINARY, maker, SOURCE)
    trainings(temporary, small)
    without_trainer(temporary, small)
    usual = Server(BINARY, "-m", small, "--labels", "labels.jsonl", "--pool", "pool.jsonl")
    usual.write("pool.jsonl", pool(SOURCE, 30))
    with usual:
        page(usual)
        odd(usual)
print("failures are told")
