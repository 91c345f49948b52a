#!/usr/bin/env python3
"""The metrics page: valid to Prometheus' own tool, scraped by a real Prometheus, and true."""

import contextlib
import re
import socket
import subprocess
import time

import web
from daemon import Scenario, eventually, main, need
from prometheus import Prometheus

USER = "jane@example.com"
STRANGER = "jane@unknown.example"
POX = "/autodiscover/autodiscover.xml"
SERVICES = {"imap": 2, "pop3": 1, "submission": 3, "managesieve": 0, "caldav": 1, "carddav": 1, "jmap": 0}

# (protocol, outcome): requests that end so
REQUESTS = {
    ("autoconfig", "ok"): [("GET", web.autoconfig(USER), None)] * 3 + [("HEAD", web.autoconfig(USER), None)],
    ("autoconfig", "not_found"): [("GET", web.autoconfig(STRANGER), None)] * 2,
    ("autoconfig", "invalid"): [("POST", web.autoconfig(USER), "")],
    ("autodiscover_xml", "ok"): [("POST", POX, web.autodiscover(USER))] * 2,
    ("autodiscover_xml", "not_found"): [("POST", POX, web.autodiscover(STRANGER))],
    ("autodiscover_xml", "invalid"): [("POST", POX, "rubbish"), ("POST", POX, web.autodiscover(USER, "other"))],
    ("mobileconfig", "ok"): [("GET", f"/mobileconfig/?emailaddress={USER}", None)],
    ("mobileconfig", "not_found"): [("GET", f"/mobileconfig/?emailaddress={STRANGER}", None)],
    ("mobileconfig", "invalid"): [("GET", "/mobileconfig/?emailaddress=nobody", None)],
    ("other", "not_found"): [("GET", "/missing", None)],
}
LABELS = re.compile(r'(\w+)="([^"]*)"')


def samples(text):
    """{(name, (label, value)…): number} of an exposition."""
    found = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            series, _, number = line.rpartition(" ")
            name, _, labels = series.partition("{")
            found[name, *sorted(LABELS.findall(labels))] = float(number)
    return found


class Metrics(Scenario):
    def setUp(self):
        self.daemon = self.start()

    def page(self):
        answer = self.daemon.ask_admin("/metrics")
        self.assertEqual(answer.status, 200)
        return answer

    def samples(self):
        return samples(self.page().text)

    def counted(self):
        """{(protocol, outcome): requests}, those that are not zero, without our own of this page."""
        found = {}
        for (name, *labels), number in self.samples().items():
            if name == "fingerpost_http_requests_total" and number > 0:
                labels = dict(labels)
                found[labels["protocol"], labels["outcome"]] = number
        found.pop(("api", "ok"), None)
        return found

    def seed(self):
        self.daemon.cli("import", "example")
        domains = ("fingerpost_catalog_domains", ("state", "enabled"))
        self.assert_soon(lambda: self.samples()[domains] == 4, 5)

    def send_requests(self):
        for requests in REQUESTS.values():
            for method, target, body in requests:
                self.daemon.request(method, target, body=body, host="autoconfig.elsewhere.test")
        return {key: len(requests) for key, requests in REQUESTS.items()}


class Page(Metrics):
    def lint(self, text):
        done = subprocess.run([need("promtool", "prometheus"), "check", "metrics"], input=text,
                              capture_output=True, text=True, timeout=20, check=False)
        return done.returncode, done.stdout + done.stderr

    def test_promtool_has_nothing_to_say(self):
        self.assertEqual(self.lint(self.page().text), (0, ""))
        self.seed()
        self.send_requests()
        self.assertEqual(self.lint(self.page().text), (0, ""))

    def test_the_type_says_the_version_of_the_format(self):
        self.assertEqual(self.page().headers["content-type"], "text/plain; version=0.0.4; charset=utf-8")

    def test_every_metric_has_help_and_type_and_every_series_stands_once(self):
        text = self.page().text
        names = {re.sub("_(bucket|sum|count)$", "", name) if "duration" in name else name
                 for name, *_ in samples(text)}
        self.assertEqual(set(re.findall(r"(?m)^# HELP (\S+) \S.*\.$", text)), names)
        self.assertEqual(set(re.findall(r"(?m)^# TYPE (\S+) (?:counter|gauge|histogram)$", text)), names)
        series = [line.rpartition(" ")[0] for line in text.splitlines() if line and line[0] != "#"]
        self.assertEqual(len(series), len(set(series)))
        self.assertTrue(all(name.startswith(("fingerpost_", "process_")) for name in names))

    def test_counters_start_at_nought_and_are_all_there(self):
        found = self.samples()
        requests = {key: n for key, n in found.items() if key[0] == "fingerpost_http_requests_total"}
        self.assertEqual(len(requests), 11 * 8)
        self.assertEqual(set(requests.values()), {0.0})
        loads = {"fingerpost_catalog_reloads_total", "fingerpost_http_connections_accepted_total",
                 "process_cpu_seconds_total"}
        for (name, *_), number in found.items():
            if name.endswith("_total") and name not in loads:
                self.assertEqual(number, 0, name)

    def test_every_answer_is_counted_by_protocol_and_outcome(self):
        self.seed()
        wanted = self.send_requests()
        eventually(lambda: self.counted() == wanted)
        self.assertEqual(self.counted(), wanted)

    def test_durations_statuses_and_bytes_follow_the_requests(self):
        self.seed()
        wanted = self.send_requests()
        sent = sum(wanted.values())
        eventually(lambda: self.counted() == wanted)
        found = self.samples()
        durations = "fingerpost_http_request_duration_seconds"
        for protocol in ("autoconfig", "autodiscover_xml", "mobileconfig"):
            label = ("protocol", protocol)
            count = sum(len(r) for (name, _), r in REQUESTS.items() if name == protocol)
            self.assertEqual(found[f"{durations}_count", label], count)
            self.assertEqual(found[f"{durations}_bucket", ("le", "+Inf"), label], count)
            self.assertGreater(found[f"{durations}_sum", label], 0)
        statuses = {dict(labels)["code"]: n for (name, *labels), n in found.items()
                    if name == "fingerpost_http_responses_total" and n > 0}
        self.assertEqual({code: statuses.get(code) for code in ("400", "404", "405")},
                         {"400": 1, "404": 4, "405": 1})
        listener = ("listener", "http")
        self.assertGreater(found["fingerpost_http_received_bytes_total", listener], 50 * sent)
        self.assertGreater(found["fingerpost_http_sent_bytes_total", listener], 100 * sent)
        self.assertEqual(found["fingerpost_http_connections_accepted_total", listener], sent)

    def test_no_address_or_domain_of_a_user_is_on_the_page(self):
        self.seed()
        self.send_requests()
        self.assertNotRegex(self.page().text, r"jane|example|unknown\.")

    def test_the_catalogs_gauges_follow_a_change(self):
        self.seed()
        found = self.samples()
        self.assertEqual({s: found["fingerpost_catalog_servers", ("service", s)] for s in SERVICES}, SERVICES)
        self.assertEqual(found[("fingerpost_catalog_providers",)], 2)
        reloads = found[("fingerpost_catalog_reloads_total",)]
        self.daemon.cli("domain", "add", "new.example", "--like", "example.com")
        self.daemon.cli("domain", "remove", "example.org", "example.net")
        domains = ("fingerpost_catalog_domains", ("state", "enabled"))
        self.assert_soon(lambda: self.samples()[domains] == 3, 5)
        self.assertGreater(self.samples()[("fingerpost_catalog_reloads_total",)], reloads)
        self.assertEqual(self.samples()[("fingerpost_catalog_reload_failures_total",)], 0)
        loaded = self.samples()[("fingerpost_catalog_last_reload_success_timestamp_seconds",)]
        self.assertLess(abs(time.time() - loaded), 10)

    def test_the_process_is_described_as_prometheus_expects(self):
        found = self.samples()
        self.assertLess(abs(time.time() - found[("process_start_time_seconds",)]), 30)
        self.assertGreater(found[("process_resident_memory_bytes",)], 1e6)
        self.assertGreater(found[("process_open_fds",)], 4)
        build = [dict(labels) for (name, *labels), n in found.items() if name == "fingerpost_build_info"]
        self.assertEqual(set(build[0]), {"version", "compiler"})


class Trouble(Metrics):
    """What ends otherwise than by an answer of ours."""

    def setUp(self):
        self.daemon = self.start(request_timeout=1, idle_timeout=5, connections=8, proxy_count=1, rate_limit=1)

    def assert_counts(self, key, wanted):
        eventually(lambda: self.samples()[key] == wanted)
        self.assertEqual(self.samples()[key], wanted)

    def requests(self, outcome):
        return ("fingerpost_http_requests_total", ("outcome", outcome), ("protocol", "other"))

    def rejected(self, reason):
        return ("fingerpost_http_connections_rejected_total", ("listener", "http"), ("reason", reason))

    def test_a_request_cut_short_counts_as_aborted(self):
        web.raw(self.daemon.public, b"GET / HTTP/1.1\r\nHost: a", half_close=True)
        self.assert_counts(self.requests("aborted"), 1)

    def test_a_request_that_took_too_long_counts_as_timed_out(self):
        web.raw(self.daemon.public, b"GET / HTTP/1.1\r\nHost: a")
        self.assert_counts(self.rejected("timeout"), 1)
        self.assert_counts(("fingerpost_http_responses_total", ("code", "408")), 1)

    def test_limited_requests_are_counted(self):
        statuses = [self.daemon.get("/x", headers={"X-Forwarded-For": "192.0.2.1"}).status for _ in range(12)]
        self.assertIn(429, statuses)
        self.assert_counts(self.requests("limited"), statuses.count(429))
        self.assert_counts(("fingerpost_http_responses_total", ("code", "429")), statuses.count(429))

    def test_connections_are_gauged_and_those_above_the_limit_counted(self):
        with contextlib.ExitStack() as stack:
            address = ("127.0.0.1", self.daemon.public)
            for _ in range(10):
                stack.enter_context(socket.create_connection(address, timeout=5))
            self.assert_counts(("fingerpost_http_connections", ("listener", "http")), 8)
            self.assert_counts(self.rejected("limit"), 2)
        self.assert_counts(("fingerpost_http_connections", ("listener", "http")), 0)

    def test_a_database_that_lost_a_table_counts_as_a_failed_reload_and_the_last_catalog_stays(self):
        self.seed()
        self.daemon.sql("BEGIN; DELETE FROM domain WHERE name = 'example.net'; DROP TABLE server_domain; COMMIT")
        failures = ("fingerpost_catalog_reload_failures_total",)
        self.assert_soon(lambda: self.samples()[failures] > 0, 4, "no failure is counted")
        self.assertEqual(self.samples()["fingerpost_catalog_domains", ("state", "enabled")], 4)
        self.assertEqual(self.daemon.get(web.autoconfig(USER)).status, 200)


class Scraped(Metrics):
    def test_a_real_prometheus_counts_what_was_asked(self):
        with Prometheus(self.scratch(), self.daemon.admin) as prometheus:
            self.assert_soon(lambda: prometheus.ask("up") == {(): 1.0}, 10, "the target is not up")
            query = 'sum by (protocol, outcome) (fingerpost_http_requests_total{protocol!="api"}) '
            self.assertEqual(set(prometheus.ask(query).values()), {0.0})
            self.seed()
            wanted = {(("outcome", outcome), ("protocol", protocol)): float(count)
                      for (protocol, outcome), count in self.send_requests().items()}
            eventually(lambda: prometheus.ask(query + "> 0") == wanted, 10)
            self.assertEqual(prometheus.ask(query + "> 0"), wanted)
            self.assertEqual(prometheus.ask("fingerpost_catalog_domains"), {(("state", "enabled"),): 4.0})
            target = prometheus.targets()[0]
            self.assertEqual((target["health"], target["lastError"]), ("up", ""))

    def test_prometheus_notices_that_the_daemon_is_gone(self):
        with Prometheus(self.scratch(), self.daemon.admin) as prometheus:
            self.assert_soon(lambda: prometheus.ask("up") == {(): 1.0}, 10, "the target is not up")
            self.daemon.stop()
            self.assert_soon(lambda: prometheus.ask("up") == {(): 0.0}, 10, "the target is still up")


if __name__ == "__main__":
    main()
