"""A real nginx, on 127.0.0.1 and in a directory of its own."""

import os
import pathlib
import socket
import subprocess
import tempfile

import daemon

FRAME = """
worker_processes 1;
daemon off;
{user}
pid {directory}/nginx.pid;
error_log {directory}/error.log;
events {{ worker_connections 1024; }}
http {{
  log_format asked '$request_method $scheme://$host$uri $status $remote_user';
  access_log {directory}/access.log asked;
  client_body_temp_path {directory}/body;
  proxy_temp_path {directory}/proxy;
  fastcgi_temp_path {directory}/fastcgi;
  uwsgi_temp_path {directory}/uwsgi;
  scgi_temp_path {directory}/scgi;
{servers}
}}
"""
BEFORE_THE_DAEMON = """
  upstream fingerpost {{ server 127.0.0.1:{backend}; keepalive 8; }}
  server {{
    listen 127.0.0.1:{port};
    # whoever connects may say from where, so that a test can be many clients
    set_real_ip_from 127.0.0.0/8;
    real_ip_header X-Test-Client;
    location / {{
      proxy_pass http://fingerpost;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host {host};
      proxy_set_header X-Forwarded-Host $host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
    }}
  }}
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class WebServer:
    """nginx with these lines inside its http block; a context manager. address, port: of those that it listens on."""

    def __init__(self, servers, port, address="127.0.0.1"):
        self._program = daemon.need("nginx", package="nginx-light")
        self._directory = tempfile.TemporaryDirectory(prefix="fingerpost-nginx-")
        self.port = port
        self._address = address
        self.folder = pathlib.Path(self._directory.name)
        self.file = self.folder / "nginx.conf"
        # root of a user namespace has nobody else to give way to
        user = "user root;" if os.geteuid() == 0 else ""
        self.file.write_text(FRAME.format(directory=self.folder, user=user, servers=servers))

    def __enter__(self):
        with open(self.folder / "said", "wb") as said:
            self._process = subprocess.Popen(
                [self._program, "-p", self._directory.name, "-c", str(self.file)], stdout=said, stderr=said)
        if not daemon.eventually(self._answers, 10):
            reason = (self.folder / "said").read_text(errors="replace")
            self.__exit__()
            raise RuntimeError("nginx did not start:\n" + reason)
        return self

    def _answers(self):
        try:
            socket.create_connection((self._address, self.port), timeout=1).close()
            return True
        except OSError:
            return False

    def __exit__(self, *_):
        daemon.stop(self._process)
        self._directory.cleanup()

    def answered(self):
        """"GET https://autoconfig.example.com/mail/config-v1.1.xml 200 -" for each request, in their order; the last
        word is the user who sent a password along."""
        return (self.folder / "access.log").read_text().splitlines()


class Nginx(WebServer):
    """with Nginx(daemon.public) as proxy: web.request(proxy.port, …)

    host: what the daemon gets as Host, the proxy's own name by default."""

    def __init__(self, backend, host="fingerpost.internal"):
        port = free_port()
        super().__init__(BEFORE_THE_DAEMON.format(backend=backend, port=port, host=host), port)
