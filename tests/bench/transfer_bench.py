"""A large zone over TCP: the catalog zone as the daemon sends it, and the same zone from BIND."""

import socket
import struct
import time

import measure
from report import Figure, Row, ratio_at_most
from session import wait_ready

CATALOG = "catalog.test"
AXFR, IN = 252, 1
NAMED = """options {{ directory "{folder}"; listen-on port {port} {{ 127.0.0.1; }}; listen-on-v6 {{ none; }};
  pid-file none; session-keyfile "{folder}/session.key"; recursion no; notify no; allow-transfer {{ any; }}; }};
controls {{ }};
zone "{zone}" {{ type primary; file "{file}"; }};
"""


def question(zone, kind):
    name = b"".join(bytes([len(label)]) + label.encode() for label in zone.split("."))
    message = struct.pack(">6H", 7, 0, 1, 0, 0, 0) + name + b"\0" + struct.pack(">2H", kind, IN)
    return struct.pack(">H", len(message)) + message


def transfer(port, records):
    """The octets of a zone of so many records, read as fast as they come"""
    with socket.create_connection(("127.0.0.1", port), measure.PATIENCE) as peer, peer.makefile("rb") as stream:
        peer.sendall(question(CATALOG, AXFR))
        octets = got = 0
        while got < records:
            size, = struct.unpack(">H", stream.read(2))
            message = stream.read(size)
            flags, _, answers = struct.unpack_from(">3H", message, 2)
            if flags & 0xF or not answers:
                raise measure.CannotMeasure(f"the transfer was refused with rcode {flags & 0xF}")
            got, octets = got + answers, octets + size
        return octets


def cost_of(server, port, records):
    """(seconds, CPU seconds of the server)"""
    cpu, start = server.cpu_seconds(), time.monotonic()
    transfer(port, records)
    return time.monotonic() - start, server.cpu_seconds() - cpu


def answers(port, records):
    def ready():
        try:
            return transfer(port, records) > 0
        except (measure.CannotMeasure, struct.error):
            return False
    return ready


def named(session, zone_file):
    port, file = measure.free_port(), session.folder / "named.conf"
    file.write_text(NAMED.format(folder=session.folder, port=port, zone=CATALOG, file=zone_file))
    command = [measure.tool("named"), "-4", "-n", "1", "-g", "-c", file]
    return measure.Running(command, session.server_core, session.folder / "named.log"), port


def axfr(session):
    """AXFR of the catalog zone of many domains; BIND serves what dig wrote of it"""
    domains = 10_000 if session.quick else 100_000
    records = domains + 4  # two SOA, NS, version
    zone_file, port = session.folder / "catalog.zone", measure.free_port()
    options = ["--dns-listen", f"127.0.0.1:{port}", "--dns-secondaries", "127.0.0.1", "--dns-catalog-zone", CATALOG,
               "--nameservers", "ns1.host.test"]
    with session.serve(session.database(domains), *options) as server:
        wait_ready(server)
        text = measure.run([measure.tool("dig"), "@127.0.0.1", "-p", str(port), "+onesoa", CATALOG, "AXFR"],
                           session.client_core).output
        zone_file.write_bytes(text)
        bind, bind_port = named(session, zone_file)
        with bind:
            bind.wait_until(answers(bind_port, records))
            transfer(port, records)
            done = []
            for number in range(session.rounds):
                session.say(f"axfr: round {number + 1} of {session.rounds}, {records:,} records")
                done.append((*cost_of(server, port, records), *cost_of(bind, bind_port, records)))
    elapsed, cpu, their_elapsed, their_cpu = [Figure(values, "s") for values in zip(*done)]
    what = f"AXFR of {records:,} records / named"
    return [Row(f"{what}: time", elapsed, their_elapsed, ratio_at_most(4)),
            Row(f"{what}: CPU of the server", cpu, their_cpu, ratio_at_most(4))]
