"""BIND, in a directory and on a port of its own, and the programs that judge zone files."""

import pathlib
import re
import socket
import subprocess

from daemon import eventually, need, stop

OPTIONS = """options {{ directory "{folder}"; listen-on port {port} {{ 127.0.0.1; }}; listen-on-v6 {{ none; }};
  pid-file none; session-keyfile "{folder}/session.key"; recursion {recursion}; dnssec-validation no; notify no;
  allow-transfer {{ any; }}; check-srv-cname fail; check-mx-cname fail; check-names primary fail; }};
controls {{ }};
"""
STRICT = ["-i", "local", "-k", "fail", "-m", "fail", "-M", "fail", "-S", "fail", "-n", "fail", "-l", "604800"]
CHECKERS = {
    "named-checkzone": ("bind9-utils", lambda zone, path: [*STRICT, zone, path]),
    "kzonecheck": ("knot-dnsutils", lambda zone, path: ["-o", zone, path]),
    "nsd-checkzone": ("nsd", lambda zone, path: [zone, path]),
}


def run(*words):
    done = subprocess.run([*map(str, words)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=30, check=False)
    return done.returncode, done.stdout


def checked(checker, zone, path):
    """(exit code, what it said)"""
    package, words = CHECKERS[checker]
    return run(need(checker, package), *words(zone, path))


def check_configuration(path):
    return run(need("named-checkconf", "bind9-utils"), "-z", path)


def free_port():
    with socket.socket() as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
        tcp.bind(("127.0.0.1", 0))
        udp.bind(tcp.getsockname())
        return tcp.getsockname()[1]


def records_in(answer):
    """dig's lines as (owner, TTL, type, data)."""
    lines = [re.split(r"\s+", line, maxsplit=4) for line in answer.splitlines() if line.strip()]
    return [(owner.lower(), int(ttl), kind, data) for owner, ttl, _, kind, data in lines]


class Named:
    """named -g with these lines in its configuration; a context manager.

    port: a free one by default; recursion: "yes" follows an alias from one zone into another."""

    def __init__(self, folder, zones, port=None, recursion="no"):
        self.program = need("named", "bind9")
        self.dig = need("dig", "bind9-dnsutils")
        self.folder = pathlib.Path(folder)
        self.port = port or free_port()
        self.file = self.folder / "named.conf"
        self.file.write_text(OPTIONS.format(folder=self.folder, port=self.port, recursion=recursion) + zones)

    def __enter__(self):
        words = [self.program, "-4", "-n", "1", "-g", "-c", str(self.file)]
        with open(self.folder / "named.log", "wb") as log:
            self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        if not eventually(self.settled, 10) or self.process.poll() is not None:
            self.__exit__()
            raise RuntimeError("named did not start:\n" + self.log())
        return self

    def __exit__(self, *_):
        stop(self.process)

    def settled(self):
        return self.process.poll() is not None or " all zones loaded" in self.log()

    def log(self):
        return (self.folder / "named.log").read_text(errors="replace")

    def ask(self, name, kind):
        code, answer = run(self.dig, "@127.0.0.1", "-p", self.port, "+noall", "+answer", "+norecurse",
                           "+tries=2", "+time=3", "+nocmd", "+nocomments", "+noidnin", name, kind)
        if code != 0:
            raise RuntimeError(answer)
        return records_in(answer)

    def transfer(self, zone):
        """The whole zone without what belongs to any zone."""
        return {record for record in self.ask(zone, "AXFR") if record[2] not in ("SOA", "NS")}
