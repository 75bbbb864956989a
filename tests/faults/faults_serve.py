"""`stance serve` under faults: it starts and says where it is, or says why not and ends with 1. Once started it stands whatever fails: a
request gets its answer, a 5xx, or a connection that is cut; what it acknowledged is in the label file; SIGTERM ends it with 0 and nothing
leaked."""
import http.client
import json
import os
import signal
import time

from faults_run import ENVIRONMENT, FAILING, PATIENCE, Bench

NAME = "stance-serve"


class Served:
    def __init__(self, asked, folder, inputs):
        self.bench = Bench(folder, asked.inject, ENVIRONMENT)
        self.arguments = [os.path.join(asked.build, NAME), "serve", "-m", "model", "--labels", "labels.jsonl", "--pool", "small.csv"]
        self.child, self.port = 0, 0

    def start(self, **how):
        """Whether it listens; its exit code is in `code` where it does not."""
        for name in os.listdir(self.bench.folder):
            if not os.path.islink(self.bench.path(name)):
                os.unlink(self.bench.path(name))
        self.child = self.bench.spawn(self.arguments, self.bench.settings(only=NAME, **how))
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            said = self.bench.said("out")
            if said.endswith(b"/\n"):
                self.port = int(said.rsplit(b":", 1)[1].strip(b"/\n"))
                return True
            done, how_it_ended = os.waitpid(self.child, os.WNOHANG)
            if done:
                self.code = os.waitstatus_to_exitcode(how_it_ended)
                return False
            time.sleep(0.002)
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        self.code = -signal.SIGALRM
        return False

    def ask(self, method, path, body=None):
        """(status, bytes), or None where the connection was cut."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (ConnectionError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def stop(self):
        os.kill(self.child, signal.SIGTERM)
        return self.bench.wait(self.child)


def requests(served):
    """What is asked in every run, in this order: (name, answer, what was to be kept)."""
    text = "Ilse Andrade said that Kelldin was ready to open the lock."
    yield "page", served.ask("GET", "/"), None
    yield "infer", served.ask("POST", "/api/v1/infer", json.dumps({"text": text})), None
    answer = served.ask("GET", "/api/v1/label/next?annotator=ana")
    yield "next", answer, None
    try:
        items = json.loads(answer[1])["items"] if answer and answer[0] == 200 else []
    except (ValueError, KeyError):
        items = []
    if items:
        label = {"annotator": "ana", "id": items[0]["id"], "label": "conciliatory"}
        yield "label", served.ask("POST", "/api/v1/label", json.dumps(label)), items[0]["id"]
    yield "export", served.ask("GET", "/api/v1/label/export?form=training"), None


def one(served, whole, **how):
    """Answers by name, report, complaints of one run."""
    wrong, answers, kept = [], {}, []
    if not served.start(**how):
        seen = served.bench.outcome(served.code)
        if seen.code != 1:
            wrong.append(f"did not start: exit code {seen.code}")
        elif b"stance: " not in seen.err:
            wrong.append(f"did not start, and does not say why: {seen.err[:200]!r}")
        return answers, seen, wrong + leaks(seen, whole)
    for name, answer, identity in requests(served):
        answers[name] = answer
        if answer and answer[0] == 200:
            if identity:
                kept.append(identity.encode())
            if whole and name in ("page", "infer") and answer != whole[0].get(name):
                wrong.append(f"{name}: 200, but another answer")
        elif answer and answer[0] < 500:
            wrong.append(f"{name}: status {answer[0]} {answer[1][:200]!r}")
    # A server that is well again answers: one fault does not bring it down.
    if how.get("plan", "").count("+") == 0 and served.ask("GET", "/") is None and served.ask("GET", "/") is None:
        wrong.append("answers no more")
    try:
        code = served.stop()
    except Exception as problem:  # pylint: disable=broad-except
        code = -signal.SIGALRM
        wrong.append(f"does not end: {problem!r}")
    seen = served.bench.outcome(code)
    if code != 0:
        wrong.append(f"exit code {code} after SIGTERM: {seen.err[-200:]!r}")
    lines = (seen.files.get("labels.jsonl") or b"").splitlines()
    for line in lines:
        json.loads(line)
    for identity in kept:
        if not any(identity in line for line in lines):
            wrong.append("a label was acknowledged and is not in the file")
    return answers, seen, wrong + leaks(seen, whole)


def leaks(seen, whole):
    report, wrong = seen.report, []
    if report.returned:
        if report.left_blocks:
            wrong.append(f"{report.left_blocks} blocks leaked, allocated at {' '.join(p for p in report.places[1:] if p)}")
        if whole and report.left_foreign > whole[1].report.left_foreign:
            wrong.append(f"{report.left_foreign} blocks of libraries leaked, {whole[1].report.left_foreign} without faults")
        if report.left_files:
            wrong.append(f"{report.left_files} descriptors leaked")
    return wrong


def plans(counts, kinds, stride):
    for kind in kinds:
        step = stride if counts[kind] > 40 else 1
        for k in range(1, counts[kind] + 1, step):
            yield kind, f"{kind}:{k}"


def run(asked, tally, inputs, work):
    from faults_scenarios import Scenario
    scenario = Scenario("serve", NAME, "", needs=["model", "small.csv"])
    folder = os.path.join(work, "serve")
    inputs.give(scenario, folder)
    served = Served(asked, folder, inputs)
    answers, seen, wrong = one(served, None)
    wrong += [f"{name}: {answer and answer[0]} {answer and answer[1][:300]}" for name, answer in answers.items() if not answer or answer[0] != 200]
    if set(answers) != {"page", "infer", "next", "label", "export"}:
        wrong.append(f"asked only {sorted(answers)}")
    tally.take("none", "serve", wrong, fired=False)
    if wrong:
        return 1
    whole = (answers, seen)
    if asked.loud:
        print(f"serve: {' '.join(f'{k} {n}' for k, n in seen.report.count.items() if n)}", flush=True)
    for kind, plan in plans(seen.report.count, asked.kind or FAILING, asked.stride):
        _, suffered, wrong = one(served, whole, plan=plan)
        tally.take(kind, f"serve {plan} at {suffered.report.first_fault}", wrong, fired=suffered.report.fired > 0)
    for mode in ("eintr", "short"):
        answers, _, wrong = one(served, whole, mode=mode)
        wrong += [f"{name}: {answer and answer[0]}" for name, answer in answers.items() if not answer or answer[0] != 200]
        tally.take(mode, f"serve {mode}", wrong)
    served.bench.close()
    return 1
