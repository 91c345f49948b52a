"""Answers to mail clients, against nginx and a file that holds the very same bytes."""

import contextlib
import os
import shutil

import measure
import slapd
import wrk
from report import Figure, Row, at_most, ratio_at_most
from session import EXAMPLE_DOMAINS, PEOPLE, autoconfig_path, domain, wait_ready

FEW, MANY = 10, 1_000_000
MOBILECONFIG = f"/mobileconfig/?emailaddress={PEOPLE}@{domain(0)}&name=Jane"
AUTODISCOVER = "/autodiscover/autodiscover.xml"
OUTLOOK = "http://schemas.microsoft.com/exchange/autodiscover/outlook"
AUTODISCOVER_JSON = f"/autodiscover/autodiscover.json/v1.0/{PEOPLE}@{domain(0)}?Protocol=AutodiscoverV1"
AUTODISCOVER_SOAP = "/autodiscover/autodiscover.svc"
SOAP_QUESTION = f"""<?xml version="1.0" encoding="utf-8"?>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
<GetUserSettingsRequestMessage xmlns="http://schemas.microsoft.com/exchange/2010/Autodiscover"><Request>
<Users><User><Mailbox>{PEOPLE}@{domain(0)}</Mailbox></User></Users><RequestedSettings>
<Setting>UserDisplayName</Setting><Setting>ExternalImap4Connections</Setting><Setting>ExternalSmtpConnections</Setting>
</RequestedSettings></Request></GetUserSettingsRequestMessage></s:Body></s:Envelope>"""
QUESTION = f"""<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="{OUTLOOK}/requestschema/2006"><Request><EMailAddress>{PEOPLE}@{domain(0)}</EMailAddress>
<AcceptableResponseSchema>{OUTLOOK}/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>"""

# documents that only a host's domain is asked about, and the page for people: path and host
OTHERS = {
    "PACC": ("/.well-known/user-agent-configuration.json", "ua-auto-config.example.com"),
    "MTA-STS": ("/.well-known/mta-sts.txt", "mta-sts.example.com"),
    "CalDAV pointer": ("/.well-known/caldav", "example.com"),
    "QR code": ("/mobileconfig/qr.svg?emailaddress=jane@example.com", "autoconfig.example.com"),
    "set-up page": ("/setup?emailaddress=jane@example.com", "autoconfig.example.com"),
}

# its best form: without sendfile, which costs more than it saves for a body this small
NGINX = """daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr crit;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    sendfile off;
    open_file_cache max=1000 inactive=1h;
    open_file_cache_valid 1h;
    keepalive_requests 1000000000;
    keepalive_timeout 1h;
    types {{ }}
    default_type "{content_type}";
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; root {folder}/root; }}
}}
"""


def start_nginx(session, content_type, body):
    folder, port = session.folder, measure.free_port()
    path = folder / "root" / autoconfig_path("").partition("?")[0].lstrip("/")
    path.parent.mkdir(parents=True)
    path.write_bytes(body)
    configuration = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""  # else the worker could not read our folder
    configuration.write_text(NGINX.format(user=user, folder=folder, port=port, content_type=content_type))
    running = measure.Running([measure.tool("nginx"), "-e", "stderr", "-p", folder, "-c", configuration],
                              session.server_core, folder / "nginx.log")
    running.port = port
    return running


def certificate(session):
    """Options of the daemon with which it signs profiles"""
    certificate_file, key = session.folder / "profile.crt", session.folder / "profile.key"
    measure.run([measure.tool("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                 "-nodes", "-days", "2", "-subj", "/CN=profiles.host.test", "-keyout", key, "-out", certificate_file],
                session.client_core)
    return ["--profile-certificate", certificate_file, "--profile-key", key]


def script(session, name, template, **values):
    path = session.folder / f"{name}.lua"
    path.write_text(template.format(**values))
    return path


def random_domains(session, domains):
    last = domains - EXAMPLE_DOMAINS - 1
    return script(session, f"random-{domains}", wrk.RANDOM_DOMAINS, last=last, seed=7, user=PEOPLE)


def counted_people(session):
    """Nobody twice in a round, and all of them more than are remembered"""
    return script(session, "people", wrk.COUNTED_PEOPLE, user=PEOPLE, domain=domain(0))


def check_same(nginx, few):
    path = autoconfig_path(domain(0))
    ours, theirs = measure.fetch(few.port, path), measure.fetch(nginx.port, path)
    if ours != theirs:
        raise measure.CannotMeasure(f"nginx and we answer differently: {theirs} and {ours}")


def start_with_directory(session, stack):
    """One more, whose first domain's users a real LDAP directory knows"""
    folder = session.folder / "slapd"
    folder.mkdir()
    directory = stack.enter_context(slapd.Slapd(folder, mail=f"{PEOPLE}@{domain(0)}"))
    database = shutil.copy(session.database(FEW), folder / "mail.db")
    measure.run([session.program("fingerpost"), "ldapserver", "add", *directory.options(), "--domain", domain(0),
                 "--db-uri", f"sqlite:///{database}"], session.client_core)
    known = stack.enter_context(session.serve(database, "--ldap-ca-file", directory.ca_file))
    wait_ready(known)
    if b">jdoe<" not in measure.fetch(known.port, autoconfig_path(domain(0)))[2]:
        raise measure.CannotMeasure("the directory's login is not told")
    return known


def start_servers(session, stack):
    few = stack.enter_context(session.serve(session.database(FEW), *certificate(session)))
    wait_ready(few)
    many = stack.enter_context(session.serve(session.database(MANY)))
    wait_ready(many)
    status, content_type, body = measure.fetch(few.port, autoconfig_path(domain(0)))
    if status != 200 or domain(0).encode() not in body:
        raise measure.CannotMeasure(f"no autoconfig answer: {status} {body}")
    nginx = stack.enter_context(start_nginx(session, content_type, body))
    nginx.wait_until(lambda: measure.fetch(nginx.port, autoconfig_path(domain(0)))[0] == 200)
    nginx.workers = measure.children(nginx.process.pid)
    check_same(nginx, few)
    session.say(f"the body of the autoconfig answer has {len(body)} bytes")
    return few, many, nginx


def scenarios(session, few, many, nginx, known):
    """name -> what wrk is told; run one after the other in every round"""
    get = autoconfig_path(domain(0))
    return {
        "nginx": (nginx, get),
        "autoconfig": (few, get),
        "directory": (known, get),
        "autodiscover": (few, AUTODISCOVER, script(session, "autodiscover", wrk.POST, body=QUESTION)),
        "autodiscover json": (few, AUTODISCOVER_JSON),
        "autodiscover soap": (few, AUTODISCOVER_SOAP, script(session, "soap", wrk.POST, body=SOAP_QUESTION)),
        "mobileconfig": (few, MOBILECONFIG),
        "mobileconfig cold": (few, "/", counted_people(session)),
        "random few": (few, "/", random_domains(session, FEW)),
        "random many": (many, "/", random_domains(session, MANY)),
        **{name: (few, path, None, host) for name, (path, host) in OTHERS.items()},
    }


def measured_rounds(session, plan):
    results = {name: [] for name in plan}
    for number in range(session.rounds):
        session.say(f"http: round {number + 1} of {session.rounds}")
        for name, (server, *asked) in plan.items():
            results[name].append(wrk.load(session, server, *asked))
    return results


def comparison(results, what, name, other, budget):
    """CPU with its budget, and the other figures for the record"""
    rows = []
    for field, unit, label in (("cpu_microseconds", "µs", "CPU per request"), ("per_second", "/s", "requests"),
                               ("p50", "µs", "p50"), ("p99", "µs", "p99")):
        figures = [Figure([getattr(one, field) for one in results[key]], unit) for key in (name, other)]
        rows.append(Row(f"{what}: {label}", *figures, budget if field == "cpu_microseconds" else None))
    return rows


def http(session):
    with contextlib.ExitStack() as stack:
        few, many, nginx = start_servers(session, stack)
        known = start_with_directory(session, stack)
        results = measured_rounds(session, scenarios(session, few, many, nginx, known))
        resident = [Figure([server.resident_mib()], "MiB") for server in (few, many, nginx)]
    return [
        *comparison(results, "autoconfig GET / nginx static", "autoconfig", "nginx", ratio_at_most(0.85)),
        *comparison(results, "random of 1,000,000 / of 10 domains", "random many", "random few", ratio_at_most(1.3)),
        *comparison(results, "known to a directory / autoconfig GET", "directory", "autoconfig", ratio_at_most(2)),
        *comparison(results, "autodiscover POST / autoconfig GET", "autodiscover", "autoconfig", ratio_at_most(2)),
        *comparison(results, "autodiscover JSON / autoconfig GET", "autodiscover json", "autoconfig", ratio_at_most(2)),
        *comparison(results, "autodiscover SOAP / autoconfig GET", "autodiscover soap", "autoconfig", ratio_at_most(4)),
        *comparison(results, "signed mobileconfig / autoconfig GET", "mobileconfig", "autoconfig", ratio_at_most(2)),
        *comparison(results, "cold signed mobileconfig / cached", "mobileconfig cold", "mobileconfig", None),
        *(row for name in OTHERS for row in comparison(results, f"{name} / autoconfig GET", name, "autoconfig", None)),
        Row("resident, 10 domains / nginx", resident[0], resident[2], at_most(25)),
        Row("resident, 1,000,000 domains", resident[1], None, at_most(150)),
    ]
