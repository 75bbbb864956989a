"""What a machine does to a whole run: a full disk, /dev/full, a pipe that nobody reads, closed streams, interrupted calls, calls that move one
byte, an address space that ends."""
import os
import resource
import signal

from faults_run import ENVIRONMENT, Bench, Hang, complaints

MEGABYTE = 1 << 20
# From what no program can start with to what every scenario has enough of.
SPACES = [4, 16, 24, 32, 40, 48, 56, 64, 72, 80, 96, 112, 128, 160, 192, 256, 384, 512, 1024, 4096]


class Hardships:
    def __init__(self, asked, tally, scenario, inputs, work):
        self.tally, self.scenario, self.inputs = tally, scenario, inputs
        self.folder = os.path.join(work, scenario.name)
        inputs.give(scenario, self.folder)
        self.bench = Bench(self.folder, asked.inject, ENVIRONMENT)
        self.arguments = [os.path.join(asked.build, scenario.program), *scenario.arguments]
        inputs.reset(scenario, self.folder)
        self.before = self.bench.files()
        self.whole = self.suffer()
        self.tally.take("none", scenario.name, [] if self.whole.code == scenario.code else [f"exit code {self.whole.code}"], fired=False)

    def suffer(self, **how):
        self.inputs.reset(self.scenario, self.folder)
        return self.bench.run(self.arguments, self.scenario.standard_input, **how)

    def start(self, environment, **streams):
        """A run with streams of its own; its outcome."""
        self.inputs.reset(self.scenario, self.folder)
        code = self.bench.wait(self.bench.spawn(self.arguments, environment, self.scenario.standard_input, **streams))
        return self.bench.outcome(code)

    def take(self, hardship, seen, found):
        self.tally.take(hardship, f"{self.scenario.name} {hardship}", found)

    def same(self, hardship, seen):
        """It must not show."""
        found = complaints(seen, self.whole, self.before, self.scenario.output)
        if seen.code != self.whole.code:
            found.append(f"exit code {seen.code}: {seen.err[:200]!r}")
        self.take(hardship, seen, found)

    def interrupted(self):
        seen = self.suffer(mode="eintr")
        # What stdio was writing when a signal came is lost, and so the run; but no handler is ever installed that lets a call be interrupted.
        if seen.code == 1 and b"standard output" in seen.err and not self.scenario.output:
            self.take("eintr", seen, complaints(seen, self.whole, self.before, self.scenario.output))
        else:
            self.same("eintr", seen)

    def short(self):
        self.same("short", self.suffer(mode="short"))

    def full_disk(self):
        if not self.scenario.output:
            return
        size = len(self.whole.files[self.scenario.output])
        for room in sorted({0, 1, size // 2, size - 1}):
            seen = self.suffer(disk=room)
            found = complaints(seen, self.whole, self.before, self.scenario.output)
            if seen.code != 1:
                found.append(f"exit code {seen.code} on a disk that takes {room} of {size} bytes")
            self.take("full disk", seen, found)
        self.file_limit(size // 2)

    def file_limit(self, room):
        """The same by the kernel: files may not grow beyond. A process that ignores SIGXFSZ gets EFBIG."""
        before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        environment = self.bench.settings()
        del environment["LD_PRELOAD"]
        environment["GCOV_PREFIX"] = self.folder + ".counters"  # those of a coverage build would be cut short too, and stay damaged
        self.inputs.reset(self.scenario, self.folder)
        resource.setrlimit(resource.RLIMIT_FSIZE, (max(room, 512), hard))
        try:
            child = self.bench.spawn(self.arguments, environment, self.scenario.standard_input)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            signal.signal(signal.SIGXFSZ, before)
        seen = self.bench.outcome(self.bench.wait(child))
        found = complaints(seen, self.whole, self.before, self.scenario.output)
        if room >= 512 and seen.code != 1:
            found.append(f"exit code {seen.code} where files may not grow beyond {room} bytes")
        self.take("file size limit", seen, found)

    def full_streams(self):
        environment = dict(self.bench.environment)
        seen = self.start(environment, out="/dev/full")
        wrote = len(self.whole.out) > 0
        found = [] if seen.code == (1 if wrote else self.whole.code) else [f"exit code {seen.code} with /dev/full for standard output"]
        if wrote and b"stance: " not in seen.err:
            found.append(f"no message: {seen.err[:200]!r}")
        self.take("/dev/full", seen, found)
        # What cannot be said cannot be said; the work is done all the same.
        seen = self.start(environment, err="/dev/full")
        self.take("stderr full", seen, [] if (seen.code, seen.out, seen.files) == (self.whole.code, self.whole.out, self.whole.files)
                  else [f"exit code {seen.code}, or another output, with standard error full"])
        if self.scenario.output:
            full = [a if a != self.scenario.output else "/dev/full" for a in self.arguments]
            self.inputs.reset(self.scenario, self.folder)
            seen = self.bench.outcome(self.bench.wait(self.bench.spawn(full, environment, self.scenario.standard_input)))
            self.take("-o /dev/full", seen, [] if seen.code == 1 and b"stance: " in seen.err and seen.files == self.before
                      else [f"exit code {seen.code}, {seen.err[:200]!r}"])

    def closed_streams(self):
        environment = dict(self.bench.environment)
        for stream, name in enumerate(("stdin", "stdout", "stderr")):
            self.inputs.reset(self.scenario, self.folder)
            seen = self.bench.outcome(self.bench.wait(self.bench.spawn(self.arguments, environment, self.scenario.standard_input,
                                                                       closed=[stream])))
            found = []
            if seen.code not in (self.whole.code, 1):
                found.append(f"exit code {seen.code}")
            if stream == 1 and len(self.whole.out) and seen.code != 1:
                found.append(f"exit code {seen.code} although nothing could be printed")
            if seen.code == self.whole.code and seen.files != self.whole.files:
                found.append("the files differ")
            if seen.code != self.whole.code and seen.files != self.before:
                found.append(f"the files changed: {sorted(seen.files)}")
            if stream != 2 and seen.err.count(b"stance: ") > self.whole.err.count(b"stance: ") + 1:
                found.append(f"too much said: {seen.err[:300]!r}")
            self.take(f"closed {name}", seen, found)

    def closed_pipe(self):
        """Who reads goes away at once. A program in a pipeline ends by SIGPIPE, as cat and grep do, and says nothing; where its parent
        ignores the signal, it says once that it cannot write, and ends with 1."""
        for ignored in (False, True):
            reader, writer = os.pipe()
            os.close(reader)
            self.inputs.reset(self.scenario, self.folder)
            spawned = [(os.POSIX_SPAWN_DUP2, writer, 1), (os.POSIX_SPAWN_CLOSE, writer)]
            child = self.bench.spawn(self.arguments, dict(self.bench.environment), self.scenario.standard_input, more=spawned,
                                     keep_sigpipe=ignored)
            os.close(writer)
            seen = self.bench.outcome(self.bench.wait(child))
            expected = self.whole.code if not self.whole.out else 1 if ignored else -signal.SIGPIPE
            found = [] if seen.code == expected else [f"exit code {seen.code}, not {expected}, SIGPIPE ignored: {ignored}"]
            if self.whole.out and seen.err.count(b"stance: ") > (self.whole.err.count(b"stance: ") + 1 if ignored else self.whole.err.count(b"stance: ")):
                found.append(f"too much said: {seen.err[:300]!r}")
            self.take("closed pipe", seen, found)

    def small_spaces(self):
        """RLIMIT_AS from tiny to enough; without the injector, which takes space of its own. Until main begins it is the loader that has not
        enough, and ends the program with 127."""
        environment = dict(self.bench.environment)
        for space in SPACES:
            self.inputs.reset(self.scenario, self.folder)
            # By `stance`, as everybody starts it: it tells OpenBLAS to start no threads while it is loaded.
            program = self.arguments[0].replace("stance-train", "stance")
            shell = ["/bin/sh", "-c", f'ulimit -v {space * 1024} && exec "$@"', "sh", program, *self.arguments[1:]]
            try:
                seen = self.bench.outcome(self.bench.wait(self.bench.spawn(shell, environment, self.scenario.standard_input)))
            except Hang:
                self.tally.take("address space", f"{self.scenario.name} in {space} MiB", ["hangs"])
                continue
            loader = seen.code == 127 and (b"error while loading shared libraries" in seen.err or b"out of memory" in seen.err.lower())
            # A space in which not even the shell or the kernel's exec finds room says nothing of stance.
            unstarted = seen.code in (126, 127, -signal.SIGKILL, -signal.SIGSEGV) and space <= 16
            found = [] if loader or unstarted else complaints(seen, self.whole, self.before, self.scenario.output)
            if seen.files not in (self.before, self.whole.files):
                found.append(f"the files changed: {sorted(seen.files)}")
            if space == SPACES[-1] and seen.code != self.whole.code:
                found.append(f"exit code {seen.code} with {space} MiB")
            self.tally.take("address space", f"{self.scenario.name} in {space} MiB", [f"{c}; {seen.err[-200:]!r}" for c in found])


def run(asked, tally, scenario, inputs, work):
    h = Hardships(asked, tally, scenario, inputs, work)
    if h.whole.code == scenario.code:
        for step in (h.interrupted, h.short, h.full_disk, h.full_streams, h.closed_streams, h.closed_pipe, h.small_spaces):
            step()
    h.bench.close()
