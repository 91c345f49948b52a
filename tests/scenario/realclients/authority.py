"""A certificate authority for tests, made with openssl."""

import pathlib
import subprocess

import daemon

KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]


class Authority:
    """Signs certificates for host names; keeps everything in a folder of its own."""

    def __init__(self, folder):
        self._openssl = daemon.need("openssl", package="openssl")
        self._folder = pathlib.Path(folder)
        self._folder.mkdir()
        self._make("authority")

    def _make(self, name, *words):
        made = [self._folder / f"{name}.{kind}" for kind in ("crt", "key")]
        subprocess.run([self._openssl, "req", "-x509", *KEY, "-subj", f"/CN={name}", "-out", made[0],
                        "-keyout", made[1], *words], capture_output=True, check=True, timeout=30)
        return made

    @property
    def root(self):
        """What a client has to trust, as PEM."""
        return (self._folder / "authority.crt").read_text()

    def certificate(self, host):
        """[file of the certificate, file of its key]"""
        signer = [self._folder / f"authority.{kind}" for kind in ("crt", "key")]
        return self._make(host, "-CA", signer[0], "-CAkey", signer[1], "-addext", f"subjectAltName=DNS:{host}",
                          "-addext", "basicConstraints=critical,CA:FALSE",
                          "-addext", "extendedKeyUsage=serverAuth")
