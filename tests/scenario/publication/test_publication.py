#!/usr/bin/env python3
"""Records brought to a real BIND by plan and apply: nothing of others is touched, nothing is sent twice, and
whatever goes wrong is told and can be gone on with."""

import json
import signal
import socket
import struct
import subprocess
import threading

import nameserver
from daemon import Scenario, eventually, fingerpost, main, need, program

IMAPS = "_imaps._tcp.example.com."
OPCODE_UPDATE = 5
ZONE = """$TTL 3600
@ IN SOA ns1 hostmaster 1 7200 3600 1209600 300
@ IN NS ns1
ns1 IN A 127.0.0.1
@ IN TXT "verify=abc"
"""


class Relay:
    """A TCP port in front of the name server that passes everything on, but, while `deaf`, no answer to an
    update."""

    def __init__(self, port):
        self.to = port
        self.deaf = False
        self.updates = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self.to))
            threading.Thread(target=self.pass_on, args=(client, server, True), daemon=True).start()
            threading.Thread(target=self.pass_on, args=(server, client, False), daemon=True).start()

    def pass_on(self, source, sink, asked):
        with source, sink, source.makefile("rb") as stream:
            try:
                while size := stream.read(2):
                    message = stream.read(struct.unpack("!H", size)[0])
                    update = message[2] >> 3 & 15 == OPCODE_UPDATE
                    self.updates += asked and update
                    if update and self.deaf and not asked:
                        continue
                    sink.sendall(size + message)
            except OSError:
                pass

    def close(self):
        self.listener.close()


class Publication(Scenario):
    policy = "allow-update {{ key update; }};"
    options = ""
    records = ""

    def setUp(self):
        self.folder = self.scratch()
        keygen = need("tsig-keygen", "bind9")
        self.key = self.folder / "update.key"
        self.key.write_text(subprocess.check_output([keygen, "-a", "hmac-sha256", "update"], text=True))
        (self.folder / "example.zone").write_text(ZONE + self.records)
        policy = self.policy.format(folder=self.folder)
        self.bind = self.enterContext(nameserver.Named(
            self.folder, f'include "{self.key}";\n{self.options.format(folder=self.folder)}\n'
            f'zone "example.com" {{ type primary; file "example.zone"; {policy} }};\n'))
        self.before = self.bind.transfer("example.com")
        self.configuration = self.folder / "fingerpost.conf"
        self.settings = {"db_uri": f"sqlite:///{self.folder / 'mail.db'}", "public_hostname": "show.hosting.test",
                         "dns_target": "update", "dns_servers": f"127.0.0.1:{self.bind.port}",
                         "dns_key_file": self.key}
        self.configure()
        for words in ("provider add Example", "server add --type imap --name imap.hosting.test",
                      "server add --type smtp --name smtp.hosting.test",
                      "domain add example.com --provider 1 --server 1 --server 2"):
            self.done(*words.split())

    def configure(self, **settings):
        self.settings.update(settings)
        lines = [f"{key} = {value}" for key, value in self.settings.items()]
        self.configuration.write_text("\n".join(["[fingerpost]", *lines, ""]))

    def said(self, *words):
        return fingerpost(*words, "--config", self.configuration)

    def done(self, *words):
        code, out, err = self.said(*words)
        self.assertEqual((code, err), (0, ""), out)
        return out

    def plan(self, *options):
        code, out, err = self.said("dns", "plan", "example.com", "--json", *options)
        self.assertIn(code, (0, 2), out + err)
        return json.loads(out)

    def apply(self, *options):
        return self.done("dns", "apply", self.plan(*options)["id"])

    def served(self):
        return self.bind.transfer("example.com")

    def desired(self):
        records = json.loads(self.done("dns", "records", "example.com", "--format", "json"))
        return {(record["owner"], record["ttl"], record["type"], record["data"]) for record in records}

    def kinds(self, plan):
        return {change["owner"] + " " + change["type"]: change["kind"]
                for domain in plan["domains"] for change in domain["changes"]}

    def value_of_imaps(self):
        return [data for owner, _, kind, data in self.served() if (owner, kind) == (IMAPS, "SRV")]


class PlainZone(Publication):
    def test_what_is_desired_is_published_and_the_second_plan_is_empty(self):
        self.assertEqual(self.apply(), "1 applied, 0 failed\n")
        self.assertEqual(self.served(), self.before | self.desired())
        again = self.plan()
        self.assertEqual(set(self.kinds(again).values()) - {"no-op"}, set())
        self.assertEqual(self.said("dns", "diff", "example.com")[0], 0)
        self.assertIn("nothing to do", self.done("dns", "plan", "--all"))

    def test_a_change_of_the_catalog_changes_only_what_it_has_to(self):
        self.apply()
        self.done("server", "set", "1", "--name", "mail.hosting.test")
        self.assertEqual({owner for owner, kind in self.kinds(self.plan()).items() if kind != "no-op"},
                         {IMAPS + " SRV", "_ua-auto-config.example.com. TXT"})
        self.apply()
        self.assertEqual(self.value_of_imaps(), ["0 1 993 mail.hosting.test."])

    def test_a_domain_that_is_no_longer_served_loses_what_was_published_for_it(self):
        self.apply()
        self.done("domain", "remove", "example.com")
        code, out, _ = self.said("dns", "plan", "--all")
        self.assertEqual(code, 2)
        self.assertIn("to delete", out)
        identity = out.split()[-1]
        code, _, err = self.said("dns", "apply", identity)
        self.assertEqual(code, 1)
        self.assertIn("RRsets would change or go", err)
        self.done("dns", "apply", identity, "--force")
        self.assertEqual(self.served(), self.before)

    def test_a_plan_whose_ground_has_moved_is_refused(self):
        identity = self.plan()["id"]
        self.done("server", "set", "1", "--name", "mail.hosting.test")
        code, _, err = self.said("dns", "apply", identity)
        self.assertEqual(code, 1)
        self.assertIn("things have moved since plan " + identity, err)
        self.assertEqual(self.served(), self.before)

    def test_a_plan_is_applied_once_and_can_be_undone(self):
        identity = self.plan()["id"]
        self.done("dns", "apply", identity)
        self.assertEqual(self.said("dns", "apply", identity)[0], 1)
        self.done("dns", "undo", identity)
        self.assertEqual(self.served(), self.before)
        self.assertIn("undone", self.done("dns", "plans"))

    def test_an_unknown_plan_is_refused(self):
        code, _, err = self.said("dns", "apply", "0123456789abcdef")
        self.assertEqual(code, 1)
        self.assertIn("there is no plan 0123456789abcdef", err)

    def test_a_wrong_key_is_told(self):
        identity = self.plan()["id"]
        other = self.folder / "other.key"
        other.write_text(subprocess.check_output([need("tsig-keygen", "bind9"), "update"], text=True))
        self.configure(dns_key_file=other)
        code, out, err = self.said("dns", "apply", identity)
        self.assertNotEqual(code, 0)
        self.assertRegex(out + err, "BADSIG|BADKEY|signature|key")
        self.assertEqual(self.served(), self.before)

    def test_a_server_that_is_away_leaves_everything_unknown(self):
        self.bind.__exit__()
        code, out, _ = self.said("dns", "diff", "example.com")
        self.assertEqual(code, 4)
        self.assertIn("unknown", out)
        self.assertNotIn("  + ", out)

    def test_who_is_killed_in_the_middle_of_an_update_knows_afterwards_what_arrived(self):
        relay = Relay(self.bind.port)
        self.addCleanup(relay.close)
        self.configure(dns_servers=f"127.0.0.1:{relay.port}")
        identity = self.plan()["id"]
        relay.deaf = True
        running = subprocess.Popen([program(), "dns", "apply", identity, "--config", self.configuration],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.assertTrue(eventually(lambda: relay.updates > 0 and self.value_of_imaps(), 10))
        running.send_signal(signal.SIGKILL)
        running.wait()
        relay.deaf = False
        sent = relay.updates
        self.assertIn("nothing to do", self.done("dns", "plan", "--all"))
        self.assertEqual(relay.updates, sent)
        self.done("domain", "remove", "example.com")
        identity = self.said("dns", "plan", "--all")[1].split()[-1]
        self.done("dns", "apply", identity, "--force")
        self.assertEqual(self.served(), self.before)

    def test_an_answer_that_is_lost_is_not_taken_for_a_failure(self):
        relay = Relay(self.bind.port)
        self.addCleanup(relay.close)
        self.configure(dns_servers=f"127.0.0.1:{relay.port}")
        relay.deaf = True
        code, out, err = self.said("dns", "apply", self.plan()["id"])
        self.assertEqual(code, 0, out + err)
        self.assertEqual(self.served(), self.before | self.desired())


class Secondary(Publication):
    """A second BIND that transfers the zone, and hears of changes only when somebody tells it."""

    def setUp(self):
        super().setUp()
        folder = self.folder / "secondary"
        folder.mkdir()
        self.secondary = self.enterContext(nameserver.Named(
            folder, f'zone "example.com" {{ type secondary; primaries {{ 127.0.0.1 port {self.bind.port}; }}; '
                    'file "example.db"; };\n'))
        self.assert_soon(lambda: self.shown() == self.before, 20)
        self.configure(dns_servers=f"127.0.0.1:{self.bind.port}, 127.0.0.1:{self.secondary.port}")

    def shown(self):
        try:
            return self.secondary.transfer("example.com")
        except (RuntimeError, ValueError):
            return None

    def catch_up(self):
        nameserver.run(self.bind.dig, "@127.0.0.1", "-p", self.secondary.port, "+opcode=notify", "+norecurse",
                       "example.com", "SOA")

    def test_one_that_lags_is_told_and_waited_for(self):
        code, out, err = self.said("dns", "apply", self.plan()["id"], "--wait", "1")
        self.assertEqual((code, out), (2, "1 applied, 0 failed\n"))
        self.assertIn(f"example.com.: 127.0.0.1 port {self.secondary.port} is lagging", err)
        code, out, _ = self.said("dns", "verify", "example.com")
        self.assertEqual(code, 3)
        missing = f"127.0.0.1 port {self.secondary.port}: {IMAPS} SRV missing: expected 0 1 993 imap.hosting.test."
        self.assertIn(missing, out)
        self.catch_up()
        self.assertIn("RRsets are as desired", self.done("dns", "verify", "example.com", "--wait", "20"))
        self.assertEqual(self.shown(), self.before | self.desired())

    def test_one_that_does_not_answer_is_not_said_to_miss_anything(self):
        self.said("dns", "apply", self.plan()["id"], "--wait", "0")
        self.catch_up()
        self.assert_soon(lambda: self.shown() == self.before | self.desired(), 20)
        self.secondary.__exit__()
        code, out, _ = self.said("dns", "verify", "example.com", "--json")
        self.assertEqual(code, 4)
        self.assertEqual({seen["verdict"] for seen in json.loads(out)
                          if str(self.secondary.port) in seen["server"]}, {"unknown"})


class ZoneOfOthers(Publication):
    records = """_imaps._tcp IN SRV 0 1 993 other.hosting.test.
autoconfig IN A 192.0.2.80
* IN A 192.0.2.81
"""

    def test_values_of_others_stay_and_are_told(self):
        plan = self.plan()
        kinds = self.kinds(plan)
        self.assertEqual(kinds[IMAPS + " SRV"], "foreign")
        self.assertEqual(kinds["autoconfig.example.com. CNAME"], "conflict")
        # a wildcard answers for this name, but nothing is there
        self.assertEqual(kinds["autodiscover.example.com. CNAME"], "create")
        self.done("dns", "apply", plan["id"])
        self.assertLessEqual(self.before, self.served())
        self.assertEqual(self.said("dns", "diff", "example.com")[0], 2)

    def test_values_of_others_give_way_when_told_to(self):
        self.apply("--replace")
        self.assertEqual(self.value_of_imaps(), ["0 1 993 imap.hosting.test."])
        self.assertIn(("autoconfig.example.com.", 3600, "A", "192.0.2.80"), self.served())


class ZoneByHand(Publication):
    records = "_imaps._tcp 3600 IN SRV 0 1 993 imap.hosting.test.\n"

    def test_what_was_right_already_is_not_ours_before_it_is_adopted(self):
        self.apply()
        self.done("server", "set", "1", "--name", "mail.hosting.test")
        self.assertEqual(self.kinds(self.plan())[IMAPS + " SRV"], "foreign")
        self.done("server", "set", "1", "--name", "imap.hosting.test")
        self.apply("--adopt")
        self.done("server", "set", "1", "--name", "mail.hosting.test")
        self.assertEqual(self.kinds(self.plan())[IMAPS + " SRV"], "update")


class ZoneWithPolicy(Publication):
    policy = "update-policy {{ grant update name _imaps._tcp.example.com. SRV; }};"

    def test_what_the_policy_forbids_is_told_and_nothing_is_half_done(self):
        code, out, err = self.said("dns", "apply", self.plan()["id"])
        self.assertEqual(code, 1)
        self.assertIn("REFUSED", out + err)
        self.assertIn("update-policy", out + err)
        self.assertEqual(self.served(), self.before)


class SignedZone(Publication):
    policy = ("allow-update {{ key update; }}; inline-signing yes; dnssec-policy default; "
              'key-directory "{folder}";')

    def served(self):
        signed = {"RRSIG", "NSEC", "NSEC3", "NSEC3PARAM", "DNSKEY", "CDS", "CDNSKEY", "TYPE65534"}
        return {record for record in self.bind.transfer("example.com") if record[2] not in signed}

    def test_a_zone_that_bind_signs_takes_updates(self):
        before = self.served()
        self.assertEqual(self.apply(), "1 applied, 0 failed\n")
        self.assertEqual(self.served(), before | self.desired())


class Files(Publication):
    """Whole zones in files that a BIND reads, and reads again when it is told to."""

    def setUp(self):
        super().setUp()
        self.zones = self.folder / "zones"
        self.zones.mkdir()
        self.configure(dns_target="zones", dns_directory=self.zones, dns_servers="",
                       nameservers="ns1.hosting.test", hostmaster="dns@hosting.test", dns_check="yes")
        need("named-checkzone", "bind9-utils")
        self.done("dns", "apply", self.plan()["id"])
        folder = self.folder / "second"
        folder.mkdir()
        self.bind = self.enterContext(nameserver.Named(folder, f'include "{self.zones}/named.conf.fingerpost";\n'))
        self.configure(dns_servers=f"127.0.0.1:{self.bind.port}",
                       dns_reload=f"{need('kill', 'procps')} -HUP {self.bind.process.pid}")

    def test_what_is_desired_is_served_and_changes_are_read_again(self):
        self.assertEqual(self.served(), self.desired())
        self.done("dns", "verify", "example.com")
        self.done("server", "set", "1", "--name", "mail.hosting.test")
        self.apply()
        self.assert_soon(lambda: self.value_of_imaps() == ["0 1 993 mail.hosting.test."], 10)
        self.done("dns", "verify", "example.com", "--wait", "10")
        self.assertIn("nothing to do", self.done("dns", "plan", "--all"))

    def test_new_zones_are_served_and_removed_ones_are_not(self):
        self.done("domain", "add", "example.org", "--provider", "1", "--server", "1")
        identity = self.said("dns", "plan", "--all")[1].split()[-1]
        self.done("dns", "apply", identity)
        self.assert_soon(lambda: self.bind.ask("_imaps._tcp.example.org", "SRV"), 10)
        self.done("domain", "remove", "example.com")
        identity = self.said("dns", "plan", "--all")[1].split()[-1]
        self.done("dns", "apply", identity, "--force")
        self.assert_soon(lambda: not self.bind.ask("_imaps._tcp.example.com", "SRV"), 10)

    def test_what_was_changed_by_hand_is_not_lost(self):
        with open(self.zones / "db.example.com", "a", encoding="ascii") as file:
            file.write("www 60 IN A 192.0.2.1\n")
        self.done("server", "set", "1", "--name", "mail.hosting.test")
        code, out, err = self.said("dns", "apply", self.plan()["id"])
        self.assertEqual(code, 1)
        self.assertRegex(out + err, "changed by hand|edited")
        self.assertIn("192.0.2.1", (self.zones / "db.example.com").read_text())


class Automatic(Publication):
    def test_a_change_of_the_catalog_is_published_by_the_daemon(self):
        self.configure(dns_publish="auto", loglevel="INFO")
        served = self.start(configuration=self.configuration.read_text())
        self.assert_soon(lambda: self.served() == self.before | self.desired(), 30)
        self.done("server", "set", "1", "--name", "mail.hosting.test")
        self.assert_soon(lambda: self.value_of_imaps() == ["0 1 993 mail.hosting.test."], 30)
        self.assertIn("dns_applied", served.log())

    def test_otherwise_a_plan_waits(self):
        self.configure(loglevel="INFO")
        served = self.start(configuration=self.configuration.read_text())
        self.assertTrue(served.logged("dns_plan_waits", 30))
        self.assertEqual(self.served(), self.before)
        waiting = json.loads(self.done("dns", "plans", "--json"))[0]
        self.assertEqual((waiting["state"], waiting["scope"]), ("pending", "--all"))
        self.done("dns", "apply", waiting["id"])
        self.assertEqual(self.served(), self.before | self.desired())


if __name__ == "__main__":
    main()
