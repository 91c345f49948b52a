"""Benchmarks of programs of our own: zone text against named-compilezone, and parts of an answer."""

import collections
import json

import measure
from report import Figure, Row, at_most, speed_up_at_least

ORIGIN = "host.test"


def zone(session):
    """The records of many domains as the text of one zone; BIND reads the same text"""
    domains = 10_000 if session.quick else 100_000
    text, compiled = session.folder / "zone.txt", session.folder / "zone.out"
    writer, compiler = session.program("tests/bench/zone_text_bench"), measure.tool("named-compilezone")
    rounds = min(session.rounds, 5)
    ours, theirs = [], []
    for number in range(rounds):
        session.say(f"zone: round {number + 1} of {rounds}, {domains:,} domains")
        ours.append(json.loads(measure.run([writer, domains, text], session.server_core).output))
        theirs.append(measure.run([compiler, "-i", "none", "-o", compiled, ORIGIN, text], session.server_core))
    what = f"zone text, {domains:,} domains, {ours[0]['records']:,} records"
    parts = {key: Figure([one[key] for one in ours], "s") for key in ("cpu_seconds", "desired_seconds", "text_seconds", "sealed_seconds")}
    bind = Figure([one.cpu_seconds for one in theirs], "s")
    return [Row(f"{what}: text / named-compilezone: CPU", parts["text_seconds"], bind, speed_up_at_least(20)),
            Row(f"{what}: snippets with digests / named-compilezone: CPU", parts["sealed_seconds"], bind,
                speed_up_at_least(20)),
            Row(f"{what}: all with finding and file: CPU", parts["cpu_seconds"], bind, speed_up_at_least(20)),
            Row(f"{what}: of which finding what is desired", parts["desired_seconds"])]


def plan(session):
    """A plan for domains of which nothing has changed, against reading the text of their records once"""
    domains = 10_000 if session.quick else 100_000
    text, compiled = session.folder / "plan.txt", session.folder / "plan.out"
    planner, compiler = session.program("tests/bench/plan_bench"), measure.tool("named-compilezone")
    measure.run([session.program("tests/bench/zone_text_bench"), domains, text], session.server_core)
    rounds = min(session.rounds, 5)
    ours, theirs = [], []
    for number in range(rounds):
        session.say(f"plan: round {number + 1} of {rounds}, {domains:,} domains")
        ours.append(json.loads(measure.run([planner, domains], session.server_core).output))
        theirs.append(measure.run([compiler, "-i", "none", "-o", compiled, ORIGIN, text], session.server_core))
    what = f"plan for {domains:,} unchanged domains"
    return [Row(f"{what} / named-compilezone of their records: CPU", Figure([one["cpu_seconds"] for one in ours], "s"),
                Figure([one.cpu_seconds for one in theirs], "s"), speed_up_at_least(4)),
            Row(f"{what}: more memory", Figure([one["more_kib"] / 1024 for one in ours], "MiB"))]


def render(session):
    """Each part of an answer alone, in one thread"""
    session.say("render: Google Benchmark")
    command = [session.program("tests/bench/render_bench"), "--benchmark_format=json",
               f"--benchmark_repetitions={session.rounds}", f"--benchmark_min_time={0.05 if session.quick else 0.2}"]
    said = json.loads(measure.run(command, session.server_core).output)
    times, units, memory = collections.defaultdict(list), {}, collections.defaultdict(list)
    for one in said["benchmarks"]:
        if one["run_type"] != "iteration":
            continue
        times[one["run_name"]].append(one["cpu_time"])
        units[one["run_name"]] = one["time_unit"]
        if "bytes_per_domain" in one:
            memory[one["run_name"]].append(one["bytes_per_domain"])
    rows = [Row(name, Figure(values, units[name])) for name, values in times.items()]
    name, values = max(memory.items(), key=lambda item: int(item[0].rpartition("/")[2]))
    return rows + [Row(f"memory of the catalog a domain, {name}", Figure(values, "bytes"), None, at_most(100))]
