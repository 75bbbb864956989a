"""The same bytes from every command in every format, whatever the threads, the locale, OpenBLAS's threads, the folder, the mask, the memory.

usage: same_bytes_test.py BINARY_FOLDER SOURCE_FOLDER LIBRARY (host_locale.c) [--all]

Nine runs go through three numbers of threads, three locales and three values of OPENBLAS_NUM_THREADS so that any two values meet; with --all,
all 27, over more statements."""
import ctypes
import itertools
import os
import shutil
import subprocess
import sys
import tempfile

import battery

BINARY, SOURCE, LIBRARY = map(os.path.abspath, sys.argv[1:4])
ALL = "--all" in sys.argv[4:]
STATEMENTS = 100 if ALL else 22
LOCALES = ("C", "de_DE.UTF-8", "tr_TR.UTF-8")
COUNTS = (1, 2, 8)
ADDR_NO_RANDOMIZE = 0x0040000


def check(condition, message):
    if not condition:
        raise AssertionError(message)


def make_locales(folder):
    if not os.path.exists("/usr/share/i18n/locales/tr_TR") or not shutil.which("localedef"):
        print("SKIPPED: no locale definitions; install the package locales")
        sys.exit(77)
    for name in LOCALES[1:]:
        subprocess.run(["localedef", "-i", name.split(".", maxsplit=1)[0], "-f", "UTF-8", os.path.join(folder, name)], check=True)


class Runs:
    def __init__(self, work):
        self.work, self.n = work, 0
        self.env = {key: value for key, value in os.environ.items()
                    if not key.startswith(("OPENBLAS", "LC_", "STANCE", "COLUMNS", "NO_COLOR")) and key not in ("LANG", "LANGUAGE")}
        self.env.update(LOCPATH=os.path.join(work, "locales"), LC_ALL="C", OPENBLAS_NUM_THREADS="1")
        os.mkdir(self.env["LOCPATH"])
        make_locales(self.env["LOCPATH"])
        self.data = os.path.join(work, "data")
        battery.make_data(self.data, SOURCE, STATEMENTS)
        self.reference = self.refer()
        self.hosted = self.refer(hosted=True)

    def refer(self, hosted=False):
        """What others are compared with; its models must not be found by the next run."""
        found = battery.run_all(BINARY, self.data, "m", 1, self.env, hosted=hosted)
        failed = [f"{name}: {said}" for name, (_, said, code) in found.items() if code]
        check(not failed, failed)
        shutil.rmtree(os.path.join(self.data, "m"))
        return found

    def same(self, how, threads=1, env=None, data=None, prepare=None, hosted=False):
        data = data or self.data
        found = battery.run_all(BINARY, data, "m", threads, dict(self.env, **(env or {})), prepare, hosted)
        reference = self.hosted if hosted else self.reference
        different = [name for name in reference if reference[name] != found.get(name)]
        check(not different, f"{how}: {', '.join(different)}")
        check(found.keys() == reference.keys(), f"{how}: other files were written")
        shutil.rmtree(os.path.join(data, "m"))
        self.n += 1
        print(f"same bytes: {how}", flush=True)


def factors():
    for a, b in itertools.product(range(3), range(3)):
        for c in range(3) if ALL else [(a + b) % 3]:
            if (a, b, c) != (0, 0, 0):
                yield COUNTS[a], LOCALES[b], COUNTS[c]


def mask():
    os.umask(0o077)


def at_fixed_addresses():
    if ctypes.CDLL(None).personality(ADDR_NO_RANDOMIZE) < 0:
        os._exit(127)


def on_one_processor():
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def main():
    with tempfile.TemporaryDirectory() as work:
        runs = Runs(work)
        for threads, locale, blas in factors():
            runs.same(f"{threads} threads, {locale}, OPENBLAS_NUM_THREADS={blas}", threads, {"LC_ALL": locale, "OPENBLAS_NUM_THREADS": str(blas)})
        for locale in LOCALES[1:]:
            runs.same(f"a host that has set {locale}", 2, {"LC_ALL": locale, "LD_PRELOAD": LIBRARY}, hosted=True)
        runs.same("as many threads as there are processors", 0)
        runs.same("one processor, addresses not drawn at random", 0, prepare=lambda: (on_one_processor(), at_fixed_addresses()))
        runs.same("memory that is not zero", 2, {"MALLOC_PERTURB_": "165", "PADDING": "x" * 5000, "TZ": "Pacific/Chatham", "HOME": "/nonexistent"},
                  prepare=mask)
        other = os.path.join(work, "another folder, ü")
        battery.make_data(other, SOURCE, STATEMENTS, order=-1)
        runs.same("another folder, whose files were made in another order", 2, data=other)
        print(f"{len(runs.reference)} outputs of {len(battery.commands('m'))} commands, {runs.n} more ways of running them, the same bytes")


main()
