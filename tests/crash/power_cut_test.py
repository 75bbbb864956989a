"""The model of a power cut itself: logs in which something is missing, or in the wrong order, are found out."""
import unittest

from power_cut import Disk, Event, Labels, Loss, Replaced, check

F, TARGET, TEMPORARY = "/f", "/f/model", "/f/model.tmp"
INODES = {F: "1:1", TARGET: "1:2", TEMPORARY: "1:3"}
OLD, NEW = b"the old file", b"the new file, longer"


def event(kind, path, number=0, data=b"", failure=0, thread=1, path2=""):
    return Event(kind, failure, thread, INODES.get(path, "1:9"), number, data, path, path2)


def create(path):
    return [event("open", path)]


def write(path, data=NEW, offset=0):
    return [event("write", path, offset, data)]


def sync(path, failure=0):
    return [event("begin", path), event("sync", path, failure=failure)]


def rename():
    return [event("rename", TEMPORARY, path2=TARGET)]


def say(record):
    return [event("say", "", data=b'HTTP/1.1 200 OK\r\n\r\n{"schema":"stance.label-saved/1","record":' + record + b"}\n")]


class Files(unittest.TestCase):
    def replaces(self, *events, old=OLD, promised=True):
        disk = Disk()
        disk.folders |= {F, "/g"}
        if old is not None:
            disk.add(TARGET, INODES[TARGET], old)
        judge = Replaced(TARGET, old, NEW)
        check(disk, sum(events, []), [judge])
        if promised:
            judge.promise()
            judge.look(disk)

    def loses(self, *events, **rest):
        with self.assertRaises(Loss):
            self.replaces(*events, **rest)

    def test_all_in_order(self):
        self.replaces(create(TEMPORARY), write(TEMPORARY), sync(TEMPORARY), rename(), sync(F))
        self.replaces(create(TEMPORARY), write(TEMPORARY), sync(TEMPORARY), rename(), sync(F), old=None)

    def test_many_writes(self):
        pieces = [write(TEMPORARY, NEW[i:i + 1], i)[0] for i in range(len(NEW))]
        self.replaces(create(TEMPORARY), pieces, sync(TEMPORARY), rename(), sync(F))
        self.loses(create(TEMPORARY), pieces, rename(), sync(TEMPORARY), sync(F))

    def test_no_sync(self):
        self.loses(create(TEMPORARY), write(TEMPORARY), rename(), sync(F))

    def test_sync_before_the_last_write(self):
        self.loses(create(TEMPORARY), write(TEMPORARY, NEW[:5]), sync(TEMPORARY), write(TEMPORARY, NEW[5:], 5), rename(), sync(F))

    def test_sync_behind_the_rename(self):
        self.loses(create(TEMPORARY), write(TEMPORARY), rename(), sync(TEMPORARY), sync(F))

    def test_no_sync_of_the_folder(self):
        steps = create(TEMPORARY), write(TEMPORARY), sync(TEMPORARY), rename()
        self.replaces(*steps, promised=False)
        self.loses(*steps)

    def test_sync_of_the_folder_before_the_rename(self):
        self.loses(create(TEMPORARY), write(TEMPORARY), sync(TEMPORARY), sync(F), rename())

    def test_sync_of_another_folder(self):
        self.loses(create(TEMPORARY), write(TEMPORARY), sync(TEMPORARY), rename(), sync("/g"))

    def test_a_sync_that_failed(self):
        self.loses(create(TEMPORARY), write(TEMPORARY), sync(TEMPORARY, failure=5), rename(), sync(F))
        self.loses(create(TEMPORARY), write(TEMPORARY), sync(TEMPORARY), rename(), sync(F, failure=5))

    def test_a_failed_sync_tried_again(self):
        self.loses(create(TEMPORARY), write(TEMPORARY), sync(TEMPORARY, failure=5), sync(TEMPORARY), rename(), sync(F))

    def test_a_failed_sync_made_good(self):
        self.replaces(create(TEMPORARY), write(TEMPORARY), sync(TEMPORARY, failure=5), write(TEMPORARY), sync(TEMPORARY), rename(), sync(F))

    def test_a_write_while_another_thread_syncs_is_not_covered(self):
        begin, end = sync(TEMPORARY)
        self.loses(create(TEMPORARY), [begin], write(TEMPORARY), [end], rename(), sync(F))

    def test_in_place(self):
        self.loses([event("open", TARGET, 1)], write(TARGET), sync(TARGET))
        self.loses([event("cut", TARGET, 3)], promised=False)

    def test_removed_first(self):
        self.loses(create(TEMPORARY), write(TEMPORARY), sync(TEMPORARY), [event("unlink", TARGET)], rename(), sync(F))

    def test_a_left_over_file_is_no_matter(self):
        left = create(TEMPORARY) + write(TEMPORARY, b"half") + [event("unlink", TEMPORARY)]
        self.replaces(left, create(TEMPORARY), write(TEMPORARY), sync(TEMPORARY), rename(), sync(F))


class LabelFiles(unittest.TestCase):
    LINES = [b'{"seq":1}', b'{"seq":2}']

    def keeps(self, *events, before=b"", torn=b"", there=True):
        disk = Disk()
        disk.folders.add(F)
        if there:
            disk.add(TARGET, INODES[TARGET], before)
        judge = Labels(TARGET, torn)
        return check(disk, sum(events, []), [judge])

    def loses(self, *events, **rest):
        with self.assertRaises(Loss):
            self.keeps(*events, **rest)

    def append(self, n, offset=None):
        line = self.LINES[n - 1] + b"\n"
        return write(TARGET, line, 10 * (n - 1) if offset is None else offset)

    def test_write_sync_answer(self):
        one, two = ((self.append(n), sync(TARGET), say(self.LINES[n - 1])) for n in (1, 2))
        self.keeps(*one, *two)

    def test_answer_before_the_sync(self):
        self.loses(self.append(1), say(self.LINES[0]), sync(TARGET))

    def test_answer_behind_a_failed_sync(self):
        self.loses(self.append(1), sync(TARGET, failure=5), say(self.LINES[0]))
        self.loses(self.append(1), sync(TARGET, failure=5), sync(TARGET), say(self.LINES[0]))

    def test_cut_off_and_written_again(self):
        self.keeps(self.append(1), sync(TARGET, failure=5), [event("cut", TARGET, 0)], sync(TARGET), self.append(1), sync(TARGET), say(self.LINES[0]))

    def test_a_cut_that_goes_too_far(self):
        self.loses(self.append(1), sync(TARGET), say(self.LINES[0]), [event("cut", TARGET, 5)])

    def test_a_new_file_whose_name_is_not_sure(self):
        steps = self.append(1), sync(TARGET), say(self.LINES[0])
        self.loses(create(TARGET), *steps, there=False)
        self.keeps(create(TARGET), sync(F), *steps, there=False)

    def test_a_torn_line_is_kept_before_it_is_cut_off(self):
        aside, tail = TARGET + ".torn", b'{"seq":2,"te'
        before = self.LINES[0] + b"\n" + tail
        cut = [event("cut", TARGET, 10)] + sync(TARGET)
        keep = create(aside) + write(aside, tail)
        self.keeps(keep, sync(aside), sync(F), cut, before=before, torn=tail)
        self.loses(keep, sync(aside), cut, sync(F), before=before, torn=tail)
        self.loses(keep, sync(F), cut, sync(aside), before=before, torn=tail)
        self.loses(cut, before=before, torn=tail)


if __name__ == "__main__":
    unittest.main()
