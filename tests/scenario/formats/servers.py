"""Name servers beside BIND, each on a port and in a directory of its own. All are asked by dig's AXFR."""

import contextlib
import json
import os
import pathlib
import socket
import sqlite3
import subprocess
import threading
import unittest
import urllib.request

import nameserver
from daemon import eventually, need, stop
from readers import read_zone

SCHEMA = "/usr/share/doc/pdns-backend-sqlite3/schema.sqlite3.sql"


def transferred(port, zone):
    """What the zone holds besides SOA and NS; none before the server is there."""
    code, said = nameserver.run(need("dig", "bind9-dnsutils"), "@127.0.0.1", "-p", port, "+noall", "+answer",
                                "+nocmd", "+nocomments", "+tries=1", "+time=3", "+tcp", "+noidnin", zone, "AXFR")
    if code != 0 or " SOA" not in said.replace("\t", " "):
        return None
    return {record for record in read_zone(said) if record[2] not in ("SOA", "NS")}


@contextlib.contextmanager
def running(words, log):
    with open(log, "wb") as output:
        process = subprocess.Popen([*map(str, words)], stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    try:
        yield process
    finally:
        stop(process)


def from_knot(folder, members, catalog):
    """What Knot serves of the zones of a catalog, each from its file db.ZONE."""
    port = nameserver.free_port()
    configuration = pathlib.Path(folder) / "knot.conf"
    (pathlib.Path(folder) / "knot").mkdir()
    configuration.write_text(f"""
server:
    rundir: "{folder}"
    listen: 127.0.0.1@{port}
database:
    storage: "{folder}/knot"
acl:
  - id: all
    address: 127.0.0.1
    action: transfer
template:
  - id: default
    storage: "{folder}"
    zonefile-sync: -1
    journal-content: none
  - id: member
    storage: "{folder}"
    file: "db.%s"
    zonefile-sync: -1
    journal-content: none
    acl: all
zone:
  - domain: catalog.test
    file: "{catalog}"
    catalog-role: interpret
    catalog-template: member
""")
    code, said = nameserver.run(need("knotc", "knot"), "-c", configuration, "conf-check")
    if code != 0:
        raise RuntimeError(said)
    log = pathlib.Path(folder) / "knot.log"
    with running([need("knotd", "knot"), "-c", configuration], log):
        found = {zone: eventually(lambda zone=zone: transferred(port, zone), 10) for zone in members}
    if None in found.values():
        raise RuntimeError(log.read_text())
    return found


def from_powerdns(folder, zone, body):
    """What PowerDNS serves of a zone that its API was given the PATCH for."""
    port, web = nameserver.free_port(), nameserver.free_port()
    database, log = pathlib.Path(folder) / "pdns.db", pathlib.Path(folder) / "pdns.log"
    program = need("pdns_server", "pdns-server")
    with contextlib.closing(sqlite3.connect(database)) as connection:
        connection.executescript(pathlib.Path(SCHEMA).read_text())
    words = [program, f"--config-dir={folder}", "--launch=gsqlite3", f"--gsqlite3-database={database}",
             "--local-address=127.0.0.1", f"--local-port={port}", f"--socket-dir={folder}", "--api=yes",
             "--api-key=secret", "--webserver-address=127.0.0.1", f"--webserver-port={web}", "--guardian=no",
             "--daemon=no", "--allow-axfr-ips=127.0.0.0/8", "--zone-cache-refresh-interval=0",
             "--webserver-allow-from=127.0.0.0/8", "--setuid=", "--setgid="]

    def ask(method, path, data):
        request = urllib.request.Request(f"http://127.0.0.1:{web}/api/v1/servers/localhost/zones{path}", method=method,
                                         data=data.encode(), headers={"X-API-Key": "secret"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status

    with running(words, log) as process:
        eventually(lambda: process.poll() is not None or "Creating backend connection" in log.read_text(), 10)
        try:
            ask("POST", "", json.dumps({"name": zone, "kind": "Native", "nameservers": ["ns1.example.net."]}))
            ask("PATCH", f"/{zone}", body)
        except OSError as problem:
            said = problem.read().decode() if hasattr(problem, "read") else ""
            raise RuntimeError(f"{problem} {said}\n{log.read_text()}") from problem
        return transferred(port, zone)


def from_tinydns(folder, zone, lines):
    """What axfrdns serves of tinydns's data; each connection gets a process of its own."""
    compiler, server = need("tinydns-data", "tinydns"), need("axfrdns", "axfrdns")
    if os.geteuid() != 0:
        raise unittest.SkipTest("axfrdns changes its root directory, which takes root")
    root = pathlib.Path(folder) / "tinydns"
    root.mkdir()
    name = zone.removesuffix(".")
    (root / "data").write_text(f"Z{name}:ns1.example.net.:dns.example.net.\n&{name}::ns1.example.net.\n{lines}")
    done = subprocess.run([compiler], cwd=root, capture_output=True, text=True, timeout=30, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    settings = {"ROOT": str(root), "UID": "0", "GID": "0", "AXFR": name, "TCPREMOTEIP": "127.0.0.1",
                "TCPREMOTEPORT": "1", "TCPLOCALIP": "127.0.0.1", "TCPLOCALPORT": "53"}
    with socket.create_server(("127.0.0.1", 0)) as listener:
        def serve():
            connection, _ = listener.accept()
            with connection:
                subprocess.run([server], stdin=connection, stdout=connection, stderr=subprocess.DEVNULL,
                               env=settings, timeout=20, check=False)
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        found = transferred(listener.getsockname()[1], zone)
    thread.join(20)
    return found
