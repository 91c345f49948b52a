"""Unbound, validating, in a directory and on a port of its own."""

import pathlib
import subprocess

from daemon import eventually, need, stop
from nameserver import free_port

CONFIGURATION = """server:
  directory: "{folder}"
  username: ""
  chroot: ""
  pidfile: ""
  interface: 127.0.0.1@{port}
  use-syslog: no
  logfile: ""
  verbosity: 1
  do-daemonize: no
  do-ip6: no
  num-threads: 1
  do-not-query-localhost: no
  module-config: "validator iterator"
  ede: yes
  local-zone: "test." nodefault
  trust-anchor-file: "{anchor}"
remote-control:
  control-enable: no
"""
STUB = 'stub-zone:\n  name: "{zone}"\n  stub-addr: 127.0.0.1@{port}\n'


class Unbound:
    """A context manager. anchor: a file of DNSKEY or DS records; zones: name -> the port on 127.0.0.1 that serves it."""

    def __init__(self, folder, anchor, zones):
        self.program = need("unbound", "unbound")
        self.folder = pathlib.Path(folder)
        self.port = free_port()
        text = CONFIGURATION.format(folder=self.folder, port=self.port, anchor=anchor)
        text += "".join(STUB.format(zone=zone, port=port) for zone, port in zones.items())
        (self.folder / "unbound.conf").write_text(text)

    def __enter__(self):
        with open(self.folder / "unbound.log", "wb") as log:
            words = [self.program, "-d", "-p", "-c", str(self.folder / "unbound.conf")]
            self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        if not eventually(lambda: self.process.poll() is not None or "start of service" in self.log(), 10) \
                or self.process.poll() is not None:
            self.__exit__()
            raise RuntimeError("unbound did not start:\n" + self.log())
        return self

    def __exit__(self, *_):
        stop(self.process)

    def log(self):
        return (self.folder / "unbound.log").read_text(errors="replace")
