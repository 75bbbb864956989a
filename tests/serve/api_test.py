"""Every path, method and status that serve/openapi.json describes, asked of a real server; every answer held against its schema.

usage: api_test.py BINARY_FOLDER SOURCE_FOLDER"""
import gzip
import json
import os
import sys
import time

import schema
from served import Server, check, pool, statements

BINARY, SOURCE = sys.argv[1:3]
DOCUMENT = json.load(open(os.path.join(SOURCE, "serve", "openapi.json"), encoding="utf-8"))
API = "/api/v1"
seen = set()

for wrong in ({"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"type": "integer", "minimum": 2}, {"type": "integer", "enum": [2]}):
    check(schema.mistakes(DOCUMENT, wrong, [1] if wrong["type"] == "array" else 1), "the validator finds nothing, whatever it is given")
check(schema.mistakes(DOCUMENT, {"type": "object", "properties": {}, "required": ["a"], "additionalProperties": False}, {"b": 1}) != [], "nor in objects")


def ask(server, method, path, body=None, expect=200, **rest):
    """The answer, which must be described; of JSON the value, else the bytes."""
    status, headers, data = server.call(method, path, body, **rest)
    check(status == expect, f"{method} {path} {rest.keys()}: {status}, not {expect}: {data[:300]}")
    operation = DOCUMENT["paths"].get(path, {}).get("get" if method == "HEAD" else method.lower())
    if operation:
        response = operation["responses"].get(str(status))
        check(response, f"{method} {path}: {status} is not described")
        seen.add((method, path, str(status)))
    else:
        response = {"$ref": "#/components/responses/" + {404: "NotFound", 405: "MethodNotAllowed"}[status]}
    if "$ref" in response:
        response = DOCUMENT["components"]["responses"][response["$ref"].rsplit("/", 1)[1]]
    media = headers["Content-Type"].split(";")[0]
    check(media in response["content"], f"{method} {path}: {media} is not described for {status}")
    check(headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "no-referrer" and headers["X-Frame-Options"] == "DENY" and
          headers["Cross-Origin-Resource-Policy"] == "same-origin" and "frame-ancestors 'none'" in headers["Content-Security-Policy"] and
          "default-src 'none'" in headers["Content-Security-Policy"], f"{method} {path}: guarding headers are missing: {headers}")
    check("Access-Control-Allow-Origin" not in headers, "no leave is given to other sites")
    if method == "HEAD":
        check(data == b"", "HEAD has no body")
        return None
    if media != "application/json":
        return data
    value = json.loads(data)
    wrong = schema.mistakes(DOCUMENT, response["content"][media]["schema"], value)
    check(not wrong, f"{method} {path} {status}: " + "; ".join(wrong[:5]))
    return value


def common(server):
    """What is alike for every operation: strangers, other methods, unknown parameters, bodies."""
    for path, methods in DOCUMENT["paths"].items():
        for name, operation in methods.items():
            method, content = name.upper(), operation.get("requestBody", {}).get("content", {})
            media = next(iter(content), None)
            body = b"{}" if content else None
            rest = {"media": media} if media else {}
            for host in ("evil.example", f"127.0.0.1:{server.port + 1}", "127.0.0.1", f"127.0.0.1.evil.example:{server.port}"):
                check(ask(server, method, path, body, 421, headers={"Host": host}, **rest)["error"]["code"] == "foreign_host", host)
            for header in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": f"https://127.0.0.1:{server.port}"},
                           {"Origin": f"http://localhost:{server.port}"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
                           {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}):
                ask(server, method, path, body, 403, headers=header, **rest)
            answer = ask(server, method, path, body, 400, bogus="1", **rest)
            check("bogus" in answer["error"]["message"], "the message names the parameter")
            for other in ("DELETE", "PUT", "OPTIONS", "GET" if "get" not in methods else "POST" if "post" not in methods else "PATCH"):
                status, headers, _ = server.call(other, path)
                check(status == 405 and method in headers["Allow"], f"{other} {path}: {status}")
                seen.add((method, path, "405"))
            if content:
                for sent in ("application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp", ""):
                    ask(server, method, path, body, 415, media=sent)
                most = {API + "/infer": 4 << 20, API + "/evaluate": 32 << 20, API + "/label/pool": 32 << 20}.get(path, 64 << 10)
                check("KiB" in ask(server, method, path, b"x" * (most + 1), 413, **rest)["error"]["message"], "the limit is said")
            else:
                ask(server, "HEAD", path, expect=400, bogus="1")
    own = {"Origin": f"http://127.0.0.1:{server.port}", "Sec-Fetch-Site": "same-origin"}
    ask(server, "POST", API + "/infer", {"text": "a"}, headers=own)
    local = {"Host": f"localhost:{server.port}", "Origin": f"http://localhost:{server.port}"}
    ask(server, "POST", API + "/infer", {"text": "a"}, headers=local)
    ask(server, "GET", API + "/nothing", expect=404)
    ask(server, "GET", API + "/label/../health", expect=404)
    ask(server, "GET", "/../../etc/passwd", expect=404)


def about(server):
    for path in ("/health", "/metrics", "/model", "/openapi.json"):
        ask(server, "GET", API + path)
        ask(server, "HEAD", API + path)
    check(ask(server, "GET", API + "/openapi.json") == DOCUMENT, "the description served is the one in the tree")
    check(ask(server, "GET", API + "/model")["card"]["schema"] == "stance.card/1", "the card is the model's")
    text = ask(server, "GET", API + "/metrics").decode()
    check('stance_requests_total{method="GET",path="/api/v1/health",status="200"} 2' in text, text)
    for line in text.splitlines():
        check(line.startswith("# ") or len(line.rsplit(" ", 1)) == 2 and float(line.rsplit(" ", 1)[1]) >= 0, f"no sample: {line}")


def infer(server):
    article = open(os.path.join(SOURCE, "datasets", "articles", "lake-talks.txt"), encoding="utf-8").read()
    path = API + "/infer"
    plain = ask(server, "POST", path, {"text": article, "name": "lake", "explain": 3})
    check(len(plain["statements"]) == 17 and plain["statements"][2]["speaker"]["name"] == "Ilse Andrade", "the article's statements are found")
    check(all(s["text"] == article[s["start"]:s["end"]] for s in plain["statements"]), "offsets are code points of the text")
    check(sum(s["statements"] for s in plain["speakers"]) == 17 and any(s["reasons"] for s in plain["statements"]), "speakers and reasons")
    check(plain == ask(server, "POST", path, article, media="text/plain; charset=utf-8", name="lake", explain=3), "raw text is the same article")
    lines = ask(server, "POST", path, {"text": article, "name": "lake", "explain": 3}, format="jsonl").decode().splitlines()
    check([json.loads(line) for line in lines] == plain["statements"], "JSONL is the same statements")
    page = "<!doctype html><title>Talks</title><article><p>" + article.replace("\n\n", "</p><p>") + "</p></article>"
    check(len(ask(server, "POST", path, {"html": page})["statements"]) == 17, "a page is the same article")
    latin = "<!doctype html><meta charset=iso-8859-1><title>T</title><p>Élodie said: “We agree.” This is all that she had to say about it.".replace(
        "“", '"').replace("”", '"').encode("latin-1")
    check(ask(server, "POST", path, latin, media="text/html")["statements"][0]["speaker"]["name"] == "Élodie", "pages keep their encoding")
    check(ask(server, "POST", path, {"text": article}, format="csv").count(b"\r\n") == 18, "a header and 17 rows")
    one = ask(server, "POST", path, {"statements": ["We reject it.", "We are ready to talk."], "explain": 1})
    check([s["label"] for s in one["statements"]] == ["uncompromising", "conciliatory"] and one["article"] is None, "statements one by one")
    check(ask(server, "POST", path, {"statements": ["We reject it."]}, format="csv").startswith(b"label,"), "single statements as CSV")
    check(ask(server, "POST", path, {"text": "Der Minister sagte, man werde weiter verhandeln und auf die Antwort der anderen Seite warten, " * 5})[
        "article"]["language_warning"], "another language is told")
    for bad in (b"", b"{", b"[]", b'{"text":"a","text":"b"}', b'{"text":"a"} x', b'{"text":"\\u0000"}', b'{"text":"\xff"}', b'{"text":1}', b"{}",
                b'{"text":"a","html":"b"}', b'{"text":"a","explain":101}', b'{"text":"a","explain":1.5}', b'{"statements":"a"}', b'{"statements":[""]}',
                b'{"statements":[1]}', b'{"other":1}', b"[" * 100):
        ask(server, "POST", path, bad, 400)
    for rest in ({"format": "xml"}, {"name": "x"}, {"explain": "1"}):
        ask(server, "POST", path, {"text": "a"}, 400, **rest)
    for rest in ({"explain": "x"}, {"explain": "101"}, {"name": b"\xff"}, {"name": "a\0b"}, {"name": "n" * 256}):
        ask(server, "POST", path, "a", 400, media="text/plain", **rest)
    for bad in (b"", b"He said: \xff", b"a\0b"):
        ask(server, "POST", path, bad, 422, media="text/plain")
    many = ask(server, "POST", path, {"statements": ["We reject the whole offer and will never yield. " * 2] * 10000, "explain": 100}, 422)
    check("32 MiB" in many["error"]["message"], "an answer has a limit too")
    error = ask(server, "POST", path, b"one\ntwo \xff", 422, media="text/plain", name="mine.txt")["error"]
    check((error["file"], error["line"]) == ("mine.txt", 2), "the place is told")
    ask(server, "POST", path, b"<html>", 422, media="text/html")


def explain(server):
    path = API + "/explain"
    why = ask(server, "POST", path, {"text": "We reject it.", "terms": 2})
    check(why["explained"] == "uncompromising" and len(why["reasons"]) == 2 and why["reasons"][0]["weight"] > 0, "reasons speak for the answer")
    other = ask(server, "POST", path, {"text": "We reject it.", "label": "conciliatory"})
    check(other["explained"] == "conciliatory" and other["reasons"][0]["weight"] < 0, "and against the other label")
    ask(server, "POST", path, {"text": "We reject it.", "label": "maybe"}, 422)
    for bad in ({}, {"text": ""}, {"text": "a", "terms": 0}, {"text": "a", "more": 1}):
        ask(server, "POST", path, bad, 400)


def evaluate(server):
    path = API + "/evaluate"
    rows = "label,text,who\r\n" + "".join(f'{code},"We {verb} it, number {i}.",{"a" if i % 2 else "b"}\r\n'
                                          for i in range(20) for code, verb in (("yes", "welcome"), ("no", "reject")))
    maps = {"name": "coded.csv", "map": ["yes=conciliatory", "no=uncompromising"]}
    report = ask(server, "POST", path, rows, media="application/octet-stream", by="who", errors=2, **maps)
    check(report["n"] == 40 and report["dataset"] == "coded.csv" and len(report["slices"]) == 2, "the report is of the file")
    check(report["n"] == ask(server, "POST", path, gzip.compress(rows.encode()), media="application/octet-stream", **{**maps, "name": "c.csv.gz"})["n"],
          "gzip is read")
    check(ask(server, "POST", path, rows, media="application/octet-stream", format="csv", **maps).startswith(b"section,"), "CSV")
    check(b"coded.csv" in ask(server, "POST", path, rows, media="application/octet-stream", format="markdown", **maps), "Markdown names the file")
    error = ask(server, "POST", path, rows + "yes\r\n", 422, media="application/octet-stream", **maps)["error"]
    check(error["file"] == "coded.csv" and error["line"] == 42, f"the place is told by the upload's name: {error}")
    ask(server, "POST", path, rows + "yes\r\n", media="application/octet-stream", skip_bad="true", **maps)
    ask(server, "POST", path, rows, 422, media="application/octet-stream", name="coded.csv")
    ask(server, "POST", path, rows, 422, media="application/octet-stream", text_field="sentence", **maps)
    ask(server, "POST", path, b"", 422, media="application/octet-stream", name="/etc/passwd")
    for bad in ({}, {"name": "x", "map": "a"}, {"name": "x", "errors": "-1"}, {"name": "x", "format": "html5"}):
        ask(server, "POST", path, rows, 400, media="application/octet-stream", **bad)


def label(server):
    def next_of(who, n=1):
        return ask(server, "GET", API + "/label/next", annotator=who, n=n)["items"]

    raw = {"media": "application/octet-stream"}
    check(ask(server, "GET", API + "/label/pool")["size"] == 300, "the pool of the command line")
    added = ask(server, "POST", API + "/label/pool", pool(SOURCE, 320), name="more.jsonl", **raw)
    check(added["added"] == 20 and added["repeated"] == 300 and added["size"] == 320, "texts that are there already are not added")
    check(added["random"] + added["uncertain"] == 320 and 40 < added["random"] < 120, "about a quarter is drawn at random")
    article = 'The mayor, Ann Lee, spoke first.\n\n"We will talk to them," Lee said. "It is time." She rejected the plan of the union.\n'
    ask(server, "POST", API + "/label/pool", article, name="a.txt", kind="articles", **raw)
    ask(server, "POST", API + "/label/pool", json.dumps({"id": "x7", "text": article}), name="a.jsonl", kind="articles", **raw)
    ask(server, "POST", API + "/label/pool", b"\xff", 422, name="a.txt", **raw)
    ask(server, "POST", API + "/label/pool", b"", 422, name="a.txt", **raw)
    ask(server, "POST", API + "/label/pool", b'{"text":1}', 422, name="a.jsonl", kind="articles", **raw)
    ask(server, "POST", API + "/label/pool", b"a", 400, name="a", kind="books", **raw)
    ask(server, "GET", API + "/label/next", expect=400)
    ask(server, "GET", API + "/label/next", expect=400, annotator="a\nb")
    ask(server, "GET", API + "/label/next", expect=400, annotator="a" * 65)
    ask(server, "HEAD", API + "/label/next", annotator="ana")
    items = next_of("ana", 12)
    check([i["drawn"] for i in items] == ["uncertain", "uncertain", "uncertain", "random"] * 3, "every fourth is of the random part")
    check(next_of("ana", 12) == items, "asking changes nothing")
    doubts = [max(list(p * (1 - (i["model"]["neither"] or 0)) for p in i["model"]["probabilities"].values()) + [i["model"]["neither"] or 0])
              for i in items if i["drawn"] == "uncertain"]
    check(doubts == sorted(doubts), "least certain first")
    give = lambda who, item, what, expect=200: ask(server, "POST", API + "/label", {"annotator": who, "id": item["id"], "label": what}, expect)
    saved = give("ana", items[0], "conciliatory")
    check(saved["record"]["label"] == "conciliatory" and saved["progress"]["labelled"] == 1 and not saved["repeated"], "a label is saved")
    check(json.loads(open(server.path("labels.jsonl"), encoding="utf-8").read().splitlines()[-1]) == saved["record"], "the record is the line")
    check(give("ana", items[0], "conciliatory")["repeated"], "the same label again is no other")
    check(give("ana", items[0], "neither", 409)["error"]["code"] == "already_labelled", "another one is refused")
    check(next_of("ana")[0]["id"] == items[1]["id"] and next_of("ben")[0]["id"] == items[0]["id"], "annotators are apart")
    skipped = ask(server, "POST", API + "/label/skip", {"annotator": "ana", "id": items[1]["id"]})
    check(skipped["progress"]["skipped"] == 1 and skipped["record"]["event"] == "skip", "a skip is saved")
    ask(server, "POST", API + "/label/skip", {"annotator": "ana", "id": items[0]["id"]}, 409)
    undone = ask(server, "POST", API + "/label/undo", {"annotator": "ana"})
    check(undone["item"]["id"] == items[1]["id"] and undone["progress"]["skipped"] == 0, "undo brings the skipped one back")
    ask(server, "POST", API + "/label/undo", {"annotator": "nobody"}, 409)
    for body in ({"annotator": "ana", "id": "0" * 16, "label": "neither"}, {"annotator": "ana", "id": "xyz", "label": "neither"}):
        ask(server, "POST", API + "/label", body, 404)
    ask(server, "POST", API + "/label/skip", {"annotator": "ana", "id": "0" * 16}, 404)
    ask(server, "POST", API + "/label", {"annotator": "ana", "id": items[2]["id"], "label": "perhaps"}, 400)
    ask(server, "POST", API + "/label", {"annotator": "a\tb", "id": items[2]["id"], "label": "neither"}, 400)
    check(ask(server, "GET", API + "/label/agreement")["agreement"] is None, "one annotator agrees with nobody")
    truth = statements(SOURCE, 320)
    for who, wrong in (("ben", 5), ("ana", 7)):
        for n in range(100):
            item = next_of(who)[0]
            what = truth.get(item["text"], "conciliatory")
            give(who, item, {"conciliatory": "uncompromising"}.get(what, "conciliatory") if n % wrong == 0 else what)
    agreement = ask(server, "GET", API + "/label/agreement")["agreement"]
    check(agreement["n_pairable"] >= 95 and agreement["annotators"] == ["ana", "ben"] and 0 < agreement["alpha"] < 1 and
          0 < agreement["fleiss_kappa"] < 1 and 0 < agreement["pairs"][0]["kappa"] < 1, f"agreement is figured: {agreement}")
    stats = ask(server, "GET", API + "/label/stats")
    ana = stats["annotators"][0]
    check(stats["file"] == "labels.jsonl" and ana["name"] == "ana" and ana["labelled"] == sum(ana["counts"].values()) == 101, f"{ana}")
    check(ana["random"]["n"] + ana["random"]["n_neither"] == 25 and 0 < ana["random"]["accuracy"] < 1 and
          ana["random"]["accuracy_ci95"][0] < ana["random"]["accuracy"] < ana["random"]["accuracy_ci95"][1], f"the random part: {ana['random']}")
    check(0 < ana["model_agreement"]["kappa"] < 1, "kappa with the model")
    training = [json.loads(line) for line in ask(server, "GET", API + "/label/export").decode().splitlines()]
    check(len({row["text"] for row in training}) == len(training) >= 60, "a row a statement")
    table = ask(server, "GET", API + "/label/export", form="annotators").decode()
    check(table.splitlines()[0] == "text,group,drawn,ana,ben", table[:60])
    ask(server, "GET", API + "/label/export", expect=400, form="x")


def retrain(server):
    path = API + "/retrain"
    check(ask(server, "GET", path)["state"] == "idle", "nothing was asked yet")
    ask(server, "POST", path + "/cancel", {}, 409)
    ask(server, "POST", path + "/adopt", {}, 409)
    ask(server, "POST", path, {"tune": 1}, 400)
    ask(server, "POST", path + "/cancel", {"x": 1}, 400)
    ask(server, "POST", path, {"tune": True}, 202)
    ask(server, "POST", path, {}, 409)
    ask(server, "POST", path + "/cancel", {})
    finished = wait_for(server)
    check(finished["state"] == "cancelled" and finished["error"] is None, f"{finished}")
    check(ask(server, "POST", path, {}, 202)["state"] == "running", "it runs")
    finished = wait_for(server)
    check(finished["state"] == "done" and finished["random_rows"] > 0 and finished["evaluation"]["comparison"]["model"] == "retrained", f"{finished}")
    judged = finished["evaluation"]["n"] + (finished["evaluation"]["neither"] or {"n": 0})["n"]
    check(judged == finished["random_rows"], "judged on the random part")
    check(os.path.exists(server.path("labels.stance")) and any("macro-F1" in line for line in finished["log"]), "the model is there")
    before = ask(server, "GET", API + "/label/next", annotator="cleo")["items"][0]["model"]
    model = ask(server, "POST", path + "/adopt", {})
    check(model["name"] == "retrained" and model["card"]["name"] == "labels.jsonl" and ask(server, "GET", path)["adopted"], "it answers now")
    check(ask(server, "GET", API + "/label/next", annotator="cleo")["items"][0]["model"] != before, "the pool is answered anew")


def wait_for(server):
    until = time.monotonic() + 120
    shares = []
    while time.monotonic() < until:
        state = ask(server, "GET", API + "/retrain")
        if state["state"] != "running":
            check(state["state"] != "done" or any(0 < share <= 1 for share in shares), f"no progress was told: {shares[:10]}")
            return state
        shares += [state["share"]] if state["share"] is not None else []
        time.sleep(0.01)
    raise AssertionError("the training does not end")


def failing(server):
    """Someone puts another file in the label file's place: nothing is acknowledged, and health says so."""
    os.rename(server.path("labels.jsonl"), server.path("moved.jsonl"))
    server.write("labels.jsonl", "")
    item = ask(server, "GET", API + "/label/next", annotator="ana")["items"][0]
    refused = ask(server, "POST", API + "/label", {"annotator": "ana", "id": item["id"], "label": "neither"}, 503)
    check(refused["error"]["code"] == "cannot_save", "a label that cannot be kept is refused")
    check(ask(server, "GET", API + "/health", expect=503)["status"] == "failing", "health says so")
    os.rename(server.path("moved.jsonl"), server.path("labels.jsonl"))
    ask(server, "POST", API + "/label", {"annotator": "ana", "id": item["id"], "label": "neither"})
    check(ask(server, "GET", API + "/health")["status"] == "ok", "and that it is over")


def labelling_off(server):
    for path, methods in DOCUMENT["paths"].items():
        for name, operation in methods.items():
            if path.startswith((API + "/label", API + "/retrain")):
                media = next(iter(operation.get("requestBody", {}).get("content", {})), None)
                answer = ask(server, name.upper(), path, b"{}" if media else None, 503, **({"media": media} if media else {}))
                check(answer["error"]["code"] == "labelling_off", "the reason is told")


with Server(BINARY) as off:
    labelling_off(off)
on = Server(BINARY, "--labels", "labels.jsonl", "--pool", "pool.jsonl")
on.write("pool.jsonl", pool(SOURCE, 300))
with on:
    about(on)
    common(on)
    infer(on)
    explain(on)
    evaluate(on)
    label(on)
    retrain(on)
    failing(on)
    code, said = on.stop()
    check(code == 0, f"SIGTERM: exit code {code}: {said}")

described = {(name.upper(), path, status) for path, methods in DOCUMENT["paths"].items() for name, operation in methods.items()
             for status in operation["responses"] if status != "default"}
check(described <= seen, f"described, but never answered here: {sorted(described - seen)}")
print(f"{len(described)} answers of {len(DOCUMENT['paths'])} paths are as described")
