"""Runs bench/soak: the server, its clients, its faults, and what is read of it every ten seconds. See bench/soak for what is asked."""
import json
import os
import statistics
import sys
import tempfile
import threading
import time

ROOT, BUILD, HOURS = sys.argv[1], sys.argv[2], float(sys.argv[3])
sys.path.insert(0, os.path.join(ROOT, "tests", "serve"))
import served  # noqa: E402
import soak_faults  # noqa: E402
import soak_load  # noqa: E402

SAMPLE, FAULT_EVERY, DISK = 10, 60, 64  # seconds, seconds, MiB
# Memory may be this much higher in the last quarter than in the second: what allocators keep and give back at random.
GROWTH = 4.0  # MiB


def sample(pid):
    status = dict(line.split(":", 1) for line in open(f"/proc/{pid}/status", encoding="ascii") if ":" in line)
    return {"time": time.time(), "resident": int(status["VmRSS"].split()[0]) / 1024, "anonymous": int(status["RssAnon"].split()[0]) / 1024,
            "threads": int(status["Threads"]), "files": len(os.listdir(f"/proc/{pid}/fd"))}


def watch(load, pid, samples, out):
    said = 0
    while not load.stop.wait(SAMPLE):
        samples.append(sample(pid))
        out.write(json.dumps(samples[-1]) + "\n")
        out.flush()
        if time.monotonic() - said >= 60:
            said = time.monotonic()
            s = samples[-1]
            print(f"{time.strftime('%H:%M:%S')}  {sum(load.answers.values()):8d} requests  resident {s['resident']:6.1f} MiB  own {s['anonymous']:6.1f}"
                  f"  threads {s['threads']:3d}  files {s['files']:3d}  wrong {len(load.wrong)}", flush=True)


def disturb(load, pid, folder, faults, done):
    turn = 0
    while not load.stop.wait(FAULT_EVERY):
        fault = faults[turn % len(faults)]
        turn += 1
        load.strained.set()
        try:
            fault(pid, folder)
        finally:
            load.recovered = time.monotonic()
            load.strained.clear()
        done[fault.__name__] = done.get(fault.__name__, 0) + 1


def kept_labels(load, folder):
    """Acknowledged labels that the file does not hold."""
    held = {}
    for line in open(os.path.join(folder, "labels.jsonl"), encoding="utf-8"):
        record = json.loads(line)
        key = record["annotator"], record["id"]
        if record["event"] == "label":
            held[key] = record["label"]
        elif record["event"] == "undo":
            held.pop(key, None)
    asked = {key: label for key, label in load.labels.items() if label is not None}
    return [key for key, label in asked.items() if held.get(key) != label], len(asked)


def quarters(samples, what):
    n = len(samples) // 4
    return [statistics.median(s[what] for s in samples[i * n:(i + 1) * n]) for i in range(4)]


def main():
    article = open(os.path.join(ROOT, "datasets", "articles", "lake-talks.txt"), encoding="utf-8").read()
    rows = served.statements(ROOT, 2000)
    os.makedirs(os.path.join(BUILD, "bench"), exist_ok=True)
    samples, done = [], {}
    with tempfile.TemporaryDirectory() as folder, soak_faults.small_disk(folder, DISK) as own_disk:
        faults = [f for f in soak_faults.FAULTS if own_disk or f is not soak_faults.full_disk]
        server = served.Server(BUILD, "-m", "soak.stance", "--labels", "labels.jsonl", "--pool", "pool.jsonl", "--train-with", "coded.tsv",
                               "--deadline", "5", folder=folder)
        server.write("pool.jsonl", "".join(json.dumps({"text": text}) + "\n" for text in rows))
        server.write("coded.tsv", "".join(f"{label}\t{text}\n" for text, label in list(rows.items())[:600]))
        os.rename(served.small_model(BUILD, server, ROOT), server.path("soak.stance"))
        server.start()
        pid = server.process.pid
        drain = threading.Thread(target=server.process.stderr.read, daemon=True)
        drain.start()
        load = soak_load.Load(server, article, list(rows))
        with open(os.path.join(BUILD, "bench", "soak.jsonl"), "w", encoding="ascii") as out:
            threads = soak_load.clients(load)
            threads += [threading.Thread(target=watch, args=(load, pid, samples, out)),
                        threading.Thread(target=disturb, args=(load, pid, folder, faults, done))]
            for t in threads:
                t.start()
            until = time.monotonic() + HOURS * 3600
            while time.monotonic() < until and server.process.poll() is None:
                time.sleep(1)
            load.stop.set()
            for t in threads:
                t.join()
        if server.process.poll() is not None:
            load.fail(f"the server ended with {server.process.returncode}")
        else:
            server.process.terminate()
            if server.process.wait(timeout=60) != 0:
                load.fail(f"SIGTERM: exit code {server.process.returncode}")
        lost, n_labels = kept_labels(load, folder)
        if lost:
            load.fail(f"acknowledged labels are not in the file: {lost[:5]}")
        lines = sum(1 for _ in open(server.path("labels.jsonl"), encoding="utf-8"))
    print(f"\n{HOURS:g} hours, {sum(load.answers.values())} requests; faults: {done}; full disk: {'yes' if own_disk else 'not allowed here'}")
    for key in sorted(load.answers, key=str):
        print(f"  {key[0]:14} {key[1]!s:10} {load.answers[key]}")
    print(f"labels standing and checked {n_labels}, lines in the label file {lines}")
    if len(samples) >= 8:
        for what in ("resident", "anonymous", "threads", "files"):
            print(f"  {what:10} by quarter: " + "  ".join(f"{q:.1f}" for q in quarters(samples, what)) + f"   most {max(s[what] for s in samples):.1f}")
        second, last = (quarters(samples, "anonymous")[i] for i in (1, 3))
        if last - second > GROWTH:
            load.fail(f"memory of its own grew by {last - second:.1f} MiB from the second quarter to the last")
        for what in ("threads", "files"):
            if quarters(samples, what)[3] > quarters(samples, what)[1] + 4:
                load.fail(f"{what} grew: {quarters(samples, what)}")
    for what in load.wrong[:50]:
        print("WRONG", what)
    print("all as asked" if not load.wrong else f"{len(load.wrong)} things were not as asked")
    sys.exit(1 if load.wrong else 0)


main()
