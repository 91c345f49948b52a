"""The history's file against librrd: a minute of all series, a graph, and the disk."""

import json

import measure
from report import Figure, Row, at_most, ratio_at_most

SERIES = 200


def history(session):
    """Ours syncs each minute to the disk, librrd none; both files have their final size at once"""
    steps = 1500 if session.quick else 5000
    rounds = min(session.rounds, 5)
    program = session.program("tests/bench/history_bench")
    found = {"ours": [], "librrd": []}
    for number in range(rounds):
        session.say(f"history: round {number + 1} of {rounds}, {SERIES} series, {steps:,} minutes")
        for store, said in found.items():
            folder = session.folder / f"{store}{number}"
            folder.mkdir()
            said.append(json.loads(measure.run([program, store, folder, SERIES, steps], session.server_core).output))

    def figures(key, unit):
        return [Figure([said[key] for said in found[store]], unit) for store in ("ours", "librrd")]

    what = f"history, {SERIES} series"
    return [Row(f"{what}: a minute, synced / librrd, not synced", *figures("write", "ms"), ratio_at_most(0.2)),
            Row(f"{what}: the same, in 99 of 100", *figures("slow_write", "ms")),
            Row(f"{what}: the longest, with the day's end", figures("slowest_write", "ms")[0]),
            Row(f"{what}: a graph of 720 points", *figures("read", "ms")),
            Row(f"{what}: a graph, alone", figures("read", "ms")[0], None, at_most(1)),
            Row(f"{what}: on the disk, all archives full", *figures("mebibytes", "MiB"), ratio_at_most(0.7))]
