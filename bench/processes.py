"""Whole processes, timed one beside the other: ABAB, so that what else the machine does falls on all of them."""
import os
import shlex
import statistics
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = Path(os.environ.get("STANCE_BUILD", ROOT / "build")).resolve()
STANCE = BUILD / "stance"
DEFAULT_MODEL = BUILD / "default.stance"
TIMER = BUILD / "bench" / "bench_time_process"
EMPTY = BUILD / "bench" / "bench_empty_program"


class Command:
    """arguments, run in `folder` with `source` on its standard input; `out` is /dev/null unless what it prints is to be kept. `shown` is
    how the table writes it; `code` the exit code that is right."""

    def __init__(self, arguments, folder, source="/dev/null", out="/dev/null", env=None):
        self.arguments, self.folder, self.source, self.out = [str(a) for a in arguments], folder, str(source), str(out)
        self.env = dict(env or {})
        shell = self.arguments[:2] == ["sh", "-c"]
        words = self.arguments[2] if shell else shlex.join(self.arguments)
        words = words.replace(os.environ["STANCE_DATA"], "data").replace(f"{BUILD}/", "").replace("/usr/bin/python3 ", "python3 ").replace(f"{ROOT}/", "")
        self.shown = " ".join([*(f"{k}={v}" for k, v in self.env.items()), words, *([f"< {self.source}"] if self.source != "/dev/null" else [])])


class Timing:
    """Figures of one command over its runs: seconds, processor seconds, peak resident MiB."""

    def __init__(self):
        self.seconds, self.processor, self.peak = [], [], []

    def add(self, line):
        wall, processor, kib = line.split()[:3]
        self.seconds.append(float(wall))
        self.processor.append(float(processor))
        self.peak.append(int(kib) / 1024)

    @property
    def median(self):
        return statistics.median(self.seconds)

    def result(self):
        return {"seconds": self.median, "least": min(self.seconds), "most": max(self.seconds), "runs": len(self.seconds),
                "processor_seconds": statistics.median(self.processor), "peak_mib": max(self.peak)}


def run(command, repeats=1):
    """Lines of the timer. Any exit code but 0 ends everything: a time of what failed is no figure."""
    done = subprocess.run([str(TIMER), str(repeats), command.source, command.out, *command.arguments], cwd=command.folder,
                          env={**os.environ, **command.env}, capture_output=True, text=True)
    lines = done.stdout.splitlines()
    bad = [line for line in lines if line.split()[3] != "0"]
    if done.returncode or bad or len(lines) != repeats:
        raise SystemExit(f"{command.shown}: exit {bad[0].split()[3] if bad else done.returncode}\n{done.stderr}")
    return lines


def alternate(commands, rounds, repeats=1, warm=True):
    """commands: name to Command. Each round runs all of them, in turn from either end; one run of each before is not counted (it also
    brings files into the page cache). Gives name to Timing."""
    timings = {name: Timing() for name in commands}
    if warm:
        for command in commands.values():
            run(command)
    for number in range(rounds):
        names = list(commands) if number % 2 == 0 else list(reversed(commands))
        for name in names:
            for line in run(commands[name], repeats):
                timings[name].add(line)
    return timings
