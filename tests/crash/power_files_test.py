"""A model and every report are the old or the new, whole, wherever the power goes; and the new one after exit code 0.

usage: power_files_test.py BINARY_FOLDER SOURCE_FOLDER LIBRARY (record_writes.c)"""
import os
import sys
import tempfile

from power_cut import Disk, Loss, Replaced, check as replay, folder_of, read_log
from writers import all_writers, check

BINARY, SOURCE, LIBRARY = map(os.path.abspath, sys.argv[1:4])


def caught(what, before, old, new, path, events):
    """The checker finds out this log: of the command, but for what is taken out of it."""
    judge = Replaced(path, old, new)
    try:
        disk = replay(before(), events, [judge])
        judge.promise()
        judge.look(disk)
    except Loss:
        return
    raise AssertionError(f"{path}: the checker does not miss {what}")


def record(writer, version, where):
    """Runs a version of the command, recorded, where the target holds the other one or nothing, and judges the log."""
    path = writer.target
    log = os.path.join(where, "log")
    if os.path.exists(log):
        os.unlink(log)
    old = open(path, "rb").read() if os.path.exists(path) else None
    disk = Disk(folder_of(path))
    writer.run(version, env=dict(os.environ, LD_PRELOAD=LIBRARY, CRASH_LOG=log, CRASH_FOLDER=folder_of(path)))
    with open(path, "rb") as file:
        new = file.read()
    check(new != old, f"{writer.kind}: nothing new was written")
    events = read_log(log)
    judge = Replaced(path, old, new)
    replay(disk, events, [judge])
    judge.promise()
    judge.look(disk)
    check(not disk.differs(folder_of(path)), f"{writer.kind}: written behind the recorder's back: {disk.differs(folder_of(path))}")
    return old, new, events


def without_syncs(events, of_folder, folder):
    return [e for e in events if e.kind not in ("begin", "sync") or (e.path == folder) != of_folder]


def main():
    total = 0
    with tempfile.TemporaryDirectory() as work:
        work = os.path.realpath(work)
        inputs, outputs = os.path.join(work, "in"), os.path.join(work, "out")
        os.mkdir(inputs)
        os.mkdir(outputs)
        for writer in all_writers(BINARY, SOURCE, inputs, outputs):
            folder = folder_of(writer.target)
            for version, link in ((0, False), (1, False), (0, True)):
                if link:  # a target that is a link, into another folder
                    real = os.path.join(work, "out", "real")
                    os.makedirs(real, exist_ok=True)
                    os.rename(writer.target, os.path.join(real, os.path.basename(writer.target)))
                    os.symlink(os.path.join(real, os.path.basename(writer.target)), writer.target)
                    writer.target = os.path.join(real, os.path.basename(writer.target))
                    folder = real
                before = Disk(folder)

                def again(before=before):
                    disk = Disk()
                    disk.folders.add(folder)
                    for path, file in before.names.items():
                        disk.add(path, next(key for key, one in before.files.items() if one is file), file.sure)
                    return disk

                old, new, events = record(writer, version, work)
                caught("a sync of the file", again, old, new, writer.target, without_syncs(events, False, folder))
                caught("a sync of the folder", again, old, new, writer.target, without_syncs(events, True, folder))
                rename = next(e for e in events if e.kind == "rename")
                first = next(i for i, e in enumerate(events) if e.kind == "write")
                early = [e for e in events if e is not rename]
                caught("a rename that is too early", again, old, new, writer.target, early[:first] + [rename] + early[first:])
                total += len(events)
            print(f"{writer.kind:16} {len(new):7} bytes, {len(events)} events: old or new at each")
    print(f"{total} events in all; and every log was found out without its syncs, and with its rename too early")


main()
