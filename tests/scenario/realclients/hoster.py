"""A mail hoster as an operator runs one: the daemon, nginx with TLS in front of it, and BIND with the records
that the daemon's program exported."""

import contextlib
import itertools
import pathlib
import tempfile
import urllib.parse

import authority
import daemon
import nameserver
import nginx
import told
import web
from sites import REDIRECT_COMMANDS, SITES

SERVERS = ["--type imap --name imap.hosting.test",
           "--type imap --name imap.hosting.test --socket-type STARTTLS",
           "--type pop --name pop.hosting.test",
           "--type smtp --name smtp.hosting.test",
           "--type smtp --name smtp.hosting.test --socket-type STARTTLS"]
CLOSED = """
  server { listen 127.0.0.1:80 default_server; return 404; }
  server { listen 127.0.0.1:443 ssl default_server; ssl_reject_handshake on; }
"""
SERVER = """  server {{
    listen 127.0.0.1:{listen};
    server_name {host};
    {locations}
    location / {{ return 404; }}
  }}
"""
PASS = """
      proxy_pass http://127.0.0.1:{port};
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
    """
# nobody's mail domains; below the root nothing else exists
OTHER_ZONES = {"mx-hosting.test": "* A 127.0.0.1\n", ".": ""}
ZONE = """$TTL 3600
$ORIGIN {origin}
@ SOA ns.hosting.test. hostmaster.hosting.test. 1 3600 600 86400 60
@ NS ns.hosting.test.
@ A 127.0.0.1
"""


class Hoster:
    """A context manager. daemon: the Daemon; asked(): what nginx was asked; root: the authority to trust."""

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self.folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fingerpost-")))
            self.daemon = stack.enter_context(daemon.Daemon(proxy_count=1, loglevel="DEBUG"))
            self._fill()
            self._authorities = {name: authority.Authority(self.folder / name) for name in ("trusted", "stranger")}
            self.root = self._authorities["trusted"].root
            self._nginx = stack.enter_context(nginx.WebServer(self._servers(), port=443))
            stack.enter_context(nameserver.Named(self.folder, self._zones(), port=53, recursion="yes"))
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *problem):
        return self._stack.__exit__(*problem)

    def asked(self, domain):
        """The requests that were answered at this domain or one below it."""
        return [line for line in self._nginx.answered()
                if f".{urllib.parse.urlsplit(line.split()[1]).hostname}".endswith(f".{domain}")]

    def _fill(self):
        self.daemon.cli("provider", "add", "Example Hosting")
        for words in SERVERS:
            self.daemon.cli("server", "add", *words.split())
        served = sorted((site.offers, domain) for domain, site in SITES.items() if site.offers)
        for offers, group in itertools.groupby(served, key=lambda pair: pair[0]):
            options = [word for number in offers.split() for word in ("--server", number)]
            self.daemon.cli("domain", "add", *[domain for _, domain in group], "--provider", 1, *options)
        for words in REDIRECT_COMMANDS:
            self.daemon.cli(*words)
        if not daemon.eventually(lambda: told.hosts(self.daemon, f"fred@{served[-1][1]}")):
            raise RuntimeError("the domains are not served:\n" + self.daemon.log())

    def _servers(self):
        """A server block for each scheme and host of the doors, with a location for each door."""
        doors = [(urllib.parse.urlsplit(url.format(domain=domain)), domain, door)
                 for domain, site in SITES.items() for url, door in site.doors.items()]
        doors.sort(key=lambda row: row[0][:2])
        return CLOSED + "".join(self._server(scheme, host, list(rows))
                                for (scheme, host), rows in itertools.groupby(doors, key=lambda row: row[0][:2]))

    def _server(self, scheme, host, rows):
        lines = [f"location {url.path} {{ {self._says(url.path, domain, door)} }}" for url, domain, door in rows]
        if scheme == "https":
            door = rows[0][2]
            certificate = self._authorities[door.issuer].certificate(door.named or host)
            lines.append("ssl_certificate {}; ssl_certificate_key {};".format(*certificate))
        return SERVER.format(listen="443 ssl" if scheme == "https" else "80", host=host, locations="\n    ".join(lines))

    def _says(self, path, domain, door):
        if door.spoil:
            document = door.spoil(self._document(path, f"fred@{domain}"))
            return f"default_type {door.type}; return 200 '{document}';"
        return door.says or PASS.format(port=self.daemon.public)

    def _document(self, path, address):
        pox = path.startswith("/autodiscover")
        answer = told.pox(self.daemon, address) if pox else self.daemon.get(web.autoconfig(address))
        return answer.text

    def _zones(self):
        records = {domain: site.records + self._included(domain, site) for domain, site in SITES.items()}
        return "".join(itertools.starmap(self._zone, [*OTHER_ZONES.items(), *records.items()]))

    def _zone(self, domain, records):
        file = self.folder / f"db.{domain}"
        file.write_text(ZONE.format(origin=domain.rstrip(".") + ".") + records)
        return f'zone "{domain}" {{ type primary; file "{file}"; }};\n'

    def _included(self, domain, site):
        if not site.offers:
            return ""
        host = site.points_to.format(domain=domain)
        self.daemon.cli("dns", "export", "--snippet", domain, "--out", self.folder, "--public-hostname", host)
        inside = f"{host}. A 127.0.0.1\n" if host.endswith(f".{domain}") else ""
        return f"$INCLUDE {self.folder}/{domain}.discovery.inc\n" + inside
