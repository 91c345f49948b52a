"""Dynamic updates of a real BIND: ours against nsupdate -v with 50 domains a message."""

import json
import re

import measure
from report import Figure, Row, speed_up_at_least

PER_SEND = 50
HEAD = """$TTL 300
@ IN SOA ns1.example.net. hostmaster.example.net. 1 7200 3600 1209600 300
@ IN NS ns1.example.net.
"""


class Bind:
    """named with fresh zones that the key may change; a context manager"""

    def __init__(self, session, zones, name):
        self.folder = session.folder / name
        self.folder.mkdir()
        self.port = measure.free_port()
        self.key = self.folder / "key"
        self.key.write_bytes(measure.run([measure.tool("tsig-keygen"), "bench"], session.client_core).output)
        stanzas = []
        for zone in zones:
            (self.folder / zone).write_text(HEAD, encoding="ascii")
            stanzas.append(f'zone "{zone}" {{ type primary; file "{zone}"; allow-update {{ key bench; }}; }};')
        configuration = self.folder / "named.conf"
        configuration.write_text(
            f'include "{self.key}";\noptions {{ directory "{self.folder}"; pid-file none; recursion no; notify no;\n'
            f'  listen-on port {self.port} {{ 127.0.0.1; }}; listen-on-v6 {{ none; }}; dnssec-validation no;\n'
            f'  session-keyfile "{self.folder}/session.key"; }};\ncontrols {{ }};\n' + "\n".join(stanzas),
            encoding="ascii")
        command = [measure.tool("named"), "-4", "-n", "1", "-g", "-c", configuration]
        self.running = measure.Running(command, session.server_core, self.folder / "log")

    def __enter__(self):
        self.running.wait_until(lambda: b" all zones loaded" in (self.folder / "log").read_bytes())
        return self

    def __exit__(self, *problem):
        self.running.__exit__(*problem)


def script(lines, port):
    """What nsupdate sends: each RRset demanded to be absent, then added"""
    text, waiting, seen = [f"server 127.0.0.1 {port}", "zone host.test"], [], set()
    for line in lines:
        domain = re.search(r"c\d+\.host\.test", line)[0]
        if domain not in seen and len(seen) == PER_SEND:
            text += [*waiting, "send"]
            waiting, seen = [], set()
        seen.add(domain)
        owner, _, kind = line.split(" ", 3)[:3]
        waiting += [f"prereq nxrrset {owner} {kind}", f"update add {line}"]
    return "\n".join([*text, *waiting, "send", ""])


def push(session):
    """The records of many domains into one zone, and into a zone each"""
    domains = 500 if session.quick else 4000
    program, nsupdate = session.program("tests/bench/push_bench"), measure.tool("nsupdate")
    lines = measure.run([program, domains], session.client_core).output.decode().splitlines()
    own_zones = [f"c{number:07d}.host.test" for number in range(domains)]
    rounds = min(session.rounds, 3)
    found = {"theirs": [], "send": [], "check": [], "zones": []}
    for number in range(rounds):
        session.say(f"push: round {number + 1} of {rounds}, {domains:,} domains")
        with Bind(session, ["host.test"], f"theirs{number}") as bind:
            commands = bind.folder / "script"
            commands.write_text(script(lines, bind.port), encoding="ascii")
            cost = measure.run([nsupdate, "-v", "-k", bind.key, commands], session.client_core)
            found["theirs"].append(cost.seconds)
        for what, zones, mode in (("send", ["host.test"], "zone"), ("check", ["host.test"], "zone"),
                                  ("zones", own_zones, "zones")):
            with Bind(session, zones, f"{what}{number}") as bind:
                how = "check" if what == "check" else "send"
                said = measure.run([program, bind.port, bind.key, domains, mode, how], session.client_core).output
                found[what].append(json.loads(said)["seconds"])
    figure = {key: Figure(seconds, "s") for key, seconds in found.items()}
    what = f"push, {domains:,} domains, {len(lines):,} records"
    return [Row(f"{what}: into one zone / nsupdate -v", figure["send"], figure["theirs"], speed_up_at_least(2)),
            Row(f"{what}: the same, read back at the primary", figure["check"], figure["theirs"]),
            Row(f"{what}: into a zone each", figure["zones"], figure["theirs"])]
