"""What goes wrong around the server of bench/soak, one thing after the other, each undone after some seconds."""
import contextlib
import os
import resource
import signal
import subprocess
import time


def children(pid):
    with contextlib.suppress(OSError):
        for task in os.listdir(f"/proc/{pid}/task"):
            with contextlib.suppress(OSError), open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as f:
                yield from map(int, f.read().split())


@contextlib.contextmanager
def limit(pid, what, value):
    """A lower soft limit of the running server for as long as the block lasts."""
    soft, hard = resource.prlimit(pid, what)
    resource.prlimit(pid, what, (value, hard))
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            resource.prlimit(pid, what, (soft, hard))


def no_files(pid, folder):
    """No descriptor left: connections wait, models cannot be opened, nothing can be started."""
    with limit(pid, resource.RLIMIT_NOFILE, len(os.listdir(f"/proc/{pid}/fd"))):
        time.sleep(5)


def no_memory(pid, folder):
    """The address space may not grow: larger allocations, mappings and threads fail."""
    pages = int(open(f"/proc/{pid}/statm", encoding="ascii").read().split()[0])
    with limit(pid, resource.RLIMIT_AS, pages * resource.getpagesize()):
        time.sleep(5)


def full_disk(pid, folder):
    """The label file's disk is full to the last byte."""
    filler = os.path.join(folder, "filler")
    try:
        with open(filler, "wb", buffering=0) as f, contextlib.suppress(OSError):
            while True:
                f.write(b"\0" * 4096)
        time.sleep(5)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.remove(filler)


def other_label_file(pid, folder):
    """Someone moves the label file away, and back."""
    path = os.path.join(folder, "labels.jsonl")
    os.rename(path, path + ".away")
    try:
        time.sleep(3)
    finally:
        os.rename(path + ".away", path)


def rubbish_model(pid, folder):
    """The model file is replaced by rubbish, and then by a copy of itself; the server goes on with what it has."""
    path = os.path.join(folder, "soak.stance")
    model = open(path, "rb").read()
    for data in (os.urandom(5000), b"", model):
        with open(path + ".new", "wb") as f:
            f.write(data)
        os.replace(path + ".new", path)
        time.sleep(1)


def killed_training(pid, folder):
    """Whatever the server started is killed, for a while."""
    for _ in range(50):
        for child in children(pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        time.sleep(0.2)


def stopped(pid, folder):
    """The whole process stands still, as on a machine that sleeps."""
    os.kill(pid, signal.SIGSTOP)
    try:
        time.sleep(3)
    finally:
        os.kill(pid, signal.SIGCONT)


FAULTS = (no_files, no_memory, full_disk, other_label_file, rubbish_model, killed_training, stopped)


@contextlib.contextmanager
def small_disk(folder, megabytes):
    """A disk of its own for the server's folder, so that filling it hurts nobody; False where this user may not mount one."""
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "soak", folder], stderr=subprocess.DEVNULL, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", folder], check=False)
