"""kill -9 at random moments while a model or a report is written: the old or the new, whole, every time.

usage: kill_files_test.py BINARY_FOLDER SOURCE_FOLDER LIBRARY (slow_writes.c) [KILLS [SEED]]

The moments are spread evenly over the length of the writing, measured first, from the first piece written to the end of the rename, and a
little beyond. What a kill has left is told apart by what is in the folder."""
import collections
import concurrent.futures
import glob
import os
import random
import select
import statistics
import subprocess
import sys
import tempfile
import time

from writers import all_writers, check

BINARY, SOURCE, LIBRARY = map(os.path.abspath, sys.argv[1:4])
KILLS = int(sys.argv[4]) if len(sys.argv) > 4 else 700
SEED = int(sys.argv[5]) if len(sys.argv) > 5 else 1
PIECES, DELAY = 24, 400


class Slow:
    """Runs the versions of a writer slowly; wait() returns when the writing has begun."""

    def __init__(self, writer, work, size):
        self.writer, self.fifo = writer, os.path.join(work, "ready")
        os.mkfifo(self.fifo)
        self.ready = os.open(self.fifo, os.O_RDONLY | os.O_NONBLOCK)
        self.hold = os.open(self.fifo, os.O_WRONLY)  # so that the end of a writer is no end of file
        self.env = dict(os.environ, LD_PRELOAD=LIBRARY, CRASH_FOLDER=os.path.dirname(writer.target), CRASH_READY=self.fifo,
                        CRASH_PIECE=str(size // PIECES + 1), CRASH_DELAY=str(DELAY))
        self.process = None

    def wait_for(self, byte):
        ready, _, _ = select.select([self.ready], [], [], 60)
        check(ready and os.read(self.ready, 1) == byte, f"{self.writer.kind}: the writing does not begin, or end")

    def start(self, version):
        if select.select([self.ready], [], [], 0)[0]:
            os.read(self.ready, 64)  # of one that was killed
        self.process = subprocess.Popen(self.writer.commands[version], env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                        close_fds=False)
        self.wait_for(b"b")

    def end(self):
        _, said = self.process.communicate(timeout=60)
        return self.process.returncode, said

    def length(self):
        """Seconds that the writing takes."""
        taken = []
        for n in range(7):
            self.start(n % 2)
            began = time.monotonic()
            self.wait_for(b"e")
            taken.append(time.monotonic() - began)
            code, said = self.end()
            check(code == 0, f"{self.writer.kind}: {said}")
        return statistics.median(taken)


def state_of(writer, size):
    """What the kill found; at most one temporary file."""
    temporary = glob.glob(glob.escape(writer.target) + ".*")
    check(len(temporary) <= 1, f"{writer.kind}: {temporary}")
    if not temporary:
        return "none"
    there = os.path.getsize(temporary[0])
    return "empty" if there == 0 else "half" if there < size else "whole"


def kill_often(writer, work, kills, chance, use):
    contents = writer.contents()
    slow = Slow(writer, work, len(contents[0]))
    length, now, found = slow.length(), 1, collections.Counter()
    check(state_of(writer, 1) == "none", f"{writer.kind}: a temporary file stays where nobody was killed")
    for kill in range(kills):
        slow.start(1 - now)
        time.sleep(chance.uniform(0, length * 1.05))
        slow.process.kill()
        code, said = slow.end()
        check(code in (0, -9), f"{writer.kind}: {code} {said}")
        with open(writer.target, "rb") as file:
            there = file.read()
        check(there in contents, f"{writer.kind}, kill {kill}: {len(there)} bytes that are neither the old nor the new file")
        check(code != 0 or there == contents[1 - now], f"{writer.kind}, kill {kill}: exit code 0, but the old file")
        found[state_of(writer, len(contents[1 - now]))] += 1
        found["new" if there == contents[1 - now] else "old"] += 1
        now = contents.index(there)
        use(now)
    writer.run(1 - now)
    check(state_of(writer, 1) == "none", f"{writer.kind}: the next writer has not removed what the killed ones left")
    check(found["half"] >= kills // 10, f"{writer.kind}: too few kills fell into the writing: {found}")
    return (f"{writer.kind:16} {kills} kills over {length * 1000:.0f} ms: {found['old']} old, {found['new']} new; the temporary file was "
            f"{found['half']} times half written, {found['empty']} empty, {found['whole']} whole, {found['none']} gone")


def model_user(writer, binary):
    """Labels with the model that a kill has left; the answers are those of one of the two models."""
    def ask():
        command = [os.path.join(binary, "stance"), "infer", "--input", "lines", "--format", "jsonl", "-m", writer.target]
        return subprocess.run(command, input=b"We agree to talk.\nWe refuse.\nThe lake is blue.\n", check=True, capture_output=True).stdout
    expected = []
    for version in range(2):
        writer.run(version)
        expected.append(ask())
    check(expected[0] != expected[1], "the two models answer differently")

    def use(now):
        check(ask() == expected[now], "the model that is there answers otherwise than it did")
    return use


def work_on(index, folder, kills):
    inputs, outputs = os.path.join(folder, "in"), os.path.join(folder, "out")
    os.makedirs(inputs)
    os.makedirs(outputs)
    writer = all_writers(BINARY, SOURCE, inputs, outputs)[index]
    use = model_user(writer, BINARY) if writer.kind == "model" else lambda now: None
    return kill_often(writer, folder, kills, random.Random(SEED * 10 + index), use)


with tempfile.TemporaryDirectory() as everything, concurrent.futures.ThreadPoolExecutor(4) as threads:
    shares = [KILLS // 2] + [KILLS // 6] * 3
    shares[0] += KILLS - sum(shares)
    for line in threads.map(work_on, range(4), [os.path.join(os.path.realpath(everything), str(i)) for i in range(4)], shares):
        print(line)
