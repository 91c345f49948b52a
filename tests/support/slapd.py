"""A real slapd of its own on 127.0.0.1, with a certificate for that address of an authority made for it.

    with Slapd(directory) as slapd:
        daemon.cli("ldapserver", "add", *slapd.options(), "--domain", "example.com")
"""

import socket
import subprocess

import daemon
from nginx import free_port

SUFFIX = "dc=example,dc=com"
PASSWORD = "Pa55-of-the-directory"
READER = f"cn=reader,{SUFFIX}"

CONFIGURATION = """include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {directory}/pid
TLSCertificateFile {directory}/server.pem
TLSCertificateKeyFile {directory}/server.key
database mdb
suffix {suffix}
directory {directory}
maxsize 10485760
rootdn {reader}
rootpw {password}
access to * by anonymous auth by * none
"""

PEOPLE = f"""dn: {SUFFIX}
objectClass: domain
dc: example

dn: cn=jane,{SUFFIX}
objectClass: inetOrgPerson
cn: Jane Doe & Co
sn: Doe
uid: jdoe
mail: {{mail}}
"""

KEY = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
CERTIFICATES = f"""
openssl req -x509 -days 2 -subj /CN=CA -addext basicConstraints=critical,CA:TRUE {KEY} -keyout ca.key -out ca.pem
openssl req -subj /CN=server {KEY} -keyout server.key -out server.csr
openssl x509 -req -days 2 -in server.csr -CA ca.pem -CAkey ca.key -extfile names -out server.pem
"""


class Slapd:
    """mail: the address of jdoe, the only person there."""

    def __init__(self, directory, mail="jane@example.com"):
        self._program = daemon.need("slapd", package="slapd")
        daemon.need("openssl", package="openssl")
        self.directory = directory
        self.plain_port, self.tls_port = free_port(), free_port()
        self.ca_file = directory / "ca.pem"
        self.password_file = directory / "password"
        self.password_file.write_text(PASSWORD + "\n")
        self._file = directory / "slapd.conf"
        self._file.write_text(CONFIGURATION.format(
            directory=directory, suffix=SUFFIX, reader=READER, password=PASSWORD))
        (directory / "names").write_text("subjectAltName=IP:127.0.0.1\n")
        (directory / "people.ldif").write_text(PEOPLE.format(mail=mail))
        self._run(["sh", "-ec", CERTIFICATES])
        self._run([daemon.tool("slapadd"), "-f", str(self._file), "-l", "people.ldif"])
        self._process = None

    def _run(self, words):
        subprocess.run(words, cwd=self.directory, check=True, capture_output=True)

    def start(self):
        urls = f"ldap://127.0.0.1:{self.plain_port}/ ldaps://127.0.0.1:{self.tls_port}/"
        self._process = subprocess.Popen(
            [self._program, "-d", "0", "-f", str(self._file), "-h", urls],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not daemon.eventually(self._answers, 20):
            raise RuntimeError("slapd did not start")

    def _answers(self):
        try:
            socket.create_connection(("127.0.0.1", self.tls_port), timeout=1).close()
            return True
        except OSError:
            return False

    def stop(self):
        if self._process:
            daemon.stop(self._process)
        self._process = None

    def options(self, tls=True):
        """Of "ldapserver add"."""
        port = self.tls_port if tls else self.plain_port
        return ["--name", "127.0.0.1", "--port", port, "--use-ssl", "yes" if tls else "no",
                "--search-base", SUFFIX, "--bind-user", READER, "--bind-password-file", self.password_file]

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
