"""One run of a command under the injector: what it was made to suffer, what it did, and whether that was right."""
import mmap
import os
import signal
import struct

# The order is that of inject.h.
KINDS = ("alloc", "open", "read", "write", "fsync", "rename", "mmap", "thread", "stat", "close", "truncate", "other", "poll")
FAILING = KINDS[:-1]  # waiting is interrupted, never made to fail
PLACE = struct.Struct("48sQ")
HEAD = struct.Struct(f"{len(KINDS)}Q Q Q Q Q Q q")
REPORT_SIZE = HEAD.size + 7 * PLACE.size
# As `stance` starts stance-train, which most scenarios run by itself, so that counts are those of one process.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "OPENBLAS_NUM_THREADS": "1"}
PATIENCE = 30  # seconds after which a run hangs


class Report:
    """What the injector wrote into its mapped file."""

    def __init__(self, data):
        values = HEAD.unpack_from(data)
        self.count = dict(zip(KINDS, values))
        self.fired, returned, self.left_blocks, self.left_foreign, self.left_files, self.left_maps = values[len(KINDS):]
        self.returned = returned == 1
        self.places = []
        for i in range(7):
            name, offset = PLACE.unpack_from(data, HEAD.size + i * PLACE.size)
            self.places.append(f"{name.split(bytes(1))[0].decode()}+{offset:#x}" if name[0] else "")

    @property
    def first_fault(self):
        return self.places[0]


class Outcome:
    """What is left of a run: exit code (negative: the signal), streams, report, the folder's files."""

    def __init__(self, code, out, err, report, files):
        self.code, self.out, self.err, self.report, self.files = code, out, err, report, files


class Hang(Exception):
    pass


def _ring(*_):
    raise Hang()


class Bench:
    """A folder of its own for a scenario, with what stays the same between its runs."""

    def __init__(self, folder, inject, environment):
        self.folder, self.inject = folder, inject
        self.environment = dict(environment, LC_ALL="C", COLUMNS="80")
        self.report_path = folder + ".report"
        with open(self.report_path, "wb") as file:
            file.write(bytes(REPORT_SIZE))
        self.report_file = open(self.report_path, "r+b")
        self.report = mmap.mmap(self.report_file.fileno(), REPORT_SIZE)
        signal.signal(signal.SIGALRM, _ring)

    def close(self):
        self.report.close()
        self.report_file.close()

    def settings(self, plan=None, mode=None, disk=None, only=None):
        """The environment of a run, and a clean report."""
        self.report[:] = bytes(REPORT_SIZE)
        settings = dict(self.environment)
        settings["LD_PRELOAD"] = self.inject
        settings["FAULTS_REPORT"] = self.report_path
        for name, value in (("PLAN", plan), ("MODE", mode), ("DISK", disk), ("ONLY", only)):
            if value is not None:
                settings["FAULTS_" + name] = str(value)
        return settings

    def path(self, name):
        return os.path.join(self.folder, name)

    def files(self):
        """Names in the folder, and what the files hold that are no links to inputs."""
        found = {}
        for entry in os.scandir(self.folder):
            found[entry.name] = None
            if entry.is_file(follow_symlinks=False):
                with open(entry.path, "rb") as file:
                    found[entry.name] = file.read()
        return found

    def spawn(self, arguments, settings, standard_input=None, out=None, err=None, closed=(), more=(), keep_sigpipe=False):
        """Starts a process; standard streams are files unless said otherwise, those in `closed` are closed; `more` are further actions."""
        actions = [(os.POSIX_SPAWN_OPEN, 0, self.path(standard_input) if standard_input else "/dev/null", os.O_RDONLY, 0),
                   (os.POSIX_SPAWN_OPEN, 1, out or self.folder + ".out", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
                   (os.POSIX_SPAWN_OPEN, 2, err or self.folder + ".err", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)]
        actions += [(os.POSIX_SPAWN_CLOSE, stream) for stream in closed]
        actions += more
        restored = [] if keep_sigpipe else [signal.SIGPIPE]  # Python ignores it, and what it starts would too
        here = os.getcwd()
        os.chdir(self.folder)
        try:
            return os.posix_spawn(arguments[0], arguments, settings, file_actions=actions, setsigdef=restored)
        finally:
            os.chdir(here)

    def wait(self, child):
        """Its exit code, or minus the signal; Hang where it does not end."""
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)
        try:
            _, how = os.waitpid(child, 0)
        except Hang:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            raise
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        return os.waitstatus_to_exitcode(how)

    def said(self, stream):
        with open(f"{self.folder}.{stream}", "rb") as file:
            return file.read()

    def outcome(self, code):
        return Outcome(code, self.said("out"), self.said("err"), Report(self.report), self.files())

    def run(self, arguments, standard_input=None, **suffering):
        try:
            code = self.wait(self.spawn(arguments, self.settings(**suffering), standard_input))
        except Hang:
            code = -signal.SIGALRM
        return self.outcome(code)


def complaints(seen, whole, before, output):
    """What is wrong with `seen`, a run that suffered; `whole` is the run that did not, `before` the folder's files before either."""
    wrong = []
    # Where memory ends within dlopen, glibc's loader ends the process with 127: no program can do anything about it.
    loader = seen.report.first_fault.startswith("ld-") and seen.code == 127 and seen.err
    if loader:
        return wrong
    if seen.code < 0:
        wrong.append("hangs" if seen.code == -signal.SIGALRM else f"died of signal {-seen.code}")
    elif seen.code == whole.code:
        if seen.out != whole.out:
            wrong.append(f"exit code {seen.code}, but standard output differs ({len(seen.out)} bytes instead of {len(whole.out)})")
        if seen.files != whole.files:
            wrong.append(f"exit code {seen.code}, but the files differ: {sorted(seen.files)}")
    elif seen.code != 1:
        wrong.append(f"exit code {seen.code}, not 1")
    if seen.code == 1 and not any(line.startswith(b"stance: ") for line in seen.err.splitlines()):
        wrong.append(f"exit code 1 without a message: {seen.err[:200]!r}")
    if seen.code != whole.code and seen.files != before:
        # The one failure behind the rename: the new file is there, whole, but may not outlive a power cut; the message says so.
        placed = output and seen.files == whole.files and b"sync the folder" in seen.err
        if not placed:
            wrong.append(f"the files changed: {[n for n in set(seen.files) | set(before) if seen.files.get(n) != before.get(n)]}")
    report = seen.report
    if report.returned:
        if report.left_blocks:
            wrong.append(f"{report.left_blocks} blocks leaked, allocated at {' '.join(p for p in report.places[1:] if p)}")
        # OpenBLAS has a buffer of malloc's where it got none of mmap's, and keeps it.
        if report.left_foreign > whole.report.left_foreign and not report.first_fault.startswith("libopenblas"):
            wrong.append(f"{report.left_foreign} blocks of libraries leaked, {whole.report.left_foreign} without faults")
        if report.left_files:
            wrong.append(f"{report.left_files} descriptors leaked")
        if report.left_maps:
            wrong.append(f"{report.left_maps} mappings leaked")
    return wrong
