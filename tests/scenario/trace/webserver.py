"""A real nginx with TLS in front of the daemon, on a loopback address of its own and the web's own ports."""

import pathlib
import random
import socket
import subprocess
import unittest

import daemon

CONFIGURATION = """
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  ssl_certificate {folder}/server.pem;
  ssl_certificate_key {folder}/server.key;
  server {{
    listen {address}:80 default_server;
    listen {address}:443 ssl default_server;
    location / {{
      proxy_pass http://127.0.0.1:{backend};
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-Proto $scheme;
    }}
  }}
  server {{
    listen {address}:80;
    listen {address}:443 ssl;
    server_name {asking};
    add_header WWW-Authenticate 'Basic realm="dav"' always;
    return 401;
  }}
  server {{
    listen {address}:80;
    listen {address}:443 ssl;
    server_name .{talking};
    default_type text/html;
    return 200 '<html><body>Welcome</body></html>';
  }}
}}
"""
EXTENSIONS = """[ca]
basicConstraints=critical,CA:TRUE
[server]
subjectAltName={names}
"""


def openssl(folder, *words):
    subprocess.run([daemon.need("openssl", "openssl"), *words], cwd=folder, check=True, capture_output=True)


def make_certificates(folder, names):
    """ca.pem, and server.pem with server.key for these names."""
    extensions = EXTENSIONS.format(names=",".join("DNS:" + name for name in names))
    (folder / "extensions").write_text(extensions)
    for who in ("ca", "server"):
        openssl(folder, "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-subj", f"/CN=Test {who}", "-keyout", f"{who}.key", "-out", f"{who}.csr")
    signing = ["x509", "-req", "-days", "2", "-extfile", "extensions"]
    openssl(folder, *signing, "-extensions", "ca", "-in", "ca.csr", "-signkey", "ca.key", "-out", "ca.pem")
    openssl(folder, *signing, "-extensions", "server", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
            "-CAcreateserial", "-out", "server.pem")


def own_address():
    """A loopback address that nobody else uses; skips the test where ports below 1024 are not for us."""
    address = ".".join(["127", *(str(random.randint(1, 254)) for _ in range(3))])
    try:
        socket.create_server((address, 443)).close()
    except PermissionError:
        raise unittest.SkipTest("the ports 80 and 443 may not be used here")
    return address


class Webserver:
    """with Webserver(folder, backend, names, asking, talking) as web: web.address, web.authority

    asking: a host that answers 401; talking: a domain whose hosts answer a page for people to everything."""

    def __init__(self, folder, backend, names, asking, talking):
        self._program = daemon.need("nginx", package="nginx-light")
        self.address = own_address()
        self.folder = pathlib.Path(folder)
        self.authority = self.folder / "ca.pem"
        make_certificates(self.folder, names)
        self.file = self.folder / "nginx.conf"
        self.file.write_text(CONFIGURATION.format(folder=self.folder, address=self.address, backend=backend,
                                                  asking=asking, talking=talking))

    def __enter__(self):
        self._process = subprocess.Popen([self._program, "-p", str(self.folder), "-c", str(self.file)],
                                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not daemon.eventually(self._answers, 10):
            self.__exit__()
            raise RuntimeError("nginx did not start")
        return self

    def _answers(self):
        try:
            socket.create_connection((self.address, 443), timeout=1).close()
            return True
        except OSError:
            return False

    def __exit__(self, *_):
        daemon.stop(self._process)
