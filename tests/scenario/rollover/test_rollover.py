#!/usr/bin/env python3
"""A DKIM key is replaced at a real BIND, by the command line and by a daemon that is killed between all steps: mail
signed with a key that is in use can always be checked. Waiting is done by turning the database's times back."""

import json
import os
import sqlite3
import subprocess

import nameserver
from daemon import Scenario, eventually, fingerpost, main, need

ZONE = """$TTL 3600
@ IN SOA ns1 hostmaster 1 7200 3600 1209600 300
@ IN NS ns1
ns1 IN A 127.0.0.1
mx IN A 127.0.0.1
@ IN TXT "verify=abc"
"""
WEEKS = 30 * 24 * 60 * 60
HOOK = """#!/bin/sh
echo "$@" >> "$(dirname "$0")/switched"
"""


class Rollover(Scenario):
    def setUp(self):
        self.folder = self.scratch()
        key = self.folder / "update.key"
        key.write_text(subprocess.check_output([need("tsig-keygen", "bind9"), "-a", "hmac-sha256", "update"], text=True))
        (self.folder / "example.zone").write_text(ZONE)
        self.bind = self.enterContext(nameserver.Named(
            self.folder, f'include "{key}";\nzone "example.com" {{ type primary; file "example.zone"; '
            "allow-update { key update; }; };\n"))
        self.database = self.folder / "mail.db"
        self.configuration = self.folder / "fingerpost.conf"
        settings = {"db_uri": f"sqlite:///{self.database}", "public_hostname": "show.hosting.test", "loglevel": "INFO",
                    "dns_target": "update", "dns_servers": f"127.0.0.1:{self.bind.port}", "dns_key_file": key,
                    "dns_publish": "auto"}
        lines = [f"{name} = {value}" for name, value in settings.items()]
        self.configuration.write_text("\n".join(["[fingerpost]", *lines, ""]))
        self.done("provider", "add", "Example")
        self.done("domain", "add", "example.com", "--provider", "1")
        self.set("mx", "mx.example.com")
        self.set("dkim", "--selector", "old", "--file", self.new_key("old"))
        self.publish()
        self.hook = self.folder / "switch"
        self.hook.write_text(HOOK)
        os.chmod(self.hook, 0o755)

    def new_key(self, name):
        path = self.folder / f"{name}.pem"
        subprocess.run([need("openssl", "openssl"), "genpkey", "-algorithm", "ed25519", "-out", path], check=True)
        public = self.folder / f"{name}.pub"
        subprocess.run(["openssl", "pkey", "-in", path, "-pubout", "-out", public], check=True)
        return public

    def said(self, *words):
        return fingerpost(*words, "--config", self.configuration)

    def done(self, *words):
        code, out, err = self.said(*words)
        self.assertEqual((code, err), (0, ""), out)
        return out

    def set(self, *words):
        self.done("attribute", "set", "--domain", "example.com", *words)

    def rollover(self, *words):
        return json.loads(self.done("dns", "rollover", *words, "--json"))

    def publish(self):
        plan = json.loads(self.said("dns", "plan", "example.com", "--json")[1])
        self.done("dns", "apply", plan["id"])

    def let_time_pass(self):
        """As if it had begun some weeks ago."""
        with sqlite3.connect(self.database, timeout=20) as database:
            database.execute("UPDATE fingerpost_rollover SET since = since - ?, due = max(0, due - ?)", (WEEKS, WEEKS))
            database.execute("UPDATE fingerpost_published SET applied_at = applied_at - ?", (WEEKS,))

    def keys(self):
        """TTL by selector, as the name server shows it."""
        return {owner.split(".")[0]: ttl for owner, ttl, kind, _ in self.bind.transfer("example.com")
                if kind == "TXT" and "._domainkey." in owner}

    def step(self):
        return self.rollover("show", "1")["step"]

    def start_dkim(self, *words):
        made = self.rollover("start", "dkim", "example.com", "--selector", "new", "--file", self.new_key("new"), *words)
        return made[0]


class ByHand(Rollover):
    def test_a_key_is_replaced_step_by_step(self):
        self.assertEqual(self.keys(), {"old": 3600})
        self.assertEqual(self.start_dkim("--ttl", "60")["step"], "lower-ttl")
        self.let_time_pass()
        self.assertEqual(self.rollover("run"), [], "a step's time begins when it is published")
        self.publish()
        self.assertEqual(self.keys(), {"old": 60})
        self.assertNotEqual(self.rollover("run")[0]["due"], "")
        self.assertEqual(self.rollover("run"), [], "nothing is due yet")
        self.let_time_pass()
        self.assertEqual(self.rollover("run")[0]["step"], "publish-new")
        self.publish()
        self.assertEqual(self.keys(), {"old": 60, "new": 60})
        self.rollover("run")
        self.let_time_pass()
        self.assertEqual(self.rollover("run")[0]["step"], "switch")
        self.let_time_pass()
        self.assertEqual(self.rollover("run"), [], "nobody has said that it was switched")
        self.assertIn("advance 1", self.said("config", "check")[1])
        self.rollover("advance", "1")
        self.assertEqual(self.rollover("run"), [])
        self.assertEqual(self.said("dns", "rollover", "cancel", "1")[0], 0)
        self.assertEqual(self.step(), "back")

    def test_cancelled_in_time_it_leaves_nothing(self):
        self.start_dkim()
        self.publish()
        self.assertEqual(set(self.keys()), {"old", "new"})
        self.rollover("cancel", "1")
        self.publish()
        self.assertEqual(self.keys(), {"old": 3600})
        self.assertEqual(self.rollover("run")[0]["step"], "cancelled")
        self.assertEqual(self.rollover("list"), [])


class ByTheDaemon(Rollover):
    def restart(self):
        """Killed, some weeks pass, and another one starts."""
        self.served.process.kill()
        self.served.stop()
        self.let_time_pass()
        self.serve()

    def serve(self):
        self.served = self.start(configuration=self.configuration.read_text())

    def assert_step(self, step):
        self.assertTrue(eventually(lambda: self.step() == step, 20), self.rollover("show", "1"))

    def assert_keys(self, *selectors):
        self.assertTrue(eventually(lambda: set(self.keys()) == set(selectors), 30), self.keys())

    def test_a_key_is_replaced_by_a_daemon_that_is_killed_between_all_steps(self):
        self.serve()
        self.start_dkim("--hook", self.hook, "--hook", "example.com", "--hook", "a new key")
        self.assert_keys("old", "new")
        self.restart()
        self.assert_step("switch")
        self.assertTrue(eventually(lambda: self.rollover("show", "1")["due"] != "", 20))
        self.assertEqual((self.folder / "switched").read_text(), "example.com a new key\n")
        self.assertEqual(set(self.keys()), {"old", "new"})
        self.restart()
        self.assert_step("remove-old")
        self.assert_keys("new")
        self.restart()
        self.assert_step("done")
        self.assertEqual((self.folder / "switched").read_text(), "example.com a new key\n")
        self.assertIn("rollover", self.served.log())


if __name__ == "__main__":
    main()
