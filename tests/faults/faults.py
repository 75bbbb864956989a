"""Makes what the commands ask of the machine fail, one call at a time: README.md. Python's standard library alone."""
import argparse
import os
import sys
import tempfile
import time

import faults_hardships
import faults_scenarios
import faults_self_test
import faults_serve
from faults_run import ENVIRONMENT, FAILING, Bench, complaints


class Tally:
    """Faults injected by kind, runs, and what was wrong."""

    def __init__(self, loud):
        self.by_kind, self.runs, self.wrong, self.loud = {}, 0, [], loud

    def take(self, kind, where, found, fired=True):
        self.runs += 1
        if fired:
            self.by_kind[kind] = self.by_kind.get(kind, 0) + 1
        for complaint in found:
            self.wrong.append(f"{where}: {complaint}")
            if self.loud or len(self.wrong) <= 20:
                print(f"WRONG {where}: {complaint}", flush=True)

    def finish(self, scenarios, began):
        print(f"{scenarios} scenarios, {self.runs} runs, {sum(self.by_kind.values())} faults injected: "
              + ", ".join(f"{n} {kind}" for kind, n in self.by_kind.items()) + f"; {len(self.wrong)} wrong; {time.monotonic() - began:.0f} s, {sum(os.times()[:4]):.0f} s of processor")
        return 1 if self.wrong else 0


def steps(count, stride):
    """1..count, each where they are few; else every `stride`-th, and the first and last few, where most paths lie."""
    if count <= 40 or stride <= 1:
        return range(1, count + 1)
    return sorted(set(range(1, 11)) | set(range(11, count, stride)) | set(range(count - 5, count + 1)))


def plans(counts, kinds, stride):
    for kind in kinds:
        for k in steps(counts[kind], stride):
            yield kind, f"{kind}:{k}"
    # From the k-th on: memory, the disk or descriptors are gone for good, and the way out has to do without.
    for kind in ("alloc", "open", "write"):
        if kind in kinds:
            for k in steps(counts[kind], 4 * stride if kind == "alloc" else 1):
                yield kind, f"{kind}:{k}+"


def sweep(asked, tally, scenario, inputs, work):
    folder = os.path.join(work, scenario.name)
    inputs.give(scenario, folder)
    bench = Bench(folder, asked.inject, ENVIRONMENT)
    arguments = [os.path.join(asked.build, scenario.program), *scenario.arguments]

    def suffer(**how):
        inputs.reset(scenario, folder)
        return bench.run(arguments, scenario.standard_input, **how)

    inputs.reset(scenario, folder)
    before = bench.files()
    whole = suffer()
    if whole.code != scenario.code:
        tally.take("none", scenario.name, [f"exit code {whole.code} without a fault: {whole.err[:300]!r}"], fired=False)
        return
    tally.take("none", scenario.name, complaints(whole, whole, before, scenario.output), fired=False)
    kinds = asked.kind or FAILING
    began = time.monotonic()
    for kind, plan in plans(whole.report.count, kinds, asked.stride):
        seen = suffer(plan=plan)
        where = f"{scenario.name} {plan} at {seen.report.first_fault}"
        tally.take(kind, where, complaints(seen, whole, before, scenario.output), fired=seen.report.fired > 0)
    if asked.loud:
        print(f"{scenario.name}: {' '.join(f'{k} {n}' for k, n in whole.report.count.items() if n)}; {time.monotonic() - began:.1f} s",
              flush=True)
    bench.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=("sweep", "hardships", "serve", "self-test"))
    parser.add_argument("--build", required=True, help="folder of the programs")
    parser.add_argument("--source", required=True, help="the checkout")
    parser.add_argument("--inject", required=True, help="the library to preload")
    parser.add_argument("--stride", type=int, default=1, help="of allocations and other calls that are many (1: every one)")
    parser.add_argument("--scenario", action="append", help="only those whose name starts so")
    parser.add_argument("--without", metavar="SCENARIO", help="not this one")
    parser.add_argument("--kind", action="append", choices=FAILING)
    parser.add_argument("--loud", action="store_true", help="say what each scenario took, and every complaint")
    asked = parser.parse_args()
    asked.build, asked.source, asked.inject = (os.path.abspath(p) for p in (asked.build, asked.source, asked.inject))
    began, tally = time.monotonic(), Tally(asked.loud)
    with tempfile.TemporaryDirectory(prefix="stance-faults-") as work:
        if asked.part == "self-test":
            return faults_self_test.run(asked, work)
        prepared = os.path.join(work, "inputs")
        os.mkdir(prepared)
        inputs = faults_scenarios.Inputs(prepared, asked.build, asked.source)
        chosen = [s for s in faults_scenarios.scenarios()
                  if s.name != asked.without and (not asked.scenario or any(s.name.startswith(n) for n in asked.scenario))]
        if asked.part == "serve":
            return tally.finish(faults_serve.run(asked, tally, inputs, work), began)
        for scenario in chosen:
            (sweep if asked.part == "sweep" else faults_hardships.run)(asked, tally, scenario, inputs, work)
        return tally.finish(len(chosen), began)


sys.exit(main())
