"""What may be wrong with what listens and what is served, and which check must tell.

A case changes the records of one domain, whose catalog is that of all: a name leads to another of the places.
"""

import dataclasses

import places

HOSTS = "hosting.test"
NO_PATH = "_carddavs._tcp"
FAMILIES = "endpoints,documents,consistency,srv,dav,autoconfig,autodiscover,pacc,mta-sts,tlsa"


class Zone:
    """The records of one domain, to be changed; owners are relative to it."""

    def __init__(self, domain, records):
        self.domain = domain
        self.records = list(records)  # (owner, type, data)

    def drop(self, owner, *types):
        self.records = [r for r in self.records if r[0] != owner or (types and r[1] not in types)]
        return self

    def add(self, owner, kind, data):
        self.records.append((owner, kind, data))
        return self

    def put(self, owner, kind, data):
        return self.drop(owner, kind).add(owner, kind, data)

    def lead(self, owner, address):
        return self.drop(owner).add(owner, "A", address)

    def text(self):
        soa = f"@ SOA ns1.{HOSTS}. hostmaster.{HOSTS}. 1 3600 900 1209600 300"
        head = [f"$ORIGIN {self.domain}.", "$TTL 3600", soa, f"@ NS ns1.{HOSTS}."]
        return "\n".join(head + [f"{owner} {kind} {data}" for owner, kind, data in self.records]) + "\n"


@dataclasses.dataclass
class Case:
    check: str
    verdict: str
    change: object  # of a Zone
    about: str = ""  # what the finding's subject holds
    severity: str = ""


def to(owner, address):
    return lambda zone: zone.lead(owner, address)


def srv(label, data):
    return lambda zone: zone.put(label, "SRV", data(zone.domain))


DISCOVERY = ("autoconfig", "autodiscover", "ua-auto-config")


def discovery(address):
    """Every document but those of the domain's own web server."""
    def change(zone):
        for owner in DISCOVERY:
            zone.lead(owner, address)
        return zone
    return change


CASES = [
    # the servers that clients are told
    Case("endpoint-no-address", "missing", lambda z: z.drop("imap"), "port 993"),
    Case("endpoint-unreachable", "wrong", to("imap", places.NOBODY), "port 993"),
    Case("endpoint-unreachable", "wrong", to("smtp", places.NO_TLS), "port 465"),
    Case("endpoint-protocol", "wrong", to("imap", places.POP3_ONLY), "port 143"),
    Case("endpoint-protocol", "wrong", to("imap", places.POP3_ONLY), "port 993"),
    Case("endpoint-starttls", "wrong", to("imap", places.NO_TLS), "port 143"),
    Case("endpoint-starttls", "wrong", to("imap", places.NO_TLS), "port 4190"),
    Case("endpoint-starttls", "wrong", to("smtp", places.NO_TLS), "port 587"),
    Case("endpoint-starttls-injection", "wrong", to("imap", places.TALKS_ON), "port 143"),
    Case("endpoint-clear-login", "wrong", to("imap", places.CLEAR), "port 143"),
    Case("endpoint-clear-login", "wrong", to("smtp", places.NO_TLS), "port 587"),
    *(Case("endpoint-certificate", "wrong", to(owner, address), port)
      for address in (places.EXPIRED, places.NOT_YET, places.SELF_SIGNED, places.INCOMPLETE)
      for owner, port in (("imap", "port 993"), ("imap", "port 4190"), ("smtp", "port 587"))),
    Case("endpoint-certificate-name", "wrong", to("imap", places.OTHER_NAME), "port 995"),
    Case("endpoint-certificate-name", "wrong", to("smtp", places.OTHER_NAME), "port 465"),
    Case("endpoint-certificate-expiry", "wrong", to("imap", places.ENDING), "port 993", "warning"),
    Case("endpoint-authentication", "wrong", to("smtp", places.SCRAM_ONLY), "port 465"),
    Case("endpoint-dav", "wrong", to("dav", places.EMPTY), "/calendars/"),
    Case("endpoint-jmap", "wrong", to("dav", places.EMPTY)),
    Case("endpoint-eas", "wrong", to("dav", places.EMPTY)),
    Case("endpoint-ews", "wrong", to("dav", places.EMPTY)),
    # the documents that clients fetch
    Case("autoconfig-content", "wrong", to("autoconfig", places.MOVED)),
    Case("autoconfig-content", "stale", to("autoconfig", places.STRANGER)),
    Case("autoconfig-content", "missing", to("autoconfig", places.EMPTY)),
    Case("autodiscover-content", "wrong", to("autodiscover", places.MOVED)),
    Case("autodiscover-content", "stale",
         lambda z: z.lead("autodiscover", places.STRANGER).drop("_autodiscover._tcp")),
    Case("autodiscover-content", "missing",
         lambda z: z.lead("autodiscover", places.EMPTY).drop("_autodiscover._tcp")),
    Case("autodiscover-content", "conflict", to("autodiscover", places.STRANGER)),
    Case("autodiscover-json-content", "missing", to("autodiscover", places.EMPTY)),
    Case("autodiscover-json-content", "wrong", to("autodiscover", places.PORTAL)),
    Case("pacc-content", "wrong", to("ua-auto-config", places.MOVED)),
    Case("pacc-content", "stale", to("ua-auto-config", places.STRANGER)),
    Case("pacc-content", "missing", to("ua-auto-config", places.EMPTY)),
    # what they say, against each other and what listens
    Case("cross-source-consistency", "conflict", srv("_imaps._tcp", lambda domain: f"0 1 9993 imap.{domain}."), "IMAP"),
    Case("cross-source-consistency", "conflict", to("autodiscover", places.MOVED), "IMAP"),
    Case("cross-source-consistency", "conflict", to("autoconfig", places.STRANGER), "submission"),
    Case("cross-source-consistency", "conflict", discovery(places.MOVED), "and what listens"),
    Case("cert-covers-discovery-name", "wrong", to("autoconfig", places.NAMELESS), "autoconfig.", "warning"),
    Case("cert-covers-discovery-name", "wrong", to("ua-auto-config", places.NAMELESS), "ua-auto-config.", "error"),
    Case("cert-covers-discovery-name", "wrong",
         lambda z: z.lead("old", places.OTHER_NAME).put("_imaps._tcp", "SRV", f"0 1 993 old.{z.domain}."), "old."),
    # what the records lead to
    Case("srv-tls-mode-mismatch", "wrong", srv("_imaps._tcp", lambda domain: f"0 1 143 imap.{domain}.")),
    Case("srv-tls-mode-mismatch", "wrong", srv("_submission._tcp", lambda domain: f"0 1 465 smtp.{domain}.")),
    Case("srv-cleartext-published", "wrong", to("smtp", places.NO_TLS), "_submission._tcp"),
    Case("dav-wellknown", "wrong", lambda z: z.drop("_caldavs._tcp", "TXT").lead("dav", places.EMPTY)),
    Case("dav-path-txt", "wrong", to("dav", places.EMPTY)),
    Case("dav-path-txt", "missing", lambda z: z.drop("_caldavs._tcp", "TXT").drop("_carddavs._tcp", "TXT"), NO_PATH),
    Case("autoconfig-host-missing", "missing", lambda z: z.drop("autoconfig"), severity="error"),
    Case("autoconfig-host-wrong", "wrong", to("autoconfig", places.EMPTY)),
    Case("autoconfig-host-wrong", "wrong", to("autoconfig", places.NAMELESS)),
    Case("autodiscover-root-shadow", "wrong", to("@", places.PORTAL)),
    Case("ua-auto-config-digest", "wrong", to("ua-auto-config", places.MOVED)),
    # where others bring mail
    Case("mtasts-policy", "wrong", to("mta-sts", places.EMPTY)),
    Case("mtasts-policy", "wrong", to("mta-sts", places.NAMELESS)),
    Case("mtasts-policy", "missing", lambda z: z.drop("mta-sts")),
    Case("mtasts-policy", "conflict", to("mta-sts", places.STRANGER)),
    Case("mtasts-mx", "conflict", lambda z: z.put("@", "MX", f"10 mx2.{z.domain}.").lead("mx2", places.GOOD)),
    Case("tls-cert-vs-mx", "wrong", to("mx", places.OTHER_NAME), severity="error"),
    Case("tls-cert-vs-mx", "wrong", to("mx", places.EXPIRED), severity="error"),
    Case("tls-cert-vs-mx", "wrong", to("mx", places.NO_TLS), severity="error"),
    Case("tlsa-match", "wrong", to("mx", places.EXPIRED)),
    Case("tlsa-match", "wrong", to("mx", places.NO_TLS)),
    Case("tlsa-params", "wrong", lambda z: z.add("_25._tcp.mx", "TLSA", f"0 0 1 {'00' * 32}")),
]
