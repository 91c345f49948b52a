"""Certificates as a test wants them, made with the openssl command."""

import datetime
import pathlib
import subprocess

from daemon import need

CONFIGURATION = """[ca]
database = {folder}/index
new_certs_dir = {folder}
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any
[any]
commonName = supplied
"""
NOW = datetime.datetime.now(datetime.timezone.utc)


def day(number):
    """So many days from now, as openssl writes it."""
    return (NOW + datetime.timedelta(days=number)).strftime("%Y%m%d%H%M%SZ")


def openssl(*words):
    subprocess.run([need("openssl", "openssl"), *map(str, words)], stdin=subprocess.DEVNULL, check=True, capture_output=True)


class Certificate:
    """A key and a certificate in files, signed by `issuer` or by itself. from_day, to_day: from now."""

    def __init__(self, folder, name, issuer=None, names=(), from_day=-30, to_day=365, authority=False):
        self.folder = pathlib.Path(folder)
        self.name = name
        self.key = self.folder / f"{name}.key"
        self.file = self.folder / f"{name}.crt"
        self.issuer = issuer
        request = self.folder / f"{name}.csr"
        openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", self.key,
                "-subj", f"/CN={name}", "-out", request)
        extensions = self.folder / f"{name}.ext"
        alternative = f"subjectAltName = {','.join('DNS:' + host for host in names)}\n" if names else ""
        extensions.write_text(f"basicConstraints = critical,CA:{'TRUE' if authority else 'FALSE'}\n{alternative}")
        self.sign(request, extensions, day(from_day), day(to_day))

    def sign(self, request, extensions, start, end):
        configuration = self.folder / "ca.conf"
        configuration.write_text(CONFIGURATION.format(folder=self.folder))
        (self.folder / "index").touch()
        signer = ["-selfsign", "-keyfile", self.key]
        if self.issuer:
            signer = ["-cert", self.issuer.file, "-keyfile", self.issuer.key]
        openssl("ca", "-batch", "-notext", "-config", configuration, "-name", "ca", *signer, "-in", request, "-out", self.file,
                "-extfile", extensions, "-startdate", start, "-enddate", end)

    def chain(self, *above):
        """The path of a file with this certificate and those above it, its key first."""
        path = self.folder / f"{self.name}.pem"
        parts = [self.key, self.file, *(certificate.file for certificate in above)]
        path.write_text("".join(part.read_text() for part in parts))
        return path
