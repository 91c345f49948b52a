"""BIND, Knot and NSD as secondaries of a hidden primary, each in a directory and on a port of its own."""

import pathlib
import subprocess

from daemon import eventually, need, stop
from nameserver import free_port, records_in, run

CATALOG = "catalog.test"
SECRET = "c2l4dGVlbiBvY3RldHMgYW5kIHNvbWUgbW9yZSE="


def key_text(name="transfer", secret=SECRET):
    return f'key "{name}" {{ algorithm hmac-sha256; secret "{secret}"; }};\n'


class Secondary:
    """A context manager; start() and stop() may be called again."""

    def __init__(self, folder, primary):
        self.folder = pathlib.Path(folder) / type(self).__name__
        self.folder.mkdir()
        self.primary = primary
        self.port = free_port()
        self.dig = need("dig", "bind9-dnsutils")
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self):
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(self.words(), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        eventually(lambda: self.process.poll() is not None or self.answers(), 20)
        if self.process.poll() is not None:
            raise RuntimeError(f"{type(self).__name__} did not start: {self.process.returncode}\n" + self.log())

    def stop(self):
        stop(self.process)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def log(self):
        return (self.folder / "log").read_text(errors="replace")

    def answers(self):
        return run(self.dig, "@127.0.0.1", "-p", self.port, "+tries=1", "+time=1", "version.bind", "TXT", "CH")[0] == 0

    def ask(self, name, kind):
        code, answer = run(self.dig, "@127.0.0.1", "-p", self.port, "+noall", "+answer", "+norecurse", "+tries=1",
                           "+time=2", "+nocmd", "+nocomments", "+noidnin", name, kind)
        return records_in(answer) if code == 0 else []

    def zone(self, name):
        """All records of a zone but its SOA; empty while it is not there."""
        code, answer = run(self.dig, "@127.0.0.1", "-p", self.port, "+noall", "+answer", "+nocmd", "+nocomments",
                           "+noidnin", "+tries=1", "+time=2", name, "AXFR")
        lines = [line for line in answer.splitlines() if not line.startswith(";")]
        return {one for one in records_in("\n".join(lines)) if one[2] != "SOA"} if code == 0 else set()

    def serial(self, zone):
        """None while it has no such zone."""
        found = [data for _, _, kind, data in self.ask(zone, "SOA") if kind == "SOA"]
        return int(found[0].split()[2]) if found else None


class Bind(Secondary):
    def words(self):
        primaries = f'{{ 127.0.0.1 port {self.primary} key "transfer"; }}'
        file = self.folder / "named.conf"
        file.write_text(f"""{key_text()}
options {{ directory "{self.folder}"; listen-on port {self.port} {{ 127.0.0.1; }}; listen-on-v6 {{ none; }};
  pid-file none; session-keyfile "{self.folder}/session.key"; recursion no; dnssec-validation no; notify no;
  allow-transfer {{ any; }};
  catalog-zones {{ zone "{CATALOG}" default-primaries {primaries} in-memory yes min-update-interval 1; }}; }};
controls {{ }};
zone "{CATALOG}" {{ type secondary; primaries {primaries}; file "catalog.db"; }};
""")
        return [need("named", "bind9"), "-4", "-n", "1", "-g", "-c", str(file)]


class Knot(Secondary):
    def words(self):
        (self.folder / "db").mkdir(exist_ok=True)
        file = self.folder / "knot.conf"
        file.write_text(f"""server:
    listen: 127.0.0.1@{self.port}
    rundir: {self.folder}
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
log:
  - target: stderr
    any: info
database:
    storage: {self.folder}/db
key:
  - id: transfer
    algorithm: hmac-sha256
    secret: {SECRET}
remote:
  - id: primary
    address: 127.0.0.1@{self.primary}
    key: transfer
acl:
  - id: notify
    address: 127.0.0.1
    key: transfer
    action: notify
  - id: anybody
    address: 127.0.0.1
    action: transfer
template:
  - id: default
    storage: {self.folder}
  - id: member
    storage: {self.folder}
    master: primary
    acl: [notify, anybody]
zone:
  - domain: {CATALOG}
    master: primary
    acl: notify
    catalog-role: interpret
    catalog-template: member
""")
        return [need("knotd", "knot"), "-c", str(file)]


class Nsd(Secondary):
    """Knows no catalog zones: the zones are named beforehand."""

    def __init__(self, folder, primary, zones):
        super().__init__(folder, primary)
        self.zones = zones

    def words(self):
        file = self.folder / "nsd.conf"
        zones = "".join(f"""zone:
    name: {zone}
    zonefile: "{zone}.zone"
    request-xfr: 127.0.0.1@{self.primary} transfer
    allow-notify: 127.0.0.1 transfer
    provide-xfr: 127.0.0.1 NOKEY
""" for zone in self.zones)
        file.write_text(f"""server:
    ip-address: 127.0.0.1@{self.port}
    server-count: 1
    username: ""
    chroot: ""
    zonesdir: "{self.folder}"
    pidfile: "{self.folder}/pid"
    database: ""
    zonelistfile: "{self.folder}/zone.list"
    xfrdfile: "{self.folder}/xfrd.state"
    xfrdir: "{self.folder}"
    xfrd-reload-timeout: 0
    verbosity: 2
remote-control:
    control-enable: no
key:
    name: transfer
    algorithm: hmac-sha256
    secret: "{SECRET}"
{zones}""")
        return [need("nsd", "nsd"), "-d", "-c", str(file)]
