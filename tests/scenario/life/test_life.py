"""The daemon's life: reload, drain, refuse to start, lose its database and find it again."""

import contextlib
import json
import os
import shutil
import signal
import socket
import sqlite3
import threading
import time

import automx2_tables
import daemon
import told
import web

HEAD = b"GET /mail/config-v1.1.xml?emailaddress=a%40alpha.example HTTP/1.1\r\nHost: localhost\r\n"


class LifeScenario(daemon.Scenario):
    def serve(self, **settings):
        directory = self.scratch()
        automx2_tables.make(directory / "mail.db")
        return self.start(directory=directory, **settings)

    def health(self, served):
        return json.loads(served.ask_admin("/health/ready").text)


class Reload(LifeScenario):
    def test_a_hangup_applies_a_changed_loglevel_and_format(self):
        served = self.serve(loglevel="WARNING")
        served.sql("UPDATE provider SET name = 'quiet' WHERE id = 7")
        daemon.eventually(lambda: False, 0.6)
        self.assertNotIn("catalog_loaded", served.log())
        served.configure(loglevel="info", log_format="json")
        served.signal(signal.SIGHUP)
        self.assertTrue(served.logged("reloaded"))
        served.sql("UPDATE provider SET name = 'loud' WHERE id = 7")
        self.assertTrue(served.logged("catalog_loaded"))
        last = json.loads(served.log().splitlines()[-1])
        self.assertEqual((last["event"], last["level"]), ("catalog_loaded", "info"))

    def test_a_bad_file_keeps_the_settings_and_is_named_with_its_line(self):
        served = self.serve(loglevel="INFO")
        served.configure(text="[fingerpost]\nloglevel = INFO\nrate_limit = many\n")
        served.signal(signal.SIGHUP)
        self.assertTrue(served.logged("fingerpost.conf:3"))
        self.assertTrue(served.logged("reload_refused"))
        served.sql("UPDATE provider SET name = 'still logged' WHERE id = 7")
        self.assertTrue(daemon.eventually(lambda: served.log().count("catalog_loaded") > 1))
        self.assertTrue(told.hosts(served, "a@alpha.example"))

    def test_a_file_that_is_gone_keeps_the_settings(self):
        served = self.serve()
        served.configuration_file.unlink()
        served.signal(signal.SIGHUP)
        self.assertTrue(served.logged("reload_refused"))
        self.assertTrue(told.hosts(served, "a@alpha.example"))

    def test_a_setting_that_needs_a_restart_is_said_to_wait(self):
        served = self.serve()
        served.configure(rate_limit=7)
        served.signal(signal.SIGHUP)
        self.assertTrue(served.logged("waits_for_restart setting=rate_limit"))

    def test_many_hangups_disturb_no_request(self):
        served = self.serve(loglevel="INFO")
        with web.Client(served.public) as client:
            for _ in range(40):
                served.signal(signal.SIGHUP)
                self.assertEqual(client.request("GET", web.autoconfig("a@alpha.example")).status, 200)
        self.assertEqual(served.stop(), 0)


class End(LifeScenario):
    def test_a_request_in_progress_is_answered_before_the_end(self):
        served = self.serve()
        with socket.create_connection(("127.0.0.1", served.public), timeout=10) as peer:
            peer.sendall(HEAD)
            self.assert_soon(lambda: self.open_connections(served) > 0)
            served.signal(signal.SIGTERM)
            daemon.eventually(lambda: False, 0.5)
            peer.sendall(b"\r\n")
            reply = web.read_to_end(peer, 10)
        self.assertEqual(web.status_of(reply), 200)
        self.assertIn(b"imap.alpha.example", reply)
        began = time.monotonic()
        self.assertEqual(served.ended(12), 0)
        self.assertLess(time.monotonic() - began, 3, "the last answer is given, nothing is waited for")

    def open_connections(self, served):
        lines = served.ask_admin("/metrics").text.splitlines()
        return sum(float(line.split()[-1]) for line in lines
                   if line.startswith("fingerpost_http_connections{") and 'listener="http"' in line)

    def test_a_client_that_never_finishes_does_not_hold_up_the_end(self):
        served = self.serve()
        with socket.create_connection(("127.0.0.1", served.public), timeout=10) as peer:
            peer.sendall(HEAD)
            daemon.eventually(lambda: False, 0.2)
            began = time.monotonic()
            self.assertEqual(served.stop(), 0)
        self.assertLess(time.monotonic() - began, 12)

    def test_idle_connections_do_not_hold_up_the_end(self):
        served = self.serve()
        with contextlib.ExitStack() as stack:
            for _ in range(20):
                client = stack.enter_context(web.Client(served.public))
                self.assertEqual(client.request("GET", web.autoconfig("a@alpha.example")).status, 200)
            began = time.monotonic()
            self.assertEqual(served.stop(), 0)
        self.assertLess(time.monotonic() - began, 3)

    def test_impatient_signals_change_nothing_about_the_end(self):
        served = self.serve()
        for _ in range(100):
            if served.process.poll() is None:
                served.signal(signal.SIGTERM)
            time.sleep(0.0005)
        self.assertEqual(served.ended(12), 0)

    def test_an_interrupt_ends_it_as_well(self):
        served = self.serve()
        served.signal(signal.SIGINT)
        self.assertEqual(served.ended(12), 0)


class Start(LifeScenario):
    def refused(self, *words):
        code, out, err = daemon.fingerpost("serve", "--config", os.devnull, *words)
        self.assertEqual((code, out), (1, ""), err)
        return err

    def test_a_second_instance_on_the_same_port_is_refused(self):
        served = self.serve()
        other = automx2_tables.make(self.scratch() / "mail.db")
        for taken in (served.public, served.admin):
            err = self.refused("--db-uri", f"sqlite:///{other}", "--listen", f"127.0.0.1:{taken}",
                               "--admin-listen", "127.0.0.1:0")
            self.assertIn(f"cannot listen on 127.0.0.1:{taken}", err)
            self.assertIn("in use", err)
        self.assertTrue(told.hosts(served, "a@alpha.example"))

    def test_a_missing_directory_is_named(self):
        missing = self.scratch() / "missing" / "mail.db"
        err = self.refused("--db-uri", f"sqlite:///{missing}", "--listen", "127.0.0.1:0",
                           "--admin-listen", "127.0.0.1:0")
        self.assertIn(str(missing), err)
        self.assertFalse(missing.parent.exists())

    def test_a_configuration_file_that_is_missing_is_named(self):
        missing = self.scratch() / "missing.conf"
        code, _, err = daemon.fingerpost("serve", "--config", missing)
        self.assertEqual(code, 1)
        self.assertIn(str(missing), err)

    def test_a_restart_takes_the_port_at_once(self):
        served = self.serve()
        with web.Client(served.public) as client:
            client.request("GET", web.autoconfig("a@alpha.example"))
            self.assertEqual(served.stop(), 0)
        again = self.start(directory=self.scratch(), listen=f"127.0.0.1:{served.public}")
        self.assertEqual(again.public, served.public)


class Database(LifeScenario):
    def test_a_removed_file_leaves_the_last_snapshot_and_a_degraded_health(self):
        served = self.serve()
        self.assertEqual(self.health(served)["status"], "ok")
        served.database.rename(served.directory / "away.db")
        self.assert_soon(lambda: self.health(served)["status"] == "degraded", 5)
        self.assertTrue(served.logged("database_lost"))
        self.assertTrue(told.hosts(served, "a@alpha.example"))
        self.assertEqual(served.get("/initdb/").status, 500)
        self.assertFalse(served.database.exists(), "an empty database hides the loss")

    def test_the_file_put_back_is_served(self):
        served = self.serve()
        away = served.directory / "away.db"
        served.database.rename(away)
        self.assert_soon(lambda: self.health(served)["status"] == "degraded", 5)
        self.rename_a_server(away)
        away.rename(served.database)
        self.assert_soon(lambda: "other.alpha.example" in told.hosts(served, "a@alpha.example"), 8)
        self.assertEqual(self.health(served)["status"], "ok")

    def test_another_file_moved_over_it_is_served(self):
        served = self.serve()
        other = automx2_tables.make(served.directory / "other.db", "2020.0")
        self.rename_a_server(other)
        other.rename(served.database)
        self.assert_soon(lambda: "other.alpha.example" in told.hosts(served, "a@alpha.example"), 8)
        served.sql("UPDATE server SET name = 'third.alpha.example' WHERE id = 0")
        self.assert_soon(lambda: "third.alpha.example" in told.hosts(served, "a@alpha.example"))

    def test_a_copy_put_in_its_place_after_a_loss_is_served(self):
        served = self.serve()
        shutil.copy(served.database, served.directory / "copy.db")
        served.database.unlink()
        self.assert_soon(lambda: self.health(served)["status"] == "degraded", 5)
        self.rename_a_server(served.directory / "copy.db")
        shutil.copy(served.directory / "copy.db", served.database)
        self.assert_soon(lambda: "other.alpha.example" in told.hosts(served, "a@alpha.example"), 8)

    def rename_a_server(self, path):
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("UPDATE server SET name = 'other.alpha.example' WHERE id = 0")
            connection.commit()

    def test_a_writer_who_takes_long_does_not_stop_the_answers(self):
        served = self.serve()
        with contextlib.closing(sqlite3.connect(served.database)) as other:
            other.execute("BEGIN EXCLUSIVE")
            began = time.monotonic()
            while time.monotonic() - began < 1:
                self.assertTrue(told.hosts(served, "a@alpha.example"))
            other.rollback()
        served.sql("UPDATE server SET name = 'other.alpha.example' WHERE id = 0")
        self.assert_soon(lambda: "other.alpha.example" in told.hosts(served, "a@alpha.example"), 8)


class Change(LifeScenario):
    def test_a_change_by_a_verb_reaches_the_answers_within_a_second(self):
        served = self.serve()
        added = served.cli("server", "add", "--type", "imap", "--name", "imap.new.example", "--json",
                           "--prio=-5")
        number = json.loads(added)["id"]
        served.cli("domain", "add", "new.example", "--like", "prio.example")
        served.cli("domain", "set", "new.example", "--add-server", number)
        self.assert_soon(lambda: "imap.new.example" in told.hosts(served, "a@new.example"))
        served.cli("domain", "remove", "new.example")
        self.assert_soon(lambda: not told.hosts(served, "a@new.example"))

    def test_a_change_among_20000_domains_reaches_the_answers_within_a_second(self):
        directory = self.scratch()
        path = automx2_tables.make(directory / "mail.db")
        with contextlib.closing(sqlite3.connect(path)) as connection:
            numbers = range(1000, 21000)
            connection.executemany("INSERT INTO domain (id, name, provider_id) VALUES (?, ?, 7)",
                                   ((number, f"d{number}.example") for number in numbers))
            connection.executemany("INSERT INTO server_domain VALUES (?, ?)",
                                   ((server, number) for number in numbers for server in (0, 1)))
            connection.commit()
        served = self.start(directory=directory)
        self.assertTrue(told.hosts(served, "a@d20999.example"))
        served.sql("UPDATE domain SET name = 'changed.example' WHERE id = 12345")
        self.assert_soon(lambda: told.hosts(served, "a@changed.example"))
        served.sql("UPDATE server SET name = 'all.alpha.example' WHERE id = 0")
        self.assert_soon(lambda: "all.alpha.example" in told.hosts(served, "a@d1000.example"))

    def test_no_request_fails_during_50_changes(self):
        served = self.serve()
        done, failures, answered = threading.Event(), [], [0]

        def ask():
            with web.Client(served.public) as client:
                while not done.is_set():
                    answer = client.request("GET", web.autoconfig("a@alpha.example"))
                    answered[0] += 1
                    servers = told.autoconfig_servers(answer) if answer.status == 200 else []
                    if [server[0] for server in servers] != ["imap", "pop3", "smtp"]:
                        failures.append(answer)

        def change():
            try:
                for number in range(50):
                    served.sql(f"UPDATE server SET name = 'n{number}.alpha.example' WHERE id = 0")
                    time.sleep(0.02)
            finally:
                done.set()

        daemon.together(ask, ask, change)
        self.assertEqual(failures, [])
        self.assertGreater(answered[0], 100)
        self.assert_soon(lambda: "n49.alpha.example" in told.hosts(served, "a@alpha.example"))


class Admin(LifeScenario):
    def test_health_and_metrics_are_only_on_the_admin_listener(self):
        served = self.serve()
        for page in ("/health/live", "/health/ready", "/metrics"):
            with self.subTest(page=page):
                self.assertEqual(served.ask_admin(page).status, 200)
                self.assertEqual(served.get(page).status, 404)
                self.assertEqual(served.ask_admin(page, "HEAD").body, b"")
                self.assertEqual(served.ask_admin(page, "POST").status, 405)
        self.assertEqual(served.ask_admin(web.autoconfig("a@alpha.example")).status, 404)
        self.assertEqual(served.ask_admin("/initdb/").status, 404)

    def test_metrics_count_what_was_answered(self):
        served = self.serve()
        served.get(web.autoconfig("a@alpha.example"))
        served.get(web.autoconfig("a@nowhere.example"))

        def counted():
            lines = served.ask_admin("/metrics").text.splitlines()
            lines = [line for line in lines if 'protocol="autoconfig"' in line and "_total{" in line]
            return any('outcome="ok"' in line and line.endswith(" 1") for line in lines) and any(
                'outcome="not_found"' in line and line.endswith(" 1") for line in lines)
        self.assert_soon(counted)

    def test_without_an_admin_listener_nothing_of_it_is_offered(self):
        served = self.serve(admin_listen="")
        self.assertIsNone(served.admin)
        self.assertEqual(served.get("/metrics").status, 404)

    def test_no_mail_address_and_no_password_is_logged_or_counted(self):
        served = self.serve(loglevel="DEBUG")
        address = "very.secret.person@alpha.example"
        headers = {"Authorization": "Basic dmVyeS5zZWNyZXQucGVyc29uOnB3",
                   "User-Agent": address, "X-Forwarded-For": address}
        for target in (web.autoconfig(address), f"/mobileconfig/?emailaddress={address}&name=secret",
                       f"/nowhere/{address}", web.autoconfig("very.secret.person@unknown.example")):
            served.get(target, headers=headers)
        told.pox(served, address)
        served.post("/autodiscover/autodiscover.xml", "<x>" + address, headers=headers)
        web.raw(served.public, f"GET /{address} HTTP/9.9\r\n{address}\r\n\r\n".encode(), seconds=2)
        text = served.log() + served.ask_admin("/metrics").text
        for secret in ("very.secret", "secret.person", "unknown.example", "dmVyeS5", "name=secret"):
            self.assertNotIn(secret, text)


if __name__ == "__main__":
    daemon.main()
