"""Behind nginx, as most installations have it: the client is who the proxy says, and nobody else."""

import daemon
import nginx
import told
import web

PLAIN = "/mail/config-v1.1.xml"
FRED = "fred@example.com"


class Proxy(daemon.Scenario):
    def serve(self, host="fingerpost.internal", **settings):
        """(daemon, port of the nginx before it)"""
        daemon.need("nginx", package="nginx-light")
        served = self.start(**settings)
        served.cli("import", "example")
        self.assert_soon(lambda: told.hosts(served, FRED))
        return served, self.enterContext(nginx.Nginx(served.public, host)).port

    def ask(self, port, client, target=web.autoconfig(FRED), **headers):
        return web.request(port, "GET", target, headers={"X-Test-Client": client, **headers})

    def test_the_forwarded_host_tells_the_domain(self):
        _, port = self.serve(proxy_count=1)
        for host in ("autoconfig.example.com", "AUTOCONFIG.Example.Com", "example.com"):
            with self.subTest(host=host):
                answer = web.request(port, "GET", PLAIN, host=host)
                self.assertEqual(answer.status, 200)
                self.assertEqual(answer.xml().find("emailProvider").get("id"), "example.com")
        self.assertEqual(web.request(port, "GET", PLAIN, host="autoconfig.unknown.test").status, 404)

    def test_without_proxy_count_the_forwarded_host_is_not_believed(self):
        _, port = self.serve()
        self.assertEqual(web.request(port, "GET", PLAIN, host="autoconfig.example.com").status, 404)

    def test_a_host_that_is_passed_on_needs_no_proxy_count(self):
        _, port = self.serve(host="$host")
        answer = web.request(port, "GET", PLAIN, host="autoconfig.example.com")
        self.assertEqual(answer.xml().find("emailProvider").get("id"), "example.com")

    def test_all_protocols_pass_through_unchanged(self):
        served, port = self.serve(proxy_count=1)
        for target in (web.autoconfig(FRED), f"/mobileconfig/?emailaddress={FRED}"):
            direct, proxied = served.get(target), web.request(port, "GET", target)
            self.assertEqual((direct.status, direct.body), (proxied.status, proxied.body))
            self.assertEqual(direct.type, proxied.type)
        answer = web.request(port, "POST", "/Autodiscover/Autodiscover.xml", body=web.autodiscover(FRED))
        self.assertEqual(answer.body, told.pox(served, FRED).body)

    def test_each_client_behind_the_proxy_has_a_rate_of_its_own(self):
        _, port = self.serve(proxy_count=1, rate_limit=2)
        statuses = [self.ask(port, "192.0.2.7").status for _ in range(30)]
        self.assertEqual(statuses[0], 200)
        self.assertIn(429, statuses)
        limited = self.ask(port, "192.0.2.7")
        self.assertEqual((limited.status, limited.headers["retry-after"]), (429, "1"))
        self.assertEqual(self.ask(port, "192.0.2.8").status, 200)
        self.assertEqual(self.ask(port, "2001:db8:1:2::7").status, 200)

    def test_a_limited_client_is_answered_again_after_a_while(self):
        _, port = self.serve(proxy_count=1, rate_limit=5)
        self.assertTrue(daemon.eventually(lambda: self.ask(port, "192.0.2.9").status == 429, 5, every=0))
        self.assertTrue(daemon.eventually(lambda: self.ask(port, "192.0.2.9").status == 200, 3, every=0.3))

    def test_nobody_escapes_the_rate_by_claiming_other_addresses(self):
        _, port = self.serve(proxy_count=1, rate_limit=2)
        statuses = [self.ask(port, "192.0.2.7", **{"X-Forwarded-For": f"198.51.100.{n}"}).status
                    for n in range(30)]
        self.assertIn(429, statuses)

    def test_a_network_of_ipv6_shares_one_rate(self):
        _, port = self.serve(proxy_count=1, rate_limit=2)
        statuses = [self.ask(port, f"2001:db8::{n:x}").status for n in range(1, 30)]
        self.assertIn(429, statuses)

    def test_initdb_is_refused_to_clients_of_the_proxy_and_open_to_this_machine(self):
        served, port = self.serve(proxy_count=1)
        self.assertEqual(self.ask(port, "192.0.2.7", "/initdb/").status, 403)
        forged = {"X-Forwarded-For": "127.0.0.1"}
        self.assertEqual(self.ask(port, "192.0.2.7", "/initdb/", **forged).status, 403)
        self.assertEqual(self.ask(port, "127.0.0.1", "/initdb/").status, 409)
        self.assertEqual(served.get("/initdb/").status, 409)

    def test_the_administration_is_not_reachable_through_the_proxy(self):
        _, port = self.serve(proxy_count=1)
        for page in ("/metrics", "/health/live", "/health/ready"):
            self.assertEqual(web.request(port, "GET", page).status, 404)

    def test_a_restart_of_the_daemon_is_one_failed_moment_for_the_proxy(self):
        directory = self.scratch()
        port_of_daemon = nginx.free_port()
        served = self.start(directory=directory, listen=f"127.0.0.1:{port_of_daemon}", proxy_count=1)
        served.cli("import", "example")
        port = self.enterContext(nginx.Nginx(port_of_daemon)).port
        self.assert_soon(lambda: self.ask(port, "192.0.2.7").status == 200)
        self.assertEqual(served.stop(), 0)
        self.assertEqual(self.ask(port, "192.0.2.7").status, 502)
        served.start()
        self.assert_soon(lambda: self.ask(port, "192.0.2.7").status == 200, 12)


if __name__ == "__main__":
    daemon.main()
