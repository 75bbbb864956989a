"""The clients of bench/soak: each a thread that asks at its own pace until it is told to stop."""
import http.client
import json
import random
import socket
import threading
import time
from collections import Counter

API = "/api/v1"


class Load:
    """What all clients share. `strained` is set while a fault is in force: then a request may fail, but a whole answer is still a right one."""

    def __init__(self, server, article, texts):
        self.server, self.article, self.texts = server, article, texts
        self.stop, self.strained = threading.Event(), threading.Event()
        self.answers, self.wrong = Counter(), []
        self.labels = {}  # (annotator, id): the label acknowledged last, or None where it is not known
        self.model = threading.RLock()  # held while answers are compared, and while a new model is adopted
        self.expected = {}  # of the model that answers now: request: answer
        self.recovered = time.monotonic()

    def fail(self, what):
        self.wrong.append(f"{time.strftime('%H:%M:%S')} {what}")
        print("WRONG", self.wrong[-1], flush=True)

    def easy(self):
        """Nothing is wrong with the machine, and has not been for the last seconds."""
        return not self.strained.is_set() and time.monotonic() - self.recovered > 5

    def ask(self, kind, method, path, body=None, wanted=(200,), connection=None, **rest):
        """(status, bytes), or None where there was no whole answer."""
        easy, began = self.easy(), time.monotonic()
        try:
            status, _, data = self.server.call(method, API + path, body, connection=connection, **rest)
        except (OSError, http.client.HTTPException) as lost:
            self.answers[kind, "lost"] += 1
            if easy and self.easy():
                self.fail(f"{kind}: no answer after {time.monotonic() - began:.1f} s: {lost!r}")
            return None
        self.answers[kind, status] += 1
        if status not in wanted and (status < 500 or (easy and self.easy())):
            self.fail(f"{kind}: {status} {data[:200]!r}")
        return status, data

    def same(self, kind, key, *request, **rest):
        """Asks what was asked before: the same model must answer with the same bytes, whatever happens around it."""
        with self.model:
            answer = self.ask(kind, *request, **rest)
            if answer and answer[0] == 200 and self.expected.setdefault(key, answer[1]) != answer[1]:
                self.fail(f"{kind}: another answer than before to {key}")


def paced(load, seconds, work, seed):
    """Runs work(random) about every so many seconds."""
    draws = random.Random(seed)

    def run():
        while not load.stop.wait(seconds * draws.uniform(0.5, 1.5)):
            work(draws)

    return threading.Thread(target=run, name=work.__name__)


def article(load):
    def work(draws):
        form = draws.choice(("json", "jsonl", "csv"))
        load.same("article", form, "POST", "/infer", load.article, media="text/plain", format=form)
    return work


def large_article(load):
    def work(draws):
        paragraphs = draws.randrange(1, 60)
        load.ask("large article", "POST", "/infer", "\n\n".join([load.article] * paragraphs), media="text/plain", explain=draws.randrange(4))
    return work


def page(load):
    html = "<!doctype html><title>T</title><article><p>" + load.article.replace("\n\n", "</p><p>") + "</p></article>"
    return lambda draws: load.same("page", "page", "POST", "/infer", html, media="text/html")


def single(load):
    def work(draws):
        chosen = draws.sample(load.texts, draws.randrange(1, 40))
        load.ask("statements", "POST", "/infer", {"statements": chosen, "explain": draws.randrange(3)})
        load.ask("explain", "POST", "/explain", {"text": chosen[0]})
    return work


def report(load):
    def work(draws):
        rows = "".join(f"{draws.choice(('conciliatory', 'uncompromising'))}\t{t}\n" for t in draws.sample(load.texts, 200))
        load.ask("evaluate", "POST", "/evaluate", rows, media="application/octet-stream", name="soak.tsv")
    return work


def look(load):
    def work(draws):
        for path in ("/model", "/metrics", "/label/stats", "/label/agreement", "/label/export", "/retrain"):
            load.ask("look", "GET", path)
        load.ask("health", "GET", "/health", wanted=(200,) if load.easy() else (200, 503))
    return work


def annotator(load, name):
    """Labels, takes back and labels again, so that the file grows and what is held of it does not."""
    def work(draws):
        answer = load.ask("next", "GET", "/label/next", annotator=name)
        if not answer or answer[0] != 200:
            return
        items = json.loads(answer[1])["items"]
        undo = not items or draws.random() < 0.48
        if undo:
            answer = load.ask("undo", "POST", "/label/undo", {"annotator": name}, wanted=(200, 409))
            if answer is None:  # which one was taken back is not known
                for key in [key for key in load.labels if key[0] == name]:
                    load.labels[key] = None
            elif answer[0] == 200:
                load.labels.pop((name, json.loads(answer[1])["item"]["id"]), None)
            return
        label = draws.choice(("conciliatory", "uncompromising", "neither"))
        answer = load.ask("label", "POST", "/label", {"annotator": name, "id": items[0]["id"], "label": label}, wanted=(200, 409))
        if answer is None:
            load.labels[name, items[0]["id"]] = None  # it may be saved or not
        elif answer[0] == 200:
            load.labels[name, items[0]["id"]] = label
    return work


def unkind(load):
    """Ends in the middle, rubbish, lengths that lie, bytes that drip, connections that say nothing."""
    host = f"Host: 127.0.0.1:{load.server.port}\r\n"

    def work(draws):
        head = f"POST {API}/infer HTTP/1.1\r\n{host}Content-Type: text/plain\r\n"
        kind = draws.randrange(8)
        try:
            with socket.create_connection(("127.0.0.1", load.server.port), timeout=20) as s:
                if kind == 0:
                    s.sendall(f"{head}Content-Length: 4000000\r\n\r\n".encode() + b"a" * draws.randrange(100000))
                elif kind == 1:
                    s.sendall(draws.randbytes(draws.randrange(1, 5000)))
                elif kind == 2:
                    s.sendall(f"{head}Content-Length: 99999999999999\r\n\r\n".encode())
                    s.recv(65536)
                elif kind == 3:
                    for byte in f"GET {API}/health HTTP/1.1\r\n{host}\r\n".encode():
                        s.sendall(bytes([byte]))
                    s.recv(65536)
                elif kind == 4:
                    s.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\nffffff\r\n".encode() + b"b" * 1000)
                elif kind == 5:
                    time.sleep(draws.random() * 2)
                elif kind == 6:
                    body = json.dumps({"text": load.article * 20}).encode()
                    s.sendall(f"POST {API}/infer HTTP/1.1\r\n{host}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
                    s.recv(100)  # and no more of a long answer
                else:
                    s.sendall(f"{head}X: {'y' * 20000}\r\n\r\n".encode())
                    s.recv(65536)
        except OSError:
            pass
        load.answers["unkind", kind] += 1
        load.ask("bad body", "POST", "/infer", draws.choice((b"{", b"\xff\xfe", b'{"text":"\xff"}', b"[" * 1000)), wanted=(400,))
    return work


def trainer(load):
    """A training every few minutes: cancelled, left alone or adopted."""
    def work(draws):
        started = load.ask("retrain", "POST", "/retrain", {}, wanted=(202, 409, 503))
        if not started or started[0] != 202:
            return
        if draws.random() < 0.3:
            time.sleep(draws.random())
            load.ask("cancel", "POST", "/retrain/cancel", {}, wanted=(200, 409))
        while not load.stop.wait(1):
            state = load.ask("look", "GET", "/retrain")
            if state and state[0] == 200 and json.loads(state[1])["state"] != "running":
                break
        else:
            return
        load.answers["retraining", json.loads(state[1])["state"]] += 1
        if json.loads(state[1])["state"] == "done":
            with load.model:
                load.ask("adopt", "POST", "/retrain/adopt", {}, wanted=(200, 409))
                load.expected.clear()  # also where the answer was lost: it may have been adopted
    return work


def clients(load):
    pace = [(0.15, article(load)), (4, large_article(load)), (1, page(load)), (0.4, single(load)), (8, report(load)), (5, look(load)),
            (0.8, annotator(load, "ana")), (0.8, annotator(load, "ben")), (0.7, unkind(load)), (100, trainer(load))]
    return [paced(load, seconds, work, seed) for seed, (seconds, work) in enumerate(pace)]
