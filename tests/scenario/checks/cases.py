"""What may be wrong with a domain's zone, and which check must tell.

A case changes the records that fingerpost itself wants for a domain. Owners are written as in a zone file
below the domain, "@" for the domain itself.
"""

import dataclasses

HOSTS = "hosting.test"
GONE = "elsewhere.test"


class Zone:
    """The records of one domain, to be changed."""

    def __init__(self, domain, records):
        self.domain = domain
        self.records = list(records)  # (owner relative to the domain, ttl, type, data)
        self.soa = "3600 900 1209600 300"
        self.soa_names = f"ns1.{HOSTS}. hostmaster.{HOSTS}."
        self.name_servers = [f"ns1.{HOSTS}."]
        self.children = {}  # owner -> the text of a zone of its own

    def delegate(self, owner):
        """To a zone that holds nothing."""
        self.children[owner] = f"@ 3600 IN SOA {self.soa_names} 1 {self.soa}\n@ 3600 IN NS ns1.{HOSTS}.\n"
        return self.drop_below(owner).add(owner, "NS", f"ns1.{HOSTS}.")

    def drop(self, owner, *types):
        self.records = [r for r in self.records if r[0] != owner or (types and r[2] not in types)]
        return self

    def add(self, owner, kind, data, ttl=3600):
        self.records.append((owner, ttl, kind, data))
        return self

    def drop_below(self, owner):
        self.records = [r for r in self.records if r[0] != owner and not r[0].endswith("." + owner)]
        return self

    def put(self, owner, kind, data, ttl=3600):
        return self.drop(owner, kind).add(owner, kind, data, ttl)

    def age(self, owner, kind, ttl):
        self.records = [(o, ttl if (o, k) == (owner, kind) else t, k, d) for o, t, k, d in self.records]
        return self

    def data(self, owner, kind):
        return next(r[3] for r in self.records if (r[0], r[2]) == (owner, kind))

    def text(self):
        head = [f"$ORIGIN {self.domain}.", f"@ 86400 IN SOA {self.soa_names} 1 {self.soa}"]
        head += [f"@ 3600 IN NS {server}" for server in self.name_servers]
        return "\n".join(head + [f"{o} {t} IN {k} {d}" for o, t, k, d in self.records]) + "\n"


@dataclasses.dataclass
class Case:
    check: str
    verdict: str
    change: object  # of a Zone
    also: tuple = ()  # other checks that must tell as well


def spf(text):
    return lambda zone: zone.put("@", "TXT", f'"{text}"')


def text_at(owner, text):
    return lambda zone: zone.drop(owner).add(owner, "TXT", text)


CASES = [
    # where clients look for servers
    Case("srv-missing", "missing", lambda z: z.drop("_imaps._tcp")),
    Case("srv-not-offered-missing", "missing", lambda z: z.drop("_pop3._tcp")),
    Case("srv-stale", "stale", lambda z: z.put("_pop3._tcp", "SRV", f"0 1 110 imap.{HOSTS}.")),
    Case("srv-port-mismatch", "wrong", lambda z: z.put("_imaps._tcp", "SRV", f"0 1 9993 imap.{HOSTS}.")),
    Case("srv-target-foreign", "wrong", lambda z: z.put("_imaps._tcp", "SRV", f"0 1 993 imap.{GONE}.")),
    Case("srv-target-no-address", "missing", lambda z: z.put("_imaps._tcp", "SRV", f"0 1 993 no.{HOSTS}.")),
    Case("srv-target-cname", "wrong", lambda z: z.put("_imaps._tcp", "SRV", f"0 1 993 alias.{HOSTS}.")),
    Case("srv-target-is-ip", "wrong", lambda z: z.put("_imaps._tcp", "SRV", "0 1 993 192.0.2.11.")),
    Case("srv-target-unqualified", "wrong",
         lambda z: z.put("_imaps._tcp", "SRV", f"0 1 993 imap.{HOSTS}.{z.domain}.")),
    Case("srv-dot-mixed", "conflict", lambda z: z.add("_imaps._tcp", "SRV", "0 0 0 .")),
    Case("srv-dot-nonzero", "wrong", lambda z: z.put("_pop3._tcp", "SRV", "0 1 110 .")),
    Case("srv-port-zero", "wrong", lambda z: z.put("_imaps._tcp", "SRV", f"0 1 0 imap.{HOSTS}.")),
    Case("srv-tls-first", "wrong", lambda z: z.put("_imaps._tcp", "SRV", f"90 1 993 imap.{HOSTS}.")),
    Case("srv-obsolete-label", "wrong", lambda z: z.add("_smtps._tcp", "SRV", f"0 1 465 smtp.{HOSTS}.")),
    Case("srv-weights", "wrong", lambda z: z.put("_imaps._tcp", "SRV", f"0 0 993 imap.{HOSTS}.")
         .add("_imaps._tcp", "SRV", f"0 0 993 smtp.{HOSTS}.")),
    Case("srv-protocol-udp", "wrong", lambda z: z.add("_imaps._udp", "SRV", f"0 1 993 imap.{HOSTS}.")),
    Case("srv-imap-pop-preference", "wrong", lambda z: z.put("_imaps._tcp", "SRV", f"30 1 993 imap.{HOSTS}.")
         .put("_pop3s._tcp", "SRV", f"5 1 995 imap.{HOSTS}.")),
    Case("dav-path-txt", "wrong", lambda z: z.put("_caldavs._tcp", "TXT", '"path=calendars"')),
    # names that clients ask for settings
    Case("autoconfig-host-missing", "missing", lambda z: z.drop("autoconfig")),
    Case("autoconfig-host-wrong", "wrong", lambda z: z.drop("autoconfig").add("autoconfig", "CNAME", f"imap.{GONE}.")),
    Case("mailconf-txt", "wrong", lambda z: z.add("@", "TXT", '"mailconf=http://www.elsewhere.test/"')),
    Case("autodiscover-missing", "missing", lambda z: z.drop("autodiscover").drop("_autodiscover._tcp")),
    Case("autodiscover-conflict", "conflict",
         lambda z: z.put("_autodiscover._tcp", "SRV", f"0 0 443 imap.{GONE}.")),
    Case("autodiscover-foreign-left", "stale",
         lambda z: z.drop("autodiscover").add("autodiscover", "CNAME", "autodiscover.outlook.com.")),
    Case("ua-auto-config-digest", "missing", lambda z: z.drop("_ua-auto-config")),
    # what other names do to them
    Case("wildcard-shadow", "wrong",
         lambda z: z.drop("autodiscover").drop("_autodiscover._tcp").add("*", "A", "203.0.113.11")),
    Case("wildcard-txt-cname", "wrong", lambda z: z.drop("_mta-sts").add("*", "CNAME", f"imap.{GONE}.")),
    Case("delegated-sub", "wrong", lambda z: z.delegate("_tcp")),
    Case("private-address", "wrong", lambda z: z.drop("autoconfig").add("autoconfig", "A", "10.1.2.3")),
    Case("former-provider", "stale", lambda z: z.put("@", "MX", f"10 mx1.{HOSTS}.")
         .add("autodiscover2", "A", "203.0.113.1")
         .put("_autodiscover._tcp", "SRV", "0 0 443 cpanelemaildiscovery.cpanel.net.")),
    Case("former-verification", "stale", lambda z: z.add("@", "TXT", '"MS=ms12345678"')),
    # where the domain's mail goes
    Case("mx-missing", "missing", lambda z: z.drop("@", "MX")),
    Case("mx-foreign", "conflict", lambda z: z.put("@", "MX", f"10 mx.{GONE}.")),
    Case("mx-cname", "wrong", lambda z: z.put("@", "MX", f"10 alias.{HOSTS}.")),
    Case("mx-ip", "wrong", lambda z: z.put("@", "MX", "10 192.0.2.11.")),
    Case("mx-no-address", "missing", lambda z: z.put("@", "MX", f"10 no.{HOSTS}.")),
    Case("mx-duplicate-addr", "conflict", lambda z: z.add("@", "MX", f"20 mx1b.{HOSTS}.")),
    Case("nullmx-mixed", "conflict", lambda z: z.add("@", "MX", "0 .")),
    Case("nullmx-but-used", "conflict", lambda z: z.put("@", "MX", "0 .")),
    # who may send in its name
    Case("spf-missing", "missing", lambda z: z.drop("@", "TXT")),
    Case("spf-multiple", "conflict", lambda z: z.add("@", "TXT", '"v=spf1 -all"')),
    Case("spf-syntax", "wrong", spf("v=spf1 ip4:192.0.2.0/33 -all")),
    Case("spf-lookups", "wrong", spf("v=spf1 ip4:192.0.2.0/24 " + " ".join(f"a:a{n}.{HOSTS}" for n in range(11)) + " -all")),
    Case("spf-not-covering", "wrong", spf("v=spf1 ip4:198.51.100.0/24 -all")),
    Case("spf-all", "wrong", spf("v=spf1 ip4:192.0.2.0/24 +all")),
    Case("spf-too-long", "wrong", lambda z: [z.add("@", "TXT", f'"filler{n} {"x" * 200}"') for n in range(7)]),
    Case("spf-mx-limit", "wrong", spf(f"v=spf1 ip4:192.0.2.0/24 mx:many.{HOSTS} -all")),
    Case("spf-type99", "stale", lambda z: z.add("@", "SPF", '"v=spf1 -all"')),
    Case("dkim-missing", "missing", lambda z: z.drop("s1._domainkey")),
    Case("dkim-mismatch", "wrong",
         text_at("s1._domainkey", '"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="')),
    Case("dkim-parse", "wrong", text_at("s1._domainkey", '"v=DKIM1; p=not*base64"')),
    Case("dkim-revoked", "wrong", text_at("s1._domainkey", '"v=DKIM1; p="')),
    Case("dkim-testing", "wrong",
         lambda z: z.put("s1._domainkey", "TXT", z.data("s1._domainkey", "TXT").replace("k=ed25519", "k=ed25519; t=y"))),
    Case("dmarc-missing", "missing", lambda z: z.drop("_dmarc")),
    Case("dmarc-multiple", "conflict", lambda z: z.add("_dmarc", "TXT", '"v=DMARC1; p=none"')),
    Case("dmarc-syntax", "wrong", text_at("_dmarc", '"v=DMARC1; p=maybe"')),
    Case("dmarc-policy-weak", "wrong", text_at("_dmarc", f'"v=DMARC1; p=reject; sp=none; rua=mailto:dmarc@{HOSTS}"')),
    Case("dmarc-external-rua", "missing", text_at("_dmarc", f'"v=DMARC1; p=reject; rua=mailto:dmarc@{GONE}"')),
    Case("mtasts-record", "missing", lambda z: z.drop("_mta-sts")),
    Case("tlsrpt", "missing", lambda z: z.drop("_smtp._tls")),
    Case("caa-blocks-issuer", "wrong", lambda z: z.put("@", "CAA", '0 issue "other.example"')),
    Case("caa-syntax", "wrong", lambda z: z.add("@", "CAA", '0 issue "ca.example; account uri"')),
    Case("caa-unknown-critical", "wrong", lambda z: z.add("@", "CAA", '128 tbs "x"')),
    Case("caa-missing", "missing", lambda z: z.drop("@", "CAA")),
    # the zone and its servers
    Case("auth-lame", "wrong", lambda z: z.name_servers.append(f"ns-lame.{HOSTS}.")),
    Case("auth-unreachable", "wrong", lambda z: z.name_servers.append(f"ns-nobody.{HOSTS}.")),
    Case("auth-disagree", "conflict", lambda z: z.name_servers.append(f"ns-other.{HOSTS}.")),
    Case("case-0x20", "wrong", lambda z: z.name_servers.append(f"ns-lower.{HOSTS}.")),
    Case("rcode-noise", "wrong", lambda z: z.name_servers.append(f"ns-noisy.{HOSTS}.")),
    Case("auth-tcp", "wrong", lambda z: z.name_servers.extend([f"ns-cut.{HOSTS}.", f"ns-slim.{HOSTS}."])),
    Case("ttl-too-long", "wrong", lambda z: z.age("_imaps._tcp", "SRV", 172800)),
    Case("ttl-too-short", "wrong", lambda z: z.age("_imaps._tcp", "SRV", 5)),
    Case("negative-ttl", "wrong", lambda z: setattr(z, "soa", "3600 900 1209600 86400")),
    Case("soa-sane", "wrong", lambda z: setattr(z, "soa", "900 3600 1209600 300")),
]
