"""Look-ups at a real Knot: ours against dnsperf with 100 open questions by one socket; and what becomes of
1,000 at once."""

import json
import re

import measure
from report import Figure, Row, at_most, speed_up_at_least

HEAD = """$ORIGIN host.test.
$TTL 300
@ IN SOA ns1.example.net. hostmaster.example.net. 1 7200 3600 1209600 300
@ IN NS ns1.example.net.
"""
RECORDS = (("_imaps._tcp.{}", "SRV", "0 1 993 imap.example.net."), ("autoconfig.{}", "CNAME", "www.example.net."),
           ("{}", "MX", "10 mx1.example.net."), ("{}", "TXT", '"v=spf1 mx -all"'))


class Knot:
    """knotd with one zone of so many names; a context manager"""

    def __init__(self, session, names):
        self.folder = session.folder / "knot"
        self.folder.mkdir()
        self.port = measure.free_port()
        self.queries = self.folder / "queries"
        domains = [f"c{number:07d}.host.test" for number in range(names // len(RECORDS))]
        with open(self.folder / "host.test.zone", "w", encoding="ascii") as zone, \
                open(self.queries, "w", encoding="ascii") as queries:
            zone.write(HEAD)
            for domain in domains:
                for owner, kind, data in RECORDS:
                    zone.write(f"{owner.format(domain)}. {kind} {data}\n")
                    queries.write(f"{owner.format(domain)} {kind}\n")
        configuration = self.folder / "knot.conf"
        configuration.write_text(
            f"server:\n  listen: 127.0.0.1@{self.port}\n  rundir: {self.folder}\n  udp-workers: 1\n"
            f"database:\n  storage: {self.folder}\nzone:\n  - domain: host.test\n    storage: {self.folder}\n"
            "    file: host.test.zone\nlog:\n  - target: stdout\n    any: info\n", encoding="ascii")
        self.running = measure.Running([measure.tool("knotd"), "-c", configuration], session.server_core,
                                       self.folder / "log")

    def __enter__(self):
        self.running.wait_until(lambda: b"loaded, serial" in (self.folder / "log").read_bytes())
        return self

    def __exit__(self, *problem):
        self.running.__exit__(*problem)


def dnsperf(session, knot, *options):
    """Seconds for the whole file once"""
    command = [measure.tool("dnsperf"), "-s", "127.0.0.1", "-p", knot.port, "-d", knot.queries, "-n", "1",
               "-q", "100", "-c", "1", "-T", "1", *options]
    said = measure.run(command, session.client_core).output.decode()
    return float(re.search(r"Run time \(s\):\s+([\d.]+)", said)[1])


def resolve(session):
    """Many names once each, and overload"""
    names = 8_000 if session.quick else 60_000
    program = session.program("tests/bench/resolve_bench")
    found = {key: [] for key in ("ours", "dnsperf", "signatures", "dnsperf -D", "adaptive", "fixed")}

    def ask(wanted, how):
        command = [program, knot.port, knot.queries, wanted, how]
        return json.loads(measure.run(command, session.client_core).output)

    with Knot(session, names) as knot:
        for number in range(session.rounds):
            session.say(f"resolve: round {number + 1} of {session.rounds}, {names:,} names")
            found["ours"].append(ask(100, "adaptive"))
            found["dnsperf"].append(dnsperf(session, knot))
            found["signatures"].append(ask(100, "signatures"))
            found["dnsperf -D"].append(dnsperf(session, knot, "-D"))
            found["adaptive"].append(ask(1000, "adaptive"))
            found["fixed"].append(ask(1000, "fixed"))

    def seconds(key):
        return Figure([one if isinstance(one, float) else one["seconds"] for one in found[key]], "s")

    def failures(key):
        return Figure([one["failures"] for one in found[key]], "failures")

    what = f"resolve, {names:,} names at Knot"
    return [Row(f"{what}: 100 wanted / dnsperf -q 100 -c 1", seconds("ours"), seconds("dnsperf"),
                speed_up_at_least(0.9)),
            Row(f"{what}: with AD and DO / dnsperf -D", seconds("signatures"), seconds("dnsperf -D"),
                speed_up_at_least(0.85)),
            Row(f"{what}: 1,000 wanted / all sent at once", seconds("adaptive"), seconds("fixed"),
                speed_up_at_least(5)),
            Row(f"{what}: 1,000 wanted: lost", failures("adaptive"), failures("fixed"), at_most(0)),
            Row(f"{what}: 100 wanted: lost", failures("ours"), None, at_most(0))]
