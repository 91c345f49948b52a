#!/usr/bin/env python3
"""Each check against zones that a real BIND serves: one where all is well, and one for each way to be wrong."""

import collections
import json
import pathlib
import sqlite3
import tempfile

import cases
import misbehaving
import nameserver
from daemon import Scenario, fingerpost, main

KEY = "v=DKIM1; k=ed25519; p=1IaVUBQK7CrRoGbd3aE9uBbPQcwLWAsBK3u0ZlJGRP8="
PROVIDER = [
    ("mx", f"mx1.{cases.HOSTS}"), ("spf", "v=spf1 ip4:192.0.2.0/24 -all"),
    ("dmarc", f"v=DMARC1; p=reject; rua=mailto:dmarc@{cases.HOSTS}"), ("tlsrpt", f"mailto:tls@{cases.HOSTS}"),
    ("mta_sts", "testing"), ("caa_issue", "any", "ca.example"), ("dkim", KEY, "s1"),
]
SERVERS = [f"--type imap --name imap.{cases.HOSTS}", f"--type imap --name imap.{cases.HOSTS} --socket-type STARTTLS",
           f"--type smtp --name smtp.{cases.HOSTS}", f"--type pop --name imap.{cases.HOSTS}",
           f"--type caldav --url https://dav.{cases.HOSTS}/calendars/"]
HOSTING = f"""$ORIGIN {cases.HOSTS}.
$TTL 3600
@ SOA ns1 hostmaster 1 3600 900 1209600 300
@ NS ns1
@ MX 10 mx1
ns1 A 127.0.0.1
ns-nobody A 127.0.0.9
discover A 192.0.2.10
imap A 192.0.2.11
smtp A 192.0.2.12
dav A 192.0.2.13
mx1 A 192.0.2.25
mx1b A 192.0.2.25
alias CNAME imap
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@{cases.HOSTS}"
*._report._dmarc TXT "v=DMARC1"
""" + "".join(f"ns-{name} A {address}\n" for name, address, _ in misbehaving.SERVERS) + "".join(f"a{n} A 192.0.2.{30 + n}\nmany MX {n} m{n}\nm{n} A 192.0.2.{60 + n}\n" for n in range(12))
ELSEWHERE = f"""$ORIGIN {cases.GONE}.
$TTL 3600
@ SOA ns1.{cases.HOSTS}. hostmaster.{cases.HOSTS}. 1 3600 900 1209600 300
@ NS ns1.{cases.HOSTS}.
imap A 203.0.113.11
mx A 203.0.113.25
imap TXT "v=STSv1; id=1"
"""
REVERSE = f"""$ORIGIN 2.0.192.in-addr.arpa.
$TTL 3600
@ SOA ns1.{cases.HOSTS}. hostmaster.{cases.HOSTS}. 1 3600 900 1209600 300
@ NS ns1.{cases.HOSTS}.
25 PTR mx1.{cases.HOSTS}.
"""
TOP = f"""$ORIGIN test.
$TTL 3600
@ SOA ns1.{cases.HOSTS}. hostmaster.{cases.HOSTS}. 1 3600 900 1209600 300
@ NS ns1.{cases.HOSTS}.
"""


class Checks(Scenario):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="fingerpost-")))
        cls.database = f"sqlite:///{cls.folder / 'mail.db'}"
        cls.domains = {f"c{number}.test": case for number, case in enumerate(cases.CASES)}
        cls.make_catalog()
        cls.named = cls.enterClassContext(nameserver.Named(cls.folder, cls.write_zones(), recursion="yes"))
        for name, address, answer in misbehaving.SERVERS:
            cls.enterClassContext(misbehaving.Server(name, address, cls.named.port, answer))
        code, out, err = cls.check("--all", "--dns-only", "--json")
        if code not in (2, 3, 4):
            raise RuntimeError(out + err)
        cls.reports = {report["domain"]: report for report in json.loads(out)}

    @classmethod
    def said(cls, *words):
        return fingerpost(*words, "--db-uri", cls.database, "--public-hostname", f"discover.{cases.HOSTS}")

    @classmethod
    def do(cls, *words):
        code, out, err = cls.said(*words)
        if code != 0:
            raise RuntimeError(f"{words}: {out}{err}")
        return out

    @classmethod
    def make_catalog(cls):
        cls.do("provider", "add", "Example Hosting")
        for words in SERVERS:
            cls.do("server", "add", *words.split())
        for name, value, *qualifier in PROVIDER:
            options = [f"--{kind}={word}" for word in qualifier
                       for kind in (["selector"] if name == "dkim" else ["issuer"])]
            cls.do("attribute", "set", "--provider=1", *options, name, value)
        with sqlite3.connect(cls.folder / "mail.db") as database:
            for number, name in enumerate(["good.test", *cls.domains], 1):
                database.execute("INSERT INTO domain (id, name, provider_id) VALUES (?, ?, 1)", (number, name))
                for server in range(1, len(SERVERS)):
                    database.execute("INSERT INTO server_domain VALUES (?, ?)", (server, number))
                database.execute("INSERT INTO davserver_domain VALUES (1, ?)", [number])
        database.close()

    @classmethod
    def desired(cls):
        """The records of good.test, their owners relative to it."""
        records = json.loads(cls.do("dns", "records", "good.test", "--format", "json"))
        relative = lambda owner: owner.removesuffix("good.test.").removesuffix(".") or "@"
        return [(relative(r["owner"]), r["ttl"], r["type"], r["data"]) for r in records]

    @classmethod
    def write_zones(cls):
        desired = cls.desired()
        zones = {cases.HOSTS: HOSTING, cases.GONE: ELSEWHERE, "2.0.192.in-addr.arpa": REVERSE}
        for domain, case in [("good.test", None), *cls.domains.items()]:
            zone = cases.Zone(domain, desired)
            if case:
                case.change(zone)
            zones[domain] = zone.text()
            zones |= {f"{owner}.{domain}": text for owner, text in zone.children.items()}
        delegations = "".join(f"{name}. NS ns1.{cases.HOSTS}.\n" for name in zones if name.endswith(".test") and name.count(".") == 1)
        zones["test"] = TOP + delegations
        lines = []
        for name, text in zones.items():
            (cls.folder / f"db.{name}").write_text(text)
            lines.append(f'zone "{name}" {{ type primary; file "{cls.folder}/db.{name}"; check-mx ignore; '
                         "check-srv-cname ignore; check-mx-cname ignore; check-names ignore; };")
        return "\n".join(lines)

    @classmethod
    def check(cls, *words):
        return cls.said("check", *words, "--check-resolver", f"127.0.0.1:{cls.named.port}",
                        "--check-authority-port", cls.named.port, "--check-allow", "127.0.0.0/8", "--check-senders", "192.0.2.25")

    def fired(self, domain):
        """check -> verdicts that are neither well nor unknown"""
        found = collections.defaultdict(set)
        for finding in self.reports[domain]["findings"]:
            if finding["verdict"] not in ("ok", "unknown"):
                found[finding["check"]].add(finding["verdict"])
        return found

    def test_where_all_is_well_nothing_fires(self):
        allowed = {"dnssec-insecure", "dnssec-bogus"}  # nothing here is signed
        fired = {check: verdicts for check, verdicts in self.fired("good.test").items() if check not in allowed}
        self.assertEqual(fired, {})

    def test_each_way_to_be_wrong_is_told(self):
        for domain, case in self.domains.items():
            with self.subTest(check=case.check):
                fired = self.fired(domain)
                self.assertIn(case.verdict, fired[case.check], dict(fired))
                for check in case.also:
                    self.assertIn(check, fired)


if __name__ == "__main__":
    main()
