"""A real nginx in front of the daemon, on 127.0.0.1 and in a directory of its own."""

import pathlib
import socket
import subprocess
import tempfile

import daemon

CONFIGURATION = """
worker_processes 1;
daemon off;
pid {directory}/nginx.pid;
error_log {directory}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {directory}/body;
  proxy_temp_path {directory}/proxy;
  fastcgi_temp_path {directory}/fastcgi;
  uwsgi_temp_path {directory}/uwsgi;
  scgi_temp_path {directory}/scgi;
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
}}
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class Nginx:
    """with Nginx(daemon.public) as proxy: web.request(proxy.port, …)

    host: what the daemon gets as Host, the proxy's own name by default."""

    def __init__(self, backend, host="fingerpost.internal"):
        self._program = daemon.need("nginx", package="nginx-light")
        self._directory = tempfile.TemporaryDirectory(prefix="fingerpost-nginx-")
        self.port = free_port()
        self.file = pathlib.Path(self._directory.name) / "nginx.conf"
        self.file.write_text(CONFIGURATION.format(
            directory=self._directory.name, port=self.port, backend=backend, host=host))

    def __enter__(self):
        self._process = subprocess.Popen(
            [self._program, "-p", self._directory.name, "-c", str(self.file)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not daemon.eventually(self._answers, 10):
            self.__exit__()
            raise RuntimeError("nginx did not start")
        return self

    def _answers(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            return True
        except OSError:
            return False

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait(10)
        self._directory.cleanup()
