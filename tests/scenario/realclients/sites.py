"""The mail domains of the scenario: each has open what its row names, and nothing else."""

import dataclasses
import re

AUTOCONFIG = "https://autoconfig.{domain}/mail/"
WELL_KNOWN = "https://{domain}/.well-known/autoconfig/mail/"
POX = "https://autodiscover.{domain}/autodiscover/"
POX_OF_DOMAIN = "https://{domain}/autodiscover/"
DISCOVER = "discover.{domain}"  # what exported records point to; no door of its own
PLAIN_AUTOCONFIG, PLAIN_WELL_KNOWN, PLAIN_POX = (
    url.replace("https:", "http:") for url in (AUTOCONFIG, WELL_KNOWN, POX))


@dataclasses.dataclass(frozen=True)
class Door:
    """What nginx does with the requests below one URL: ask the daemon, unless something else is said."""

    says: str = ""  # a line of nginx instead
    spoil: object = None  # the daemon's answer as this function changes it, for everyone
    type: str = "text/xml"  # of the spoilt answer
    issuer: str = "trusted"  # or "stranger"
    named: str = ""  # whose name the certificate has: the host's


@dataclasses.dataclass(frozen=True)
class Site:
    doors: dict  # a URL with {domain}: its Door
    offers: str = "1 3 4 5"  # ids of servers, none: not in the catalog
    points_to: str = DISCOVER  # the host that exported records name
    records: str = ""  # the operator's own, beside the exported ones


def swap(pattern, replacement):
    return lambda document: re.sub(pattern, replacement, document)


def whole(document):
    return document


OPEN = Door()
ABSENT = Door("return 404;")
NO_IMAP_PORT = swap("<port>993<", "<port>70000<")
NO_INCOMING_PORT = swap("<port>99[35]<", "<port>0<")
TO_THE_HOSTER = Door("return 302 https://pox.hosting.test$request_uri;")
ASTRAY = Door("return 302 https://autodiscover.hosting.test$request_uri;")
# what makes the daemon itself redirect pox-daemon-redirect.test
REDIRECT_COMMANDS = [("attribute", "set", "--domain", "pox-daemon-redirect.test", "autodiscover_host", "pox.hosting.test")]
UNLISTED = "autoconfig A 127.0.0.1\nautodiscover A 127.0.0.1\n"

SITES = {
    # a hoster's own; its wildcard stands for many host names
    "hosting.test": Site({POX: OPEN}, offers="2 5", records="* A 127.0.0.1\n"),
    # one route each
    "https-autoconfig.test": Site({AUTOCONFIG: OPEN}),
    "https-well-known.test": Site({WELL_KNOWN: OPEN}),
    "http-autoconfig.test": Site({PLAIN_AUTOCONFIG: OPEN}),
    "http-well-known.test": Site({PLAIN_WELL_KNOWN: OPEN}),
    "mx.test": Site({"https://autoconfig.mx-hosting.test/mail/": OPEN}, records="@ MX 10 mx1.mx-hosting.test.\n"),
    "pox.test": Site({POX: OPEN}),
    "pox-of-domain.test": Site({POX_OF_DOMAIN: OPEN}),
    "pox-http.test": Site({PLAIN_POX: OPEN}),
    "pox-redirect.test": Site({PLAIN_POX: TO_THE_HOSTER, "https://pox.hosting.test/autodiscover/": OPEN}),
    "pox-redirect-astray.test": Site({PLAIN_POX: ASTRAY}),
    "pox-daemon-redirect.test": Site({PLAIN_POX: OPEN}),
    "pox-srv.test": Site({"https://srv.{domain}/autodiscover/": OPEN}, points_to="srv.{domain}"),
    "pox-srv-elsewhere.test": Site({"https://srv.hosting.test/autodiscover/": OPEN}, points_to="srv.hosting.test"),
    "hosted.test": Site({AUTOCONFIG: OPEN}, points_to="srv.hosting.test"),
    "starttls.test": Site({POX: OPEN}, offers="2 5"),
    "all.test": Site(dict.fromkeys(
        [AUTOCONFIG, WELL_KNOWN, PLAIN_AUTOCONFIG, PLAIN_WELL_KNOWN, POX, POX_OF_DOMAIN, PLAIN_POX], OPEN)),
    # what clients refuse, and where they go on
    "closed.test": Site({}),
    "absent.test": Site({AUTOCONFIG: ABSENT, WELL_KNOWN: OPEN}),
    "broken.test": Site({AUTOCONFIG: Door("return 502;"), PLAIN_WELL_KNOWN: OPEN}),
    "html.test": Site({AUTOCONFIG: Door(spoil=whole, type="text/html"), WELL_KNOWN: OPEN}),
    "html-and-pox.test": Site({AUTOCONFIG: Door(spoil=whole, type="text/html"), POX: OPEN}),
    "cut.test": Site({AUTOCONFIG: Door(spoil=lambda document: document[:400])}),
    "imap-port.test": Site({AUTOCONFIG: Door(spoil=NO_IMAP_PORT)}),
    "every-port.test": Site({AUTOCONFIG: Door(spoil=NO_INCOMING_PORT)}),
    "stranger.test": Site({AUTOCONFIG: Door(issuer="stranger"), PLAIN_AUTOCONFIG: OPEN}),
    "misnamed.test": Site({AUTOCONFIG: Door(named="other.test"), PLAIN_AUTOCONFIG: OPEN}),
    "unknown.test": Site({AUTOCONFIG: OPEN, POX: OPEN}, offers="", records=UNLISTED),
    "pox-html.test": Site({POX: Door(spoil=whole, type="text/html")}),
    "pox-portless.test": Site({POX: Door(spoil=swap("<Port>.*?</Port>", ""))}),
    # for clients that read SRV records
    "tls-only.test": Site({}, offers="1 3 4"),
    "receive-only.test": Site({}, offers="1 3"),
    "silent.test": Site({}, offers=""),
    "wrong-srv.test": Site({}, offers="", records="_imaps._tcp SRV 0 1 1993 imap.hosting.test.\n"
                           "_submission._tcp SRV 0 1 1587 smtp.hosting.test.\n"
                           "_submissions._tcp SRV 0 1 1465 smtp.hosting.test.\n"),
}
