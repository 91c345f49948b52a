#!/usr/bin/env python3
"""Measures the programs of a build against the best others can do, in one run on one machine:
bench.py BUILD [NAME…]. A budget that is missed is printed, not an error: time is not a test."""

import argparse
import os
import pathlib
import signal
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import history_bench
import http_bench
import load_bench
import measure
import push_bench
import report
import resolve_bench
import sweep_bench
import text_bench
import transfer_bench
from session import Session

# name -> what gives the rows of the report
BENCHMARKS = {
    "http": http_bench.http,
    "load": load_bench.load,
    "zone": text_bench.zone,
    "plan": text_bench.plan,
    "render": text_bench.render,
    "axfr": transfer_bench.axfr,
    "push": push_bench.push,
    "history": history_bench.history,
    "resolve": resolve_bench.resolve,
    "sweep": sweep_bench.sweep,
}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", help="the build folder, preset bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHMARKS)}; all without one")
    parser.add_argument("--quick", action="store_true", help="short rounds, to see that it works")
    parser.add_argument("--rounds", type=int, choices=range(1, 101), metavar="1..100")
    parser.add_argument("--seconds", type=int, choices=range(1, 601), metavar="1..600", help="of a round of wrk")
    given = parser.parse_intermixed_args()
    if unknown := set(given.names) - BENCHMARKS.keys():
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    return given


def machine():
    with open("/proc/cpuinfo", encoding="ascii", errors="replace") as info:
        model = next((line.partition(":")[2].strip() for line in info if line.startswith("model name")), "unknown")
    return f"{model}, {os.cpu_count()} cores, load average {os.getloadavg()[0]:.2f}"


def measured(session, names):
    """The rows of all benchmarks, and whether each could be measured"""
    rows, complete = [], True
    for name in names:
        try:
            rows += BENCHMARKS[name](session)
        except (measure.CannotMeasure, OSError) as problem:
            print(f"bench: {name}: {problem}", file=sys.stderr, flush=True)
            complete = False
    return rows, complete


def main():
    given = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers are ended then, too
    before = machine()
    with tempfile.TemporaryDirectory(prefix="fingerpost-bench-") as folder:
        try:
            session = Session(given.build, folder, given)
        except measure.CannotMeasure as problem:
            sys.exit(f"bench: {problem}")
        rows, complete = measured(session, given.names or BENCHMARKS)
    if rows:
        print(f"\n{before}; {os.getloadavg()[0]:.2f} at the end. Medians (smallest..largest).\n")
        print(report.table(rows))
    sys.exit(0 if complete else 1)


if __name__ == "__main__":
    main()
