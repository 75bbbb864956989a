"""The driver must find what it is there to find: mistakes planted in victim.c, each on an error path, and a victim without any."""
import os

import faults_run
from faults_run import Bench, complaints

# Mistake, plan, a word of the complaint; None: nothing to complain about.
PLANTED = [
    ("none", "alloc:1", None), ("none", "alloc:2", None), ("none", "alloc:1+", None), ("none", "open:1", None), ("none", "write:1", None),
    ("none", "write:2", None), ("none", "rename:1", None), ("none", "close:1", None),
    ("leak", "alloc:2", "blocks leaked"), ("file", "alloc:2", "descriptors leaked"), ("map", "alloc:2", "mappings leaked"),
    ("crash", "alloc:2", "died of signal"), ("hang", "alloc:2", "hangs"), ("mute", "alloc:2", "without a message"),
    ("swallow", "alloc:2", "standard output differs"), ("swallow", "alloc:2", "the files differ"), ("code", "alloc:2", "exit code 77"),
    ("in-place", "write:2", "the files changed"), ("litter", "write:2", "the files changed"), ("deaf", "write:1", "standard output differs"),
]


def run(asked, work):
    folder = os.path.join(work, "victim")
    os.mkdir(folder)
    bench = Bench(folder, asked.inject, {})
    victim = os.path.join(os.path.dirname(asked.inject), "faults_victim")
    missed = 0

    def suffer(mistake, plan=None):
        for name in os.listdir(folder):
            os.unlink(bench.path(name))
        with open(bench.path("out"), "wb") as file:
            file.write(b"old\n")
        return bench.run([victim, mistake, "out"], plan=plan)

    faults_run.PATIENCE = 2
    for mistake, plan, word in PLANTED:
        whole = suffer(mistake)
        seen = suffer(mistake, plan)
        found = complaints(seen, whole, {"out": b"old\n"}, "out")
        right = whole.code == 0 and seen.report.fired > 0 and (any(word in c for c in found) if word else not found)
        if not right:
            missed += 1
            print(f"planted {mistake!r} with {plan}: wanted {word!r}, got {found}, exit codes {whole.code} and {seen.code}, "
                  f"{seen.report.fired} faults, {seen.err!r}")
    print(f"{len(PLANTED)} planted, {missed} missed")
    return 1 if missed else 0
