"""Mail clients from Debian's packages find the settings by each of their routes, and refuse what is broken."""

import base64
import re
import unittest

import claws
import daemon
import hoster
import sandbox
import srv_programs
import thunderbird
from sites import SITES

IMAP = ("imap.hosting.test", 993, "SSL")
IMAP_STARTTLS = ("imap.hosting.test", 143, "STARTTLS")
POP = ("pop.hosting.test", 995, "SSL")
SMTP = ("smtp.hosting.test", 465, "SSL")
SMTP_STARTTLS = ("smtp.hosting.test", 587, "STARTTLS")
# Thunderbird's words for its routes
HTTPS, HTTP = "xml-from-isp-https", "xml-from-isp-http"
POX = "exchange-from-url1"
POX_OF_DOMAIN = "exchange-from-url2"
POX_HTTP = "exchange-from-url3"
POX_SRV = "exchange-from-srv"

running = None


def setUpModule():
    global running
    running = unittest.enterModuleContext(hoster.Hoster())


class Thunderbird(unittest.TestCase):
    client = None

    @classmethod
    def setUpClass(cls):
        if not Thunderbird.client:
            Thunderbird.client = unittest.enterModuleContext(thunderbird.Thunderbird(running.root))
            print(f"Thunderbird {cls.client.version}")

    def look_up(self, domain, **options):
        self.assertIn(domain, SITES)
        return self.client.look_up(f"fred@{domain}", **options)

    def assert_found(self, domain, source, confirmed=(), **options):
        """All servers of the usual offer, best first, by this route."""
        found = self.look_up(domain, **options)
        self.assertIsNotNone(found, running.asked(domain))
        self.assertEqual((found.source, found.confirmed), (source, list(confirmed)))
        user = f"fred@{domain}"
        self.assertEqual(found.incoming, [["imap", *IMAP, user], ["pop3", *POP, user]])
        self.assertEqual(found.outgoing, [["smtp", *SMTP, user], ["smtp", *SMTP_STARTTLS, user]])

    def assert_nothing(self, domain, **options):
        self.assertIsNone(self.look_up(domain, **options))

    def assert_asked(self, domain, *patterns):
        """These requests were answered at the domain, with these statuses."""
        for pattern in patterns:
            self.assertTrue(daemon.eventually(lambda: self.matching(domain, pattern)),
                            f"no {pattern} in {running.asked(domain)}")

    def matching(self, domain, pattern):
        return [line for line in running.asked(domain) if re.match(pattern, line)]


class Autoconfig(Thunderbird):
    def test_https_autoconfig(self):
        self.assert_found("https-autoconfig.test", HTTPS)
        self.assert_asked("https-autoconfig.test", "GET https://autoconfig.*/mail/config-v1.1.xml 200")

    def test_https_well_known(self):
        self.assert_found("https-well-known.test", HTTPS)
        self.assert_asked("https-well-known.test", "GET https://https-well-known.test/.well-known/.* 200")

    def test_http_autoconfig(self):
        self.assert_found("http-autoconfig.test", HTTP)
        self.assert_asked("http-autoconfig.test", "GET http://autoconfig.*/mail/config-v1.1.xml 200")

    def test_http_well_known(self):
        self.assert_found("http-well-known.test", HTTP)
        self.assert_asked("http-well-known.test", "GET http://http-well-known.test/.well-known/.* 200")

    def test_the_hoster_that_the_mx_record_names(self):
        self.assert_found("mx.test", HTTPS)
        self.assert_asked("mx-hosting.test", "GET https://autoconfig.mx-hosting.test/mail/config-v1.1.xml 200")

    def test_with_every_route_open_the_first_is_taken(self):
        self.assert_found("all.test", HTTPS)

    def test_without_any_route_nothing_is_found(self):
        self.assert_nothing("closed.test")

    def test_a_domain_that_is_not_ours_is_not_found(self):
        self.assert_nothing("unknown.test")
        self.assert_asked("unknown.test", "GET https://autoconfig.* 404", "POST https://autodiscover.* 200")


class BrokenAutoconfig(Thunderbird):
    def test_404_leads_to_the_next_route(self):
        self.assert_found("absent.test", HTTPS)
        self.assert_asked("absent.test", "GET https://autoconfig.* 404", "GET https://absent.test/.well-known/.* 200")

    def test_an_error_of_the_proxy_leads_to_the_next_route(self):
        self.assert_found("broken.test", HTTP)
        self.assert_asked("broken.test", "GET https://autoconfig.* 502", "GET http://broken.test/.well-known/.* 200")

    def test_a_certificate_of_a_stranger_leads_to_the_next_route(self):
        self.assert_found("stranger.test", HTTP)

    def test_a_certificate_of_another_name_leads_to_the_next_route(self):
        self.assert_found("misnamed.test", HTTP)

    def test_another_content_type_is_refused_and_hides_the_routes_after_it(self):
        self.assert_nothing("html.test")
        self.assert_asked("html.test", "GET https://autoconfig.* 200", "GET https://html.test/.well-known/.* 200")

    def test_another_content_type_leaves_autodiscover(self):
        self.assert_found("html-and-pox.test", POX)

    def test_half_a_document_is_refused(self):
        self.assert_nothing("cut.test")
        self.assert_asked("cut.test", "GET https://autoconfig.* 200")

    def test_a_port_that_cannot_be_leads_to_the_next_server(self):
        found = self.look_up("imap-port.test")
        self.assertEqual(found.incoming, [["pop3", *POP, "fred@imap-port.test"]])

    def test_a_document_without_usable_incoming_server_is_refused(self):
        self.assert_nothing("every-port.test")


class Autodiscover(Thunderbird):
    def test_https_autodiscover(self):
        self.assert_found("pox.test", POX)

    def test_https_of_the_domain(self):
        self.assert_found("pox-of-domain.test", POX_OF_DOMAIN)

    def test_http(self):
        self.assert_found("pox-http.test", POX_HTTP)

    def test_a_redirect_by_http_to_the_hoster_once_the_user_agreed(self):
        self.assert_found("pox-redirect.test", POX_HTTP, confirmed=["https://hosting.test"])
        self.assert_asked("pox-redirect.test", "POST http://autodiscover.* 302")
        self.assert_asked("pox.hosting.test", "GET https://pox.* 404", "POST https://pox.* 200")

    def test_a_redirect_is_not_followed_when_the_user_refuses(self):
        self.assert_nothing("pox-redirect.test", trusting=False)

    def test_a_redirect_to_the_host_of_another_domain_gives_that_domains_servers(self):
        # it follows by GET, without the address; only where that is refused it repeats the POST
        found = self.look_up("pox-redirect-astray.test")
        self.assertEqual(found.incoming, [["imap", *IMAP_STARTTLS, "fred@pox-redirect-astray.test"]])

    def test_a_redirect_by_the_daemon(self):
        self.assert_found("pox-daemon-redirect.test", POX_HTTP, confirmed=["https://hosting.test"])
        self.assert_asked("pox-daemon-redirect.test", "POST http://autodiscover.* 302")

    def test_an_srv_record_to_a_host_of_the_domain(self):
        self.assert_found("pox-srv.test", POX_SRV)

    def test_an_srv_record_to_the_hoster_once_the_user_agreed(self):
        self.assert_found("pox-srv-elsewhere.test", POX_SRV, confirmed=["https://hosting.test"])
        self.assert_nothing("pox-srv-elsewhere.test", trusting=False)

    def test_an_srv_record_to_the_hoster_has_the_user_asked_though_autoconfig_answers(self):
        for trusting in (True, False):
            self.assert_found("hosted.test", HTTPS, confirmed=["https://hosting.test"], trusting=trusting)

    def test_starttls_is_understood(self):
        found = self.look_up("starttls.test")
        self.assertEqual(found.incoming, [["imap", *IMAP_STARTTLS, "fred@starttls.test"]])
        self.assertEqual(found.outgoing, [["smtp", *SMTP_STARTTLS, "fred@starttls.test"]])

    def test_a_password_that_was_typed_is_not_kept(self):
        self.assert_found("pox.test", POX, password="Secret-7")
        self.assert_asked("pox.test", "POST https://autodiscover.* 200 fred@pox.test")
        sent = base64.b64encode(b"fred@pox.test:Secret-7").decode()
        for secret in ("Secret-7", sent):
            self.assertNotIn(secret, running.daemon.log())

    def test_another_content_type_is_refused(self):
        self.assert_nothing("pox-html.test")
        self.assert_asked("pox-html.test", "POST https://autodiscover.* 200")

    def test_servers_without_ports_are_refused(self):
        self.assert_nothing("pox-portless.test")
        self.assert_asked("pox-portless.test", "POST https://autodiscover.* 200")


class Records(unittest.TestCase):
    """Clients that read SRV records only."""

    def assert_configured(self, program, domain, expected):
        self.assertEqual(srv_programs.configured(program, f"fred@{domain}"), expected)

    def test_msmtp_takes_tls_before_starttls(self):
        self.assert_configured("msmtp", "pox.test", SMTP)
        self.assert_configured("msmtp", "starttls.test", SMTP_STARTTLS)

    def test_msmtp_is_told_that_nothing_is_offered(self):
        self.assert_configured("msmtp", "receive-only.test", None)
        self.assert_configured("msmtp", "silent.test", None)

    def test_msmtp_would_take_another_port(self):
        self.assert_configured("msmtp", "wrong-srv.test", ("smtp.hosting.test", 1465, "SSL"))

    def test_mpop_takes_pop3_and_is_told_where_there_is_none(self):
        self.assert_configured("mpop", "pox.test", POP)
        self.assert_configured("mpop", "starttls.test", None)


class ClawsMail(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = cls.enterClassContext(claws.Claws())

    def assert_account(self, domain, imap, smtp):
        account = self.client.look_up(f"fred@{domain}")
        self.assertEqual((account.imap, account.smtp), (imap, smtp))
        if imap:
            self.assertEqual(account.user, f"fred@{domain}")

    def test_imap_with_tls_and_submission_with_starttls(self):
        self.assert_account("pox.test", IMAP, SMTP_STARTTLS)

    def test_starttls_for_both(self):
        self.assert_account("starttls.test", IMAP_STARTTLS, SMTP_STARTTLS)

    def test_submission_with_tls_alone_is_not_looked_for(self):
        self.assert_account("tls-only.test", IMAP, None)

    def test_nothing_is_found_without_records(self):
        self.assert_account("silent.test", None, None)

    def test_it_would_take_other_ports(self):
        self.assert_account("wrong-srv.test", ("imap.hosting.test", 1993, "SSL"),
                            ("smtp.hosting.test", 1587, "STARTTLS"))


if __name__ == "__main__":
    sandbox.enter()
    daemon.main()
