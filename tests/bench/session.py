"""What all benchmarks of one run share: the programs built, a scratch folder, cores, databases."""

import json
import os
import pathlib

import measure

PEOPLE = "jane.doe"
PROVIDER, OTHER_PROVIDER = 9001, 9002
SERVERS = ((9001, "imap.host.test", 993, "imap"), (9002, "pop.host.test", 995, "pop"),
           (9003, "smtp.host.test", 465, "smtp"))
FIRST_ID = 10000
EXAMPLE_DOMAINS = 4  # what `fingerpost import example` makes


def domain(number):
    """17 characters, as an average domain"""
    return f"c{number:06d}.host.test"


def autoconfig_path(name):
    return f"/mail/config-v1.1.xml?emailaddress={PEOPLE}@{name}"


class Session:
    def __init__(self, build, folder, options):
        self.build = pathlib.Path(build).resolve()
        self.folder = pathlib.Path(folder)
        self.quick = options.quick
        self.rounds = options.rounds or (2 if options.quick else 5)
        self.seconds = options.seconds or (1 if options.quick else 4)
        cores = sorted(os.sched_getaffinity(0))
        if len(cores) < 2:
            raise measure.CannotMeasure("two processor cores are needed: one for servers, one for clients")
        self.server_core, self.client_core = cores[0], cores[-1]
        os.sched_setaffinity(0, {self.client_core})
        self.databases = {}
        self.insert_seconds = {}

    def program(self, name):
        path = self.build / name
        if not path.exists():
            raise measure.CannotMeasure(f"{name} is not built: ./dev bench builds it")
        return path

    def say(self, text):
        print(f"# {text}", flush=True)

    def database(self, domains):
        """A file with so many domains, each with the same three servers; made once in a run"""
        if domains not in self.databases:
            self.databases[domains] = self.make_database(domains)
        return self.databases[domains]

    def make_database(self, domains):
        path = self.folder / f"{domains}.db"
        self.say(f"making a database of {domains:,} domains")
        measure.run([self.program("fingerpost"), "import", "example", "--db-uri", f"sqlite:///{path}"],
                    self.server_core)
        for name, value in (("mx", "mx1.example.com"), ("mta_sts", "enforce")):
            measure.run([self.program("fingerpost"), "attribute", "set", "--domain", "example.com", name, value,
                         "--db-uri", f"sqlite:///{path}"], self.server_core)
        # the sqlite3 tool, as only a program of its own can be interrupted
        cost = measure.run([measure.tool("sqlite3"), "-bail", path], self.server_core,
                           input=insertion(domains - EXAMPLE_DOMAINS).encode())
        self.insert_seconds[domains] = cost.seconds
        return path

    def serve(self, database, *options):
        """The daemon on one core; `port` and `admin_port` say where"""
        port, admin_port = measure.free_port(), measure.free_port()
        command = [self.program("fingerpost"), "serve", "--db-uri", f"sqlite:///{database}",
                   "--listen", f"127.0.0.1:{port}", "--admin-listen", f"127.0.0.1:{admin_port}",
                   "--workers", "1", "--rate-limit", "0", *options]
        running = measure.Running(command, self.server_core, self.folder / f"serve-{port}.log")
        running.port, running.admin_port = port, admin_port
        return running


def insertion(domains):
    """In one transaction, by statements as an operator would write them"""
    servers = ", ".join(f"({number}, '{host}', {port}, '{kind}', 'SSL', '%EMAILADDRESS%', 'plain')"
                        for number, host, port, kind in SERVERS)
    return f"""BEGIN;
        INSERT INTO provider (id, name, short_name)
            VALUES ({PROVIDER}, 'Bench Mail', 'Bench'), ({OTHER_PROVIDER}, 'Other Mail', 'Other');
        INSERT INTO server (id, name, port, type, socket_type, user_name, authentication) VALUES {servers};
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {domains})
            INSERT INTO domain (id, name, provider_id)
            SELECT {FIRST_ID} + i, printf('c%06d.host.test', i), {PROVIDER} FROM n;
        INSERT INTO server_domain (server_id, domain_id) SELECT server.id, domain.id FROM server, domain
            WHERE server.id >= 9001 AND domain.id >= {FIRST_ID} ORDER BY server.id, domain.id;
        COMMIT;"""


def wait_ready(running):
    """Seconds from the start until the daemon says that it is ready"""
    def ready():
        status, _, body = measure.fetch(running.admin_port, "/health/ready")
        return status == 200 and json.loads(body)["domains"] > 0
    return running.wait_until(ready)
