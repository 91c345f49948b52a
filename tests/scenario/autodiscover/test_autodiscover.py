"""Autodiscover's three forms and its redirects, asked for as clients ask for them."""

import json
import urllib.parse

import client_rules
import daemon
import exchange
import told
import web

POX, SOAP, JSON = exchange.POX, exchange.SOAP, "/autodiscover/autodiscover.json"
FRED = "fred@example.com"
MOBILESYNC = "{http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006}"
SETTINGS = "{http://schemas.microsoft.com/exchange/2010/Autodiscover}"
ACTIVESYNC = "https://mail.example.com/Microsoft-Server-ActiveSync"
EWS = "https://mail.example.com/EWS/Exchange.asmx"
# domain -> its attributes
GUESTS = {
    "groupware.test": {"activesync": ACTIVESYNC, "ews": EWS},
    "guest.test": {"autodiscover_host": "ad.example.net"},
    "moved.test": {"moved_to": "example.com"},
    "elsewhere.test": {"redirect_url": "https://ad.example.net/autodiscover/autodiscover.xml"}}


class Forms(daemon.Scenario):
    @classmethod
    def setUpClass(cls):
        cls.served = daemon.Daemon(proxy_count=1)
        cls.enterClassContext(cls.served)
        cls.served.cli("import", "example")
        for name, attributes in GUESTS.items():
            cls.served.cli("domain", "add", name, "--like", "example.com")
            for attribute, value in attributes.items():
                cls.served.cli("attribute", "set", "--domain", name, attribute, value)
        last = f"{POX}?Email=a@elsewhere.test"
        assert daemon.eventually(lambda: b"redirectUrl" in cls.over_tls("GET", last).body)

    @classmethod
    def over_tls(cls, method, target, host="autodiscover.example.com", scheme="https", **options):
        headers = {"X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": scheme, **options.pop("headers", {})}
        return cls.served.request(method, target, host=host, headers=headers, **options)

    def without_tls(self, method, target, host, **options):
        return self.over_tls(method, target, host, scheme="http", **options)


class Json(Forms):
    def ask(self, target, **options):
        answer = self.over_tls("GET", target, **options)
        self.assertEqual(answer.headers["content-type"], "application/json; charset=utf-8")
        return answer, json.loads(answer.body)

    def test_both_forms_tell_where_the_xml_is(self):
        for target in (f"{JSON}/v1.0/{FRED}?Protocol=AutodiscoverV1",
                       f"{JSON}/v1.0/fred%40example.com/?Protocol=AutodiscoverV1",
                       "/Autodiscover/Autodiscover.json/V1.0/fred%2540example.com?protocol=AutodiscoverV1",
                       f"{JSON}?Email=fred%40example.com&Protocol=AutodiscoverV1&RedirectCount=1"):
            with self.subTest(target=target):
                answer, told_there = self.ask(target)
                self.assertEqual(answer.status, 200)
                self.assertEqual(told_there, {"Protocol": "AutodiscoverV1",
                                              "Url": "https://autodiscover.example.com/autodiscover/autodiscover.xml"})
                self.assertEqual(answer.headers["cache-control"], "private")

    def test_what_it_tells_can_be_fetched(self):
        url = urllib.parse.urlsplit(self.ask(f"{JSON}/v1.0/{FRED}?Protocol=AutodiscoverV1")[1]["Url"])
        found = told.autodiscover_servers(self.over_tls("POST", url.path, url.netloc, body=web.autodiscover(FRED)))
        self.assertEqual(client_rules.pox_servers(found)["IMAP"], ("imap.example.com", 993, "SSL"))

    def test_services_of_exchange_are_told_where_they_are_offered(self):
        for protocol, url in (("ActiveSync", ACTIVESYNC), ("Ews", EWS), ("EWS", EWS)):
            self.assertEqual(self.ask(f"{JSON}/v1.0/a@groupware.test?Protocol={protocol}")[1],
                             {"Protocol": protocol, "Url": url})
            self.assertEqual(self.ask(f"{JSON}/v1.0/{FRED}?Protocol={protocol}")[0].status, 400)

    def test_errors_have_a_code_and_a_header(self):
        cases = {f"/v1.0/{FRED}?Protocol=XYZ": (400, "ProtocolNotSupported"),
                 f"/v1.0/{FRED}": (400, "MandatoryParameterMissing"),
                 "?Protocol=Ews": (400, "MandatoryParameterMissing"),
                 "?@evil.test/": (400, "MandatoryParameterMissing"),
                 f"/v2.0/{FRED}?Protocol=Ews": (404, "NotFound"),
                 "/v1.0/a@unknown.test?Protocol=Ews": (404, "NotFound"),
                 f"/v1.0/{FRED}?Protocol=%22%7D%0a<b>": (400, "ProtocolNotSupported")}
        for target, expected in cases.items():
            with self.subTest(target=target):
                answer, error = self.ask(JSON + target)
                self.assertEqual((answer.status, error["ErrorCode"]), expected)
                self.assertEqual(answer.headers["jsonerror"], "true")

    def test_nobody_learns_which_users_there_are(self):
        fred, nobody = (self.ask(f"{JSON}/v1.0/{user}@example.com?Protocol=AutodiscoverV1")[0].body
                        for user in ("fred", "nobody"))
        self.assertEqual(fred, nobody)

    def test_a_head_is_as_a_get_and_a_post_is_405(self):
        head = self.over_tls("HEAD", f"{JSON}/v1.0/{FRED}?Protocol=AutodiscoverV1")
        self.assertEqual((head.status, head.body), (200, b""))
        self.assertEqual(self.over_tls("POST", JSON, body="x").headers["allow"], "GET, HEAD")


class Phones(Forms):
    def ask(self, address):
        schema = MOBILESYNC.strip("{}")
        body = web.autodiscover(address, schema).replace("outlook/requestschema", "mobilesync/requestschema")
        return self.over_tls("POST", POX, body=body, headers={"Content-Type": "text/xml"})

    def test_activesync_is_told_where_it_is_offered(self):
        server = self.ask("a@groupware.test").xml().find(f".//{MOBILESYNC}Server")
        self.assertEqual([child.text for child in server], ["MobileSync", ACTIVESYNC, ACTIVESYNC])
        self.assertEqual(told.autodiscover_error(self.ask(FRED)), "601")
        self.assertEqual(told.autodiscover_error(self.ask("a@unknown.test")), "500")

    def test_a_phone_follows_a_user_who_moved(self):
        self.assertEqual(self.ask("a@moved.test").xml().findtext(f".//{MOBILESYNC}Redirect"), "a@example.com")


class Redirects(Forms):
    TARGET = "https://ad.example.net/autodiscover/autodiscover.xml"

    def assert_redirected(self, answer):
        self.assertEqual((answer.status, answer.headers["location"], answer.body), (302, self.TARGET, b""))

    def test_whoever_comes_without_tls_is_led_to_the_host_with_a_certificate(self):
        bodies = (web.autodiscover("a@guest.test"), "rubbish", "")
        asked = [("GET", {}), ("HEAD", {}), *(("POST", {"body": body}) for body in bodies)]
        for method, options in asked:
            with self.subTest(method=method, **options):
                self.assert_redirected(self.without_tls(method, "/AutoDiscover/AutoDiscover.xml",
                                                        "autodiscover.guest.test", **options))
        self.assert_redirected(self.without_tls("POST", POX, "mail.example.net", body=web.autodiscover("a@guest.test")))

    def test_a_client_that_follows_is_answered_at_the_target(self):
        for scheme in ("http", "https"):  # with a proxy, too, that says http of everything
            answer = self.over_tls("POST", POX, "ad.example.net", scheme, body=web.autodiscover("a@guest.test"))
            found = client_rules.pox_servers(told.autodiscover_servers(answer))
            self.assertEqual(found["IMAP"], ("imap.example.com", 993, "SSL"))

    def test_only_domains_with_such_a_host_redirect(self):
        answer = self.without_tls("POST", POX, "autodiscover.example.com", body=web.autodiscover(FRED))
        self.assertEqual(answer.status, 200)
        empty = self.without_tls("POST", POX, "autodiscover.example.com", body="")
        self.assertEqual(told.autodiscover_error(empty), "600")

    def test_users_who_moved_are_named_their_address_or_service(self):
        def account(address):
            answer = self.over_tls("POST", POX, body=web.autodiscover(address))
            return [child.text for child in answer.xml().find(f".//{told.POX}Account")]
        self.assertEqual(account("a@moved.test"), ["email", "redirectAddr", "a@example.com"])
        self.assertEqual(account("a@elsewhere.test"), ["email", "redirectUrl", self.TARGET])

    def test_metrics_know_each_form(self):
        self.over_tls("GET", JSON)
        self.over_tls("POST", SOAP, body="x")
        text = self.served.ask_admin("/metrics").text
        for name in ("autodiscover_json", "autodiscover_soap"):
            lines = [line for line in text.splitlines()
                     if f'protocol="{name}"' in line and 'outcome="invalid"' in line]
            self.assertTrue(lines and not lines[0].endswith(" 0"), lines)


class Soap(Forms):
    def ask(self, body, **headers):
        return self.over_tls("POST", SOAP, body=body, headers={"Content-Type": "text/xml; charset=utf-8", **headers})

    def request(self, operation, parts):
        return ('<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
                f'<{operation}RequestMessage xmlns="{SETTINGS.strip("{}")}"><Request>{parts}</Request>'
                f"</{operation}RequestMessage></s:Body></s:Envelope>")

    def test_a_domain_is_told_its_web_services(self):
        domains = "".join(f"<Domain>{name}</Domain>" for name in ("groupware.test", "example.com", "unknown.test"))
        answer = self.ask(self.request("GetDomainSettings", f"<Domains>{domains}</Domains><RequestedSettings>"
                                       "<Setting>ExternalEwsUrl</Setting></RequestedSettings>"))
        responses = list(answer.xml().iter(f"{SETTINGS}DomainResponse"))
        self.assertEqual([each.findtext(f"{SETTINGS}ErrorCode") for each in responses],
                         ["NoError", "NoError", "InvalidDomain"])
        self.assertEqual([each.findtext(f".//{SETTINGS}Value") for each in responses], [EWS, None, None])

    def test_too_many_users_are_an_invalid_request(self):
        users = f"<User><Mailbox>{FRED}</Mailbox></User>" * 101
        answer = self.ask(self.request("GetUserSettings", f"<Users>{users}</Users><RequestedSettings>"
                                       "<Setting>CasVersion</Setting></RequestedSettings>"))
        self.assertEqual((answer.status, answer.xml().findtext(f".//{SETTINGS}ErrorCode")), (200, "InvalidRequest"))

    def test_other_operations_and_rubbish_have_clear_answers(self):
        federation = self.ask(self.request("GetFederationInformation", "<Domain>example.com</Domain>"))
        self.assertEqual(federation.xml().findtext(f".//{SETTINGS}ErrorCode"), "NotFederated")
        unknown = self.ask(self.request("GetEverything", ""))
        self.assertEqual((unknown.status, unknown.xml().findtext(".//faultcode")), (400, "a:ActionNotSupported"))
        for body in ("", "x", "<a/>", "<a>" * 10000, "\x01", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'):
            with self.subTest(body=body[:10]):
                answer = self.ask(body)
                self.assertEqual((answer.status, answer.xml().findtext(".//faultcode")), (400, "s:Client"))

    def test_a_get_is_405(self):
        answer = self.over_tls("GET", SOAP)
        self.assertEqual((answer.status, answer.headers["allow"]), (405, "POST"))


class Exchangelib(Forms):
    """What a client of Exchange reads out of the answers to its own requests."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        others = (f"a@{name}" for name in ("groupware.test", "moved.test", "elsewhere.test", "unknown.test"))
        cls.read = exchange.ask(cls.served.public, [FRED, *others])

    def test_it_reads_the_servers_of_the_xml_form(self):
        fred = self.read["pox"][FRED]
        self.assertEqual(fred["smtp_address"], FRED)
        self.assertIn(["IMAP", "imap.example.com", 993, FRED, True, False], fred["servers"])
        self.assertIn(["SMTP", "smtp.example.com", 465, FRED, True, False], fred["servers"])
        self.assertEqual(self.read["pox"]["a@moved.test"]["redirect"], "a@example.com")

    def test_it_knows_a_stranger(self):
        self.assertEqual(self.read["pox"]["a@unknown.test"], {"error": "ErrorNonExistentMailbox"})
        self.assertEqual(self.read["soap"]["a@unknown.test"]["code"], "InvalidUser")

    def test_it_finds_web_services_by_soap(self):
        user = self.read["soap"]["a@groupware.test"]
        self.assertEqual(user["settings"]["external_ews_url"], EWS)
        self.assertEqual(user["settings"]["auto_discover_smtp_address"], "a@groupware.test")
        self.assertEqual(user["schema"], "Exchange2013")
        self.assertEqual(list(user["errors"]), ["user_dn"])

    def test_it_is_told_by_soap_what_is_not_offered(self):
        user = self.read["soap"][FRED]
        self.assertEqual(user["settings"]["user_display_name"], FRED)
        missing = ["external_ews_url", "ews_supported_schemas", "user_dn"]
        self.assertEqual({name: error[0] for name, error in user["errors"].items()},
                         dict.fromkeys(missing, "SettingIsNotAvailable"))

    def test_it_follows_by_soap(self):
        self.assertEqual(self.read["soap"]["a@moved.test"]["redirect_address"], "a@example.com")
        self.assertEqual(self.read["soap"]["a@elsewhere.test"]["redirect_url"],
                         "https://ad.example.net/autodiscover/autodiscover.svc")


if __name__ == "__main__":
    daemon.main()
