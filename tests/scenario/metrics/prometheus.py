"""A Prometheus of our own, in a directory and on a port of its own."""

import json
import pathlib
import socket
import subprocess
import urllib.parse

import web
from daemon import eventually, need, stop

CONFIGURATION = """global: {{ scrape_interval: 1s, scrape_timeout: 1s }}
scrape_configs:
  - job_name: fingerpost
    static_configs: [ {{ targets: [ "127.0.0.1:{target}" ] }} ]
"""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Prometheus:
    """Scrapes 127.0.0.1:`target` every second; a context manager."""

    def __init__(self, folder, target):
        self.program = need("prometheus", "prometheus")
        self.folder = pathlib.Path(folder)
        self.port = free_port()
        self.file = self.folder / "prometheus.yml"
        self.file.write_text(CONFIGURATION.format(target=target))

    def __enter__(self):
        words = [self.program, f"--config.file={self.file}", f"--storage.tsdb.path={self.folder / 'data'}",
                 f"--web.listen-address=127.0.0.1:{self.port}", "--log.level=warn"]
        with open(self.folder / "prometheus.log", "wb") as log:
            self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            cwd=self.folder)
        if not eventually(self.is_ready, 15):
            self.__exit__()
            raise RuntimeError((self.folder / "prometheus.log").read_text(errors="replace"))
        return self

    def __exit__(self, *_):
        stop(self.process)

    def is_ready(self):
        try:
            return web.request(self.port, "GET", "/-/ready").status == 200
        except OSError:
            return False

    def ask(self, query):
        """{labels as a sorted tuple, without job, instance and name: value}, the newest."""
        target = "/api/v1/query?" + urllib.parse.urlencode({"query": query})
        answer = json.loads(web.request(self.port, "GET", target).body)
        if answer["status"] != "success":
            raise RuntimeError(answer)
        hidden = {"__name__", "job", "instance"}
        return {tuple(sorted((k, v) for k, v in row["metric"].items() if k not in hidden)): float(row["value"][1])
                for row in answer["data"]["result"]}

    def targets(self):
        answer = json.loads(web.request(self.port, "GET", "/api/v1/targets").body)
        return answer["data"]["activeTargets"]
