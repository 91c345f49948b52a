#!/usr/bin/env python3
"""Zonemaster's verdict on delegations and SOA records, and ours on the same: both ask NSD on port 53 of addresses of
their own, and a root zone made for it."""

import json
import pathlib
import random
import re
import sqlite3
import subprocess
import tempfile

import nameserver
from daemon import Scenario, eventually, fingerpost, main, need, stop
from mail_servers import need_root

NET = f"127.{random.randint(64, 250)}.{random.randint(0, 250)}."
ABOVE, FIRST, SECOND, LAME = (f"{NET}{number}" for number in range(1, 5))
NSD = """server:
  ip-address: {address}
  port: 53
  username: ""
  zonesdir: "{folder}"
  database: ""
  pidfile: "{folder}/{address}.pid"
  xfrdfile: ""
  zonelistfile: "{folder}/{address}.list"
  xfrdir: "{folder}"
  server-count: 1
  do-ip6: no
remote-control:
  control-enable: no
"""
ZONE = 'zone:\n  name: "{name}"\n  zonefile: "db.{name}"\n'
SOA = "@ 3600 IN SOA ns1.good.test. hostmaster.good.test. 1 {times}\n"
USUAL = "14400 3600 1209600 300"
GLUE = f"ns1.good.test. 3600 IN A {FIRST}\nns2.good.test. 3600 IN A {SECOND}\nlame.good.test. 3600 IN A {LAME}\n"
# times of the SOA record, servers by the zone itself and by the one above; our checks, Zonemaster's tags. A server that
# only the zone above names is asked by Zonemaster alone: for us the difference is what is wrong.
DOMAINS = {
    "good.test": (USUAL, "ns1 ns2", "ns1 ns2", set(), set()),
    "lame.test": (USUAL, "ns1 ns2 lame", "ns1 ns2 lame", {"auth-lame"}, {"IS_NOT_AUTHORITATIVE"}),
    "above.test": (USUAL, "ns1 ns2", "ns1 ns2 lame", {"parent-child-ns"}, {"IS_NOT_AUTHORITATIVE", "EXTRA_NAME_PARENT"}),
    "below.test": (USUAL, "ns1 ns2 lame", "ns1 ns2", {"auth-lame", "parent-child-ns"}, {"IS_NOT_AUTHORITATIVE", "EXTRA_NAME_CHILD"}),
    "times.test": ("14400 86400 1209600 300", "ns1 ns2", "ns1 ns2", {"soa-sane"}, {"REFRESH_LOWER_THAN_RETRY"}),
    "short.test": ("14400 3600 86400 300", "ns1 ns2", "ns1 ns2", {"soa-sane"}, {"EXPIRE_MINIMUM_VALUE_LOWER"}),
}
CHECKS = set().union(*(checks for *_, checks, _ in DOMAINS.values()))
TAGS = set().union(*(tags for *_, tags in DOMAINS.values()))


def servers(names):
    return "".join(f"@ 3600 IN NS {name}.good.test.\n" for name in names.split())


class Zonemaster(Scenario):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        need_root()  # Zonemaster asks port 53 only
        cls.zonemaster = need("zonemaster-cli", "zonemaster-cli")
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="fingerpost-")))
        cls.write_zones()
        for address, zones in ((ABOVE, [".", "test"]), (FIRST, DOMAINS), (SECOND, DOMAINS), (LAME, [])):
            cls.serve(address, zones)
        copies = [".", "test", *DOMAINS]
        lines = "\n".join(f'zone "{name}" {{ type primary; file "{cls.folder}/db.{name}"; }};' for name in copies)
        cls.resolver = cls.enterClassContext(nameserver.Named(cls.folder, lines, recursion="yes"))
        cls.reports = cls.check()

    @classmethod
    def write_zones(cls):
        above = SOA.format(times=USUAL) + "@ 3600 IN NS a.test.\n"
        address = f"a.test. 3600 IN A {ABOVE}\n"
        texts = {".": above + address + "test. 3600 IN NS a.test.\n", "test": above + address + GLUE}
        for name, (times, own, parent, *_) in DOMAINS.items():
            texts[name] = SOA.format(times=times) + servers(own) + (GLUE if name == "good.test" else "")
            texts["test"] += servers(parent).replace("@", name + ".")
        for name, text in texts.items():
            (cls.folder / f"db.{name}").write_text(text)
        (cls.folder / "hints").write_text(". 3600 IN NS a.test.\n" + address)

    @classmethod
    def serve(cls, address, zones):
        program = need("nsd", "nsd")
        file = cls.folder / f"{address}.conf"
        file.write_text(NSD.format(address=address, folder=cls.folder) + "".join(ZONE.format(name=name) for name in zones))
        with open(cls.folder / f"{address}.log", "wb") as log:
            process = subprocess.Popen([program, "-d", "-c", str(file)], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        cls.addClassCleanup(stop, process)
        answers = lambda: nameserver.run("dig", f"@{address}", "+tries=1", "+time=1", "good.test", "SOA")[0] == 0
        if not eventually(answers, 10):
            raise RuntimeError((cls.folder / f"{address}.log").read_text(errors="replace"))

    @classmethod
    def check(cls):
        database = f"sqlite:///{cls.folder / 'mail.db'}"
        fingerpost("provider", "add", "Example Hosting", "--db-uri", database)
        with sqlite3.connect(cls.folder / "mail.db") as tables:
            tables.executemany("INSERT INTO domain (name, provider_id) VALUES (?, 1)", [[name] for name in DOMAINS])
        tables.close()
        code, out, err = fingerpost(
            "check", "--all", "--only", "authority,soa", "--dns-only", "--json", "--show-ok", "--db-uri", database,
            "--public-hostname", "discover.good.test", "--check-resolver", f"127.0.0.1:{cls.resolver.port}")
        if code not in (0, 2, 3, 4):
            raise RuntimeError(out + err)
        return {report["domain"]: report["findings"] for report in json.loads(out)}

    def tags(self, domain):
        words = [self.zonemaster, "--hints", self.folder / "hints", "--no-ipv6", "--level", "INFO", "--raw", "--no-time"]
        tests = [word for test in ("delegation", "zone", "consistency") for word in ("--test", test)]
        return set(re.findall(r"\b[A-Z][A-Z0-9_]+\b", nameserver.run(*words, *tests, domain)[1]))

    def test_both_say_the_same(self):
        for domain, (*_, checks, tags) in DOMAINS.items():
            with self.subTest(domain=domain):
                fired = {f["check"] for f in self.reports[domain] if f["verdict"] not in ("ok", "unknown")}
                self.assertEqual(fired & CHECKS, checks)
                self.assertEqual(self.tags(domain) & TAGS, tags)

    def test_where_all_is_well_each_check_says_so(self):
        well = {f["check"] for f in self.reports["good.test"] if f["verdict"] == "ok"}
        self.assertEqual(CHECKS - well, set())


if __name__ == "__main__":
    main()
