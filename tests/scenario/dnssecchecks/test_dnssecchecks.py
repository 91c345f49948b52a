#!/usr/bin/env python3
"""The checks of DNSSEC against zones that BIND serves and a real Unbound validates: one zone where all is well, and one
for each way to be wrong. BIND's own validator, delv, must see the same."""

import json
import pathlib
import sqlite3
import tempfile

import nameserver
import zones
from daemon import Scenario, fingerpost, main, need
from unbound import Unbound

HEAD = f"""$TTL 3600
@ SOA ns1.{zones.HOSTS}. hostmaster.{zones.HOSTS}. 1 3600 900 1209600 300
@ NS ns1.{zones.HOSTS}.
"""
ROOT = HEAD + f"test. NS ns1.{zones.HOSTS}.\n"
TLSA = f"_25._tcp.{{}} TLSA 3 1 1 {'ab' * 32}\n"
HOSTING = f"""ns1 A 127.0.0.1
mx1 A 192.0.2.25
imap A 192.0.2.11
discover A 192.0.2.10
""" + TLSA.format("mx1")
PLAIN = "mx A 192.0.2.26\n" + TLSA.format("mx")
DELV_SAYS = {"secure": "; fully validated", "insecure": "; unsigned answer", "bogus": ";; resolution failed"}


class DnssecChecks(Scenario):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        need("delv", "bind9-dnsutils")
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="fingerpost-")))
        cls.database = f"sqlite:///{cls.folder / 'mail.db'}"
        cls.domains = {"good.test": zones.Case("", "")} | {f"c{number}.test": case for number, case in enumerate(zones.CASES)}
        cls.make_catalog()
        served = cls.make_zones()
        lines = [f'zone "{zone.name}" {{ type primary; file "{zone.file}"; }};' for zone in served]
        cls.named = cls.enterClassContext(nameserver.Named(cls.folder, "\n".join(lines)))
        ports = {zone.name: cls.named.port for zone in served}
        (cls.folder / "refuses").mkdir()
        refuses = cls.enterClassContext(nameserver.Named(cls.folder / "refuses", ""))
        ports |= {name: refuses.port for name, case in cls.domains.items() if not case.served}
        cls.unbound = cls.enterClassContext(Unbound(cls.folder, cls.anchor, ports))
        code, out, err = cls.said(
            "check", *cls.domains, "--only", "dnssec,tlsa", "--dns-only", "--json", "--show-ok",
            "--check-resolver", f"127.0.0.1:{cls.unbound.port}", "--check-trust-resolver", "yes",
            "--check-authority-port", cls.named.port)
        if code not in (0, 2, 3, 4):
            raise RuntimeError(out + err)
        cls.reports = {report["domain"]: report["findings"] for report in json.loads(out)}

    @classmethod
    def said(cls, *words):
        return fingerpost(*words, "--db-uri", cls.database, "--public-hostname", f"discover.{zones.HOSTS}")

    @classmethod
    def make_catalog(cls):
        for words in (["provider", "add", "Example Hosting"], ["server", "add", "--type", "imap", "--name", f"imap.{zones.HOSTS}"],
                      ["attribute", "set", "--provider=1", "mx", f"mx1.{zones.HOSTS}"]):
            code, out, err = cls.said(*words)
            if code != 0:
                raise RuntimeError(out + err)
        with sqlite3.connect(cls.folder / "mail.db") as database:
            for number, name in enumerate(cls.domains, 1):
                database.execute("INSERT INTO domain (id, name, provider_id) VALUES (?, ?, 1)", (number, name))
                database.execute("INSERT INTO server_domain VALUES (1, ?)", [number])
        database.close()

    @classmethod
    def make_zones(cls):
        """All zones that are served, the signed ones below a signed one each."""
        hosting = zones.Zone(cls.folder, zones.HOSTS, HEAD + HOSTING).sign()
        plain = zones.Zone(cls.folder, zones.PLAIN, HEAD + PLAIN).leave_plain()
        made, above = [hosting, plain], hosting.ds()
        cls.keys = {}
        for name, case in cls.domains.items():
            text = HEAD + f"@ MX 10 mx1.{zones.HOSTS}.\n_imaps._tcp SRV 0 1 993 imap.{zones.HOSTS}.\n"
            zone = zones.Zone(cls.folder, name, case.text(text), case.since, case.until)
            zone.spoil = case.spoil
            zone = zone.sign() if case.signed else zone.leave_plain()
            if case.ds in ("right", "both"):
                above += zone.ds()
            other = zone.make_key()
            cls.keys[name] = [(zone, zone.key), (zone, other)]
            if case.ds in ("wrong", "both"):
                above += zone.ds(other)
            if case.served:
                made.append(zone)
        delegations = "".join(f"{name}. NS ns1.{zones.HOSTS}.\n" for name in (zones.HOSTS, zones.PLAIN, *cls.domains))
        glue = f"ns1.{zones.HOSTS}. A 127.0.0.1\n"
        top = zones.Zone(cls.folder, "test", HEAD + delegations + glue + above).sign()
        root = zones.Zone(cls.folder, ".", ROOT + glue + top.ds()).sign()
        cls.anchor = root.key
        return [root, top, *made]

    def told(self, domain, check):
        return [finding for finding in self.reports[domain] if finding["check"] == check]

    def test_where_all_is_well_each_check_says_so(self):
        checks = {case.check for case in zones.CASES}
        verdicts = {check: {f["verdict"] for f in self.told("good.test", check)} for check in checks}
        self.assertEqual(verdicts, {check: {"ok"} for check in checks})

    def test_each_way_to_be_wrong_is_told(self):
        for domain, case in self.domains.items():
            if not case.check:
                continue
            with self.subTest(domain=domain, check=case.check, verdict=case.verdict):
                found = self.told(domain, case.check)
                self.assertTrue([f for f in found if f["verdict"] == case.verdict and case.severity in f.get("severity", "")],
                                json.dumps([f for f in self.reports[domain] if f["verdict"] != "ok"], indent=1))

    def test_the_way_back_to_a_right_ds_record_is_shown(self):
        domain = next(name for name, case in self.domains.items() if (case.check, case.ds) == ("ds-stale", "wrong"))
        finding = self.told(domain, "ds-stale")[0]
        right, wrong = (zone.ds(key).split("DS ")[1].split() for zone, key in self.keys[domain])
        published, withdrawn = (finding[list_][0]["data"].upper().split() for list_ in ("publish", "withdraw"))
        self.assertEqual(("".join(published), "".join(withdrawn)), ("".join(right), "".join(wrong)))

    def test_another_validator_sees_the_same(self):
        key = self.anchor.read_text().splitlines()[-1].split("DNSKEY")[1].split()
        anchors = self.folder / "anchors"
        anchors.write_text('trust-anchors { . static-key %s %s %s "%s"; };\n' % (*key[:3], "".join(key[3:])))
        for domain in (name for name, case in self.domains.items() if case.served):
            with self.subTest(domain=domain):
                code, out = nameserver.run("delv", "@127.0.0.1", "-p", self.named.port, "-a", anchors, domain, "SOA")
                self.assertEqual(code, 0, out)
                self.assertIn(DELV_SAYS[self.standing(domain)], out)

    def standing(self, domain):
        """What the checks make of the domain as a whole."""
        if "wrong" in {f["verdict"] for f in self.told(domain, "dnssec-bogus")}:
            return "bogus"
        return "insecure" if "missing" in {f["verdict"] for f in self.told(domain, "dnssec-insecure")} else "secure"


if __name__ == "__main__":
    main()
