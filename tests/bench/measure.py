"""Programs that are started, watched and ended, and what they cost."""

import contextlib
import dataclasses
import http.client
import os
import pathlib
import resource
import shutil
import socket
import subprocess
import time

PATIENCE = 300  # seconds that anything may take
PACKAGES = {"wrk": "wrk", "nginx": "nginx-light", "sqlite3": "sqlite3", "named-compilezone": "bind9-utils",
            "taskset": "util-linux", "openssl": "openssl", "named": "bind9", "tsig-keygen": "bind9",
            "nsupdate": "bind9-dnsutils", "dig": "bind9-dnsutils", "knotd": "knot", "dnsperf": "dnsperf"}


class CannotMeasure(Exception):
    pass


def tool(name):
    path = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin:/usr/local/sbin")
    if path is None:
        raise CannotMeasure(f"{name} is missing: apt-get install {PACKAGES[name]}")
    return path


def pinned(core, command):
    return [tool("taskset"), "-c", str(core), *map(str, command)]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def cpu_seconds(pid):
    """User and system time of all its threads: the clock that clock_getcpuclockid(3) gives, as
    /proc/PID/stat counts in hundredths, which is too coarse for a round of one second"""
    return time.clock_gettime((~pid << 3) | 2)


def children(pid):
    found = []
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]  # proc(5)
            if int(parent) == pid:
                found.append(int(entry.name))
    return found


class Running:
    """A server that is ended with the block it was started in."""

    def __init__(self, command, core, log):
        self.log = pathlib.Path(log)
        self.started = time.monotonic()
        with open(log, "wb") as output:
            self.process = subprocess.Popen(pinned(core, command), stdin=subprocess.DEVNULL, stdout=output,
                                            stderr=output)
        self.workers = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)

    def pids(self):
        return [self.process.pid, *self.workers]

    def cpu_seconds(self):
        return sum(cpu_seconds(pid) for pid in self.pids())

    def resident_mib(self):
        lines = [line for pid in self.pids() for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()]
        return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024

    def wait_until(self, answers):
        """Asks until `answers()` is true; its connection may be refused before"""
        while time.monotonic() < self.started + PATIENCE:
            if self.process.poll() is not None:
                said = self.log.read_text(errors="replace")[-1000:]
                raise CannotMeasure(f"{self.process.args[3]} ended with {self.process.returncode}: {said}")
            try:
                if answers():
                    return time.monotonic() - self.started
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.002)
        raise CannotMeasure(f"{self.process.args[3]} was not ready after {PATIENCE} s")


@dataclasses.dataclass
class Cost:
    seconds: float
    cpu_seconds: float
    output: bytes


def used_by_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(command, core, **options):
    """Runs a program to its end; its output is kept unless options say where it goes"""
    options.setdefault("stdout", subprocess.PIPE)
    if "input" not in options:
        options["stdin"] = subprocess.DEVNULL
    cpu, start = used_by_children(), time.monotonic()
    try:
        done = subprocess.run(pinned(core, command), stderr=subprocess.PIPE, timeout=PATIENCE, **options)
    except subprocess.TimeoutExpired as slow:
        raise CannotMeasure(f"{command[0]} took more than {PATIENCE} s") from slow
    cost = Cost(time.monotonic() - start, used_by_children() - cpu, done.stdout or b"")
    if done.returncode != 0:
        said = (done.stderr or cost.output).decode(errors="replace")[-1000:]
        raise CannotMeasure(f"{' '.join(map(str, command[:3]))} failed with {done.returncode}: {said}")
    return cost


class Client:
    """One keep-alive connection."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()

    def get(self, path):
        """(status, content type, body)"""
        self.connection.request("GET", path)
        response = self.connection.getresponse()
        return response.status, response.getheader("Content-Type"), response.read()


def fetch(port, path):
    with Client(port) as client:
        return client.get(path)
