"""What may be left of a folder when the power goes, worked out from the log of record_writes.c; and the judges that say whether it is enough.

The rules are those of POSIX, harsher than any one file system:
- Bytes written, or a length set, are sure once a sync of that file has begun after them and succeeded. Until then any of them may be there or
  not, in any order, in part, or as NULs.
- Bytes that a failed sync was to bring to the disk stay unsure: the kernel may have called their pages clean, and the next sync then does
  nothing about them. Only cutting them off, or writing them anew, and a sync that succeeds make sure.
- A name created, moved or removed is sure once a sync of its folder has begun after it and succeeded. Until then a name may stand for
  anything it stood for since, independently of every other name: a rename alone may show a file whose bytes were never written."""
import itertools
import json
import os
from typing import NamedTuple


class Event(NamedTuple):
    kind: str
    failure: int = 0
    thread: int = 0
    inode: str = ""
    number: int = 0
    data: bytes = b""
    path: str = ""
    path2: str = ""


class Loss(Exception):
    """A power cut could lose what was promised."""


def read_log(path):
    events = []
    with open(path, "rb") as log:
        while head := log.readline():
            kind, failure, thread, inode, number, length, name, name2 = head.decode().rstrip("\n").split("\t")
            data = log.read(int(length))
            if log.read(1) != b"\n":
                raise ValueError(f"{path}: the log is damaged behind {head!r}")
            events.append(Event(kind, int(failure), int(thread), inode, int(number), data, name, name2))
    return events


def folder_of(path):
    return path.rpartition("/")[0]


class Change(NamedTuple):
    """Of a file's bytes: `data` at `offset`, or a cut to `offset` where data is None."""
    when: int
    offset: int
    data: bytes = None
    lost: bool = False  # a sync that was to bring it to the disk has failed

    def on(self, content):
        if self.data is None:
            return content[:self.offset].ljust(self.offset, b"\0")
        return content[:self.offset].ljust(self.offset, b"\0") + self.data + content[self.offset + len(self.data):]

    def torn(self):
        """What else of a write may be on the disk."""
        if self.data:
            half = len(self.data) // 2
            nothing = bytes(len(self.data))
            for data in (self.data[:half], nothing, nothing[:half] + self.data[half:], self.data[:half] + nothing[half:]):
                yield self._replace(data=data)

    def hides(self, other):
        """Whether nothing of the other, earlier, change can be seen any more."""
        if self.data is None:
            return other.offset >= self.offset
        return other.data is not None and self.offset <= other.offset and self.offset + len(self.data) >= other.offset + len(other.data)


class File:
    def __init__(self, content=b""):
        self.sure, self.now, self.pending = content, content, []

    def change(self, change):
        self.now = change.on(self.now)
        self.pending.append(change)

    def synced(self, began, succeeded):
        covered = [c for c in self.pending if c.when < began]
        if not succeeded:
            self.pending = [c._replace(lost=True) if c.when < began else c for c in self.pending]
            return
        lost = [c for c in covered if c.lost]
        for change in covered:
            if not change.lost:
                self.sure = change.on(self.sure)
                lost = [c for c in lost if c.when > change.when or not change.hides(c)]
        self.pending = lost + [c for c in self.pending if c.when >= began]

    def after_cut(self):
        """The contents that a cut may leave, each once: all that differ where little is pending, else a choice of them."""
        seen = {self.sure}
        yield self.sure
        n = len(self.pending)
        if n <= 5:
            chosen = [part for size in range(1, n + 1) for part in itertools.combinations(self.pending, size)]
        else:
            chosen = [self.pending[:i] for i in range(1, n + 1)] + [self.pending[i:] for i in range(1, n)]
        for part in chosen:
            for last in (part[-1], *part[-1].torn()):
                content = self.sure
                for change in (*part[:-1], last):
                    content = change.on(content)
                if content not in seen:
                    seen.add(content)
                    yield content


class Disk:
    """A folder as its programs see it, and what of that is sure."""

    def __init__(self, folder=None):
        self.files, self.names, self.sure, self.changes, self.folders, self.began = {}, {}, {}, [], set(), {}
        self.when = 0
        for parent, _, names in os.walk(folder) if folder else ():
            self.folders.add(parent)
            for name in names:
                path = os.path.join(parent, name)
                if os.path.isfile(path) and not os.path.islink(path):
                    about = os.stat(path)
                    with open(path, "rb") as file:
                        self.add(path, f"{about.st_dev}:{about.st_ino}", file.read())

    def add(self, path, inode, content):
        """A file that was there, and sure, before the log begins."""
        self.folders.add(folder_of(path))
        self.names[path] = self.sure[path] = self.files[inode] = File(content)

    def name(self, path, file):
        self.names[path] = file
        self.changes.append((self.when, path, file))

    def apply(self, event):
        self.when += 1
        if event.kind == "begin":
            self.began[event.thread, event.inode] = self.when
        elif event.kind == "sync":
            began = self.began.pop((event.thread, event.inode))
            if event.path not in self.folders:
                self.files[event.inode].synced(began, not event.failure)
            elif not event.failure:
                for when, path, file in self.changes:
                    if when < began and folder_of(path) == event.path:
                        self.sure[path] = file
                self.changes = [c for c in self.changes if c[0] >= began or folder_of(c[1]) != event.path]
        elif event.failure:
            pass
        elif event.kind == "open":
            if not self.names.get(event.path):
                self.files[event.inode] = File()
                self.name(event.path, self.files[event.inode])
            if event.number:
                self.files[event.inode].change(Change(self.when, 0))
        elif event.kind == "write":
            self.files[event.inode].change(Change(self.when, event.number, event.data))
        elif event.kind == "cut":
            self.files[event.inode].change(Change(self.when, event.number))
        elif event.kind in ("rename", "link"):
            self.name(event.path2, self.names[event.path])
            if event.kind == "rename":
                self.name(event.path, None)
        elif event.kind == "unlink":
            self.name(event.path, None)
        elif event.kind != "say":
            raise ValueError(f"what is a {event.kind}?")

    def after_cut(self, path):
        """The contents that may stand under a name; None where there may be no such file."""
        bindings = [self.sure.get(path)]
        bindings += [file for _, name, file in self.changes if name == path and file not in bindings]
        seen = set()
        for file in bindings:
            for content in [None] if file is None else file.after_cut():
                if content not in seen:
                    seen.add(content)
                    yield content

    def differs(self, folder):
        """The names under which the folder differs from what the log says: what was done behind the recorder's back."""
        real = Disk(folder).names
        told = {path: file for path, file in self.names.items() if file}
        return sorted(path for path in real.keys() | told.keys()
                      if path not in real or path not in told or real[path].now != told[path].now)


class Replaced:
    """A file that is the old or the new one, whole, at every moment, and the new one once that was promised."""

    def __init__(self, path, old, new):
        self.path, self.allowed, self.new = path, [old, new], new

    def promise(self):
        self.allowed = [self.new]

    def hear(self, event):
        pass

    def look(self, disk):
        for content in disk.after_cut(self.path):
            if content not in self.allowed:
                what = "no file" if content is None else f"{len(content)} bytes, old or torn"
                raise Loss(f"{self.path}: a power cut could leave {what}{'' if len(self.allowed) > 1 else ', after it was promised'}")


def repaired(content):
    """The lines a server reads from a label file, and what it moves aside: serve/label_file.c, whole_lines."""
    good, _, torn = (content or b"").rpartition(b"\n")
    lines = good.split(b"\n") if good else []
    if lines and b"\0" in lines[-1]:
        torn = lines.pop() + b"\n" + torn
    return lines, torn


class Labels:
    """A label file that has every acknowledged line, at every moment, and at most one that was not yet."""

    def __init__(self, path, torn=b""):
        self.path, self.torn, self.promised, self.states = path, torn, {}, set()

    def hear(self, event):
        at = event.data.find(b'{"schema":"stance.label-saved/1"') if event.kind == "say" else -1
        if at >= 0:
            record = json.JSONDecoder().raw_decode(event.data[at:].decode())[0]["record"]
            self.promised[record["seq"]] = record

    def look(self, disk):
        for content in disk.after_cut(self.path):
            self.judge(content)
            for aside in disk.after_cut(self.path + ".torn") if self.torn else ():
                if self.torn not in (content or b"") and self.torn not in (aside or b""):
                    raise Loss(f"{self.path}: a power cut could lose the torn line, which was to be kept aside")

    def judge(self, content):
        self.states.add(content)
        try:
            lines = [json.loads(line) for line in repaired(content)[0]]
        except ValueError as error:
            raise Loss(f"{self.path}: a power cut could leave a line that cannot be read: {error}") from error
        for seq, record in self.promised.items():
            if seq > len(lines) or lines[seq - 1] != record:
                raise Loss(f"{self.path}: a power cut could lose line {seq}, which was acknowledged")
        if [line["seq"] for line in lines] != list(range(1, len(lines) + 1)):
            raise Loss(f"{self.path}: a power cut could leave lines in another order")


def check(disk, events, judges):
    """Replays the events; every judge looks at the disk after each."""
    for event in events:
        for judge in judges:
            judge.hear(event)
        disk.apply(event)
        if event.kind != "begin":
            for judge in judges:
                judge.look(disk)
    return disk
