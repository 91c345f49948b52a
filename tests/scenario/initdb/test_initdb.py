"""/initdb/ fills an empty database, once, for this machine only, and deletes nothing."""

import json

import automx2_tables
import daemon
import told
import web

JSON = {"Content-Type": "application/json"}
SEED = {
    "version": 2,
    "provider": "Example Hosting",
    "domains": [{"name": "example.net"}, {"name": "with-directory.example", "ldapserver_id": 1}],
    "ldapservers": [{"id": 1, "name": "ldap.example.net", "bind_user": None, "bind_password": None,
                     "search_base": "dc=example,dc=net"}],
    "servers": [
        {"type": "imap", "name": "imap.example.net"},
        {"type": "smtp", "name": "smtp.example.net", "port": 587},
        {"type": "caldav", "url": "https://dav.example.net/cal/"},
    ],
    "unknown key": "ignored",
}


class Initdb(daemon.Scenario):
    def serve(self, **settings):
        return self.start(**settings)

    def seeded(self, served, text, **options):
        return served.post("/initdb/", text, **{"headers": JSON, **options})

    def assert_empty(self, served):
        with_rows = [line for line in automx2_tables.dump(served.database).splitlines()
                     if line.startswith('INSERT INTO "provider"')]
        self.assertEqual(with_rows, [])

    def test_a_get_seeds_an_empty_database_with_the_example(self):
        served = self.serve()
        answer = served.get("/initdb/")
        self.assertEqual((answer.status, "prepared" in answer.text), (200, True))
        self.assert_soon(lambda: told.hosts(served, "fred@example.com"))
        self.assertTrue(told.payloads(told.profile(served, "fred@example.com")))

    def test_a_second_get_is_a_conflict_and_changes_nothing(self):
        served = self.serve()
        served.get("/initdb/")
        before = automx2_tables.dump(served.database)
        for answer in (served.get("/initdb/"), self.seeded(served, json.dumps(SEED))):
            self.assertEqual(answer.status, 409)
            self.assertIn("already", answer.text)
        self.assertEqual(automx2_tables.dump(served.database), before)

    def test_a_posted_seed_is_served(self):
        served = self.serve()
        self.assertEqual(self.seeded(served, json.dumps(SEED)).status, 200)
        self.assert_soon(lambda: told.hosts(served, "fred@example.net"))
        servers = told.autoconfig_servers(served.get(web.autoconfig("fred@example.net")))
        self.assertEqual([server[:4] for server in servers], [
            ("imap", "imap.example.net", 993, "SSL"), ("smtp", "smtp.example.net", 587, "STARTTLS")])
        self.assertIn("com.apple.caldav.account", told.payloads(told.profile(served, "a@example.net")))
        self.assertIn("ldapserver", served.cli("domain", "show", "with-directory.example"))

    def test_a_posted_nothing_seeds_the_example_as_automx2_does(self):
        for text in ("{}", "[]", "null", "0", '""', "false"):
            with self.subTest(text=text):
                served = self.serve()
                self.assertEqual(self.seeded(served, text).status, 200)
                self.assert_soon(lambda: told.hosts(served, "fred@example.com"))

    def test_a_wrong_seed_is_refused_with_a_reason_and_stores_nothing(self):
        served = self.serve()
        wrong = {
            "version": {**SEED, "version": 1},
            "provider": {key: value for key, value in SEED.items() if key != "provider"},
            "domain": {**SEED, "domains": []},
            "servers": {**SEED, "servers": [{"type": "gopher", "name": "imap.example.net"}]},
            "mail server": {**SEED, "servers": SEED["servers"][2:]},
            "port": {**SEED, "servers": [{"type": "imap", "name": "a.example", "port": 70000}]},
            "LDAP": {**SEED, "ldapservers": []},
        }
        for what, seed in wrong.items():
            with self.subTest(wrong=what):
                answer = self.seeded(served, json.dumps(seed))
                self.assertEqual(answer.status, 400, answer.text)
                self.assertIn(what.lower(), answer.text.lower())
                self.assert_empty(served)

    def test_bad_json_is_refused_with_400(self):
        served = self.serve()
        for text in ("", "{", "{'version': 2}", b"\xff\xfe", "[" * 5000, json.dumps(SEED)[:-1]):
            with self.subTest(text=text[:12]):
                self.assertEqual(self.seeded(served, text).status, 400)
        self.assert_empty(served)

    def test_a_seed_in_another_type_is_refused_with_415(self):
        served = self.serve()
        for headers in ({}, {"Content-Type": "text/plain"}, {"Content-Type": "application/jsonx"},
                        {"Content-Type": "application/x-www-form-urlencoded"}):
            with self.subTest(headers=headers):
                answer = self.seeded(served, json.dumps(SEED), headers=headers)
                self.assertEqual(answer.status, 415)
        self.assert_empty(served)
        typed = {"Content-Type": "Application/JSON; charset=utf-8"}
        self.assertEqual(self.seeded(served, json.dumps(SEED), headers=typed).status, 200)

    def test_a_seed_without_end_is_cut_off(self):
        served = self.serve()
        answer = web.raw(served.public, b"POST /initdb/ HTTP/1.1\r\nHost: localhost\r\n"
                         b"Content-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n")
        self.assertEqual(web.status_of(answer), 413)
        self.assert_empty(served)

    def test_strangers_behind_a_proxy_are_refused(self):
        served = self.serve(proxy_count=1)
        stranger = {"X-Forwarded-For": "192.0.2.7", **JSON}
        for method in ("GET", "HEAD", "POST", "DELETE"):
            with self.subTest(method=method):
                answer = served.request(method, "/initdb/", headers=stranger, body=json.dumps(SEED))
                self.assertEqual(answer.status, 403)
        forged = {"X-Forwarded-For": "127.0.0.1, 192.0.2.7"}
        self.assertEqual(served.get("/initdb/", headers=forged).status, 403)
        self.assert_empty(served)

    def test_this_machine_behind_a_proxy_is_let_in(self):
        served = self.serve(proxy_count=1)
        near = {"X-Forwarded-For": "192.0.2.7, 127.0.0.1"}
        self.assertEqual(served.get("/initdb/", headers=near).status, 200)

    def test_nothing_is_ever_deleted(self):
        served = self.serve()
        served.get("/initdb/")
        before = automx2_tables.dump(served.database)
        answer = served.request("DELETE", "/initdb/")
        self.assertEqual(answer.status, 405)
        self.assertIn("command line", answer.text)
        allowed = {method.strip() for method in answer.headers["allow"].split(",")}
        self.assertEqual(allowed, {"GET", "POST"})
        self.assertEqual(automx2_tables.dump(served.database), before)
        self.assertTrue(told.hosts(served, "fred@example.com"))

    def test_a_head_changes_nothing(self):
        served = self.serve()
        answer = served.request("HEAD", "/initdb/")
        self.assertEqual((answer.status, answer.body), (405, b""))
        self.assert_empty(served)
        self.assertEqual(told.hosts(served, "fred@example.com"), [])

    def test_other_methods_are_refused(self):
        served = self.serve()
        for method in ("PUT", "PATCH", "PROPFIND"):
            with self.subTest(method=method):
                self.assertEqual(served.request(method, "/initdb/", body="{}").status, 405)
        self.assert_empty(served)

    def test_two_seeds_at_once_leave_one(self):
        served = self.serve()
        one, two = web.Client(served.public), web.Client(served.public)
        with one, two:
            answers = daemon.together(
                lambda: one.request("GET", "/initdb/").status,
                lambda: two.request("POST", "/initdb/", headers=JSON, body=json.dumps(SEED)).status)
        self.assertEqual(sorted(answers), [200, 409])


if __name__ == "__main__":
    daemon.main()
