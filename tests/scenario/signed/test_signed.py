"""Signed configuration profiles, judged by openssl."""

import plistlib
import signal
import ssl
import subprocess

import daemon
import told

FRED = "fred@example.com"


class Signed(daemon.Scenario):
    def setUp(self):
        self.openssl = daemon.need("openssl", package="openssl")
        self.directory = self.scratch()

    def run_openssl(self, *words, data=None):
        return subprocess.run([self.openssl, *map(str, words)], input=data, cwd=self.directory, timeout=30,
                              capture_output=True, check=True).stdout

    def certificate(self, name, signer=None):
        """A key and a certificate below signer, or one that signs itself."""
        signed_by = ["-CA", f"{signer}.crt", "-CAkey", f"{signer}.key"] if signer else []
        use = [] if name.startswith("ca") else ["-addext", "basicConstraints=critical,CA:FALSE"]
        self.run_openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                         "-nodes", "-days", 2, "-subj", f"/CN={name}.example.com", "-keyout", f"{name}.key",
                         "-out", f"{name}.crt", *signed_by, *use)

    def serve(self, **settings):
        served = self.start(directory=self.directory, **settings)
        served.cli("import", "example")
        self.assert_soon(lambda: told.hosts(served, FRED))
        return served

    def signing(self, **more):
        return {"profile_certificate": self.directory / "signer.crt",
                "profile_key": self.directory / "signer.key", **more}

    def content(self, answer, *trust):
        """What openssl finds inside, once it is content with the signature."""
        return self.run_openssl("cms", "-verify", "-inform", "der", "-binary", *trust, data=answer.body)

    def test_the_signed_content_is_byte_for_byte_the_unsigned_profile(self):
        self.certificate("signer")
        served = self.serve()
        unsigned = told.profile(served, FRED)
        served.configure(**self.signing())
        served.signal(signal.SIGHUP)
        self.assert_soon(lambda: not told.profile(served, FRED).body.startswith(b"<?xml"), 5)
        signed = told.profile(served, FRED)
        self.assertEqual(self.content(signed, "-noverify"), unsigned.body)
        self.assertEqual(self.content(signed, "-CAfile", "signer.crt", "-purpose", "any"), unsigned.body)
        self.assertEqual((signed.status, signed.type), (200, "application/x-apple-aspen-config"))
        plistlib.loads(self.content(signed, "-noverify"))

    def test_a_chain_is_sent_so_that_the_root_is_enough(self):
        self.certificate("ca-root")
        self.certificate("ca-middle", signer="ca-root")
        self.certificate("signer", signer="ca-middle")
        served = self.serve(**self.signing(profile_chain=self.directory / "ca-middle.crt"))
        found = self.content(told.profile(served, FRED), "-CAfile", "ca-root.crt", "-purpose", "any")
        self.assertTrue(found.startswith(b"<?xml"))

    def test_a_second_download_has_the_same_identities(self):
        self.certificate("signer")
        served = self.serve(**self.signing())
        one, two = (plistlib.loads(self.content(told.profile(served, FRED), "-noverify")) for _ in range(2))
        self.assertEqual(one, two)

    def test_a_changed_byte_is_noticed(self):
        self.certificate("signer")
        served = self.serve(**self.signing())
        signed = told.profile(served, FRED)
        signed.body = signed.body.replace(b"imap.example.com", b"imap.attack3.com")
        with self.assertRaises(subprocess.CalledProcessError):
            self.content(signed, "-noverify")

    def test_other_documents_are_not_signed(self):
        self.certificate("signer")
        served = self.serve(**self.signing())
        self.assertTrue(told.pox(served, FRED).body.startswith(b"<?xml"))
        self.assertEqual(told.profile(served, "a@unknown.test").status, 404)

    def test_a_renewed_certificate_is_used_after_a_hangup(self):
        self.certificate("signer")
        served = self.serve(**self.signing())
        self.certificate("signer")
        served.signal(signal.SIGHUP)
        self.assert_soon(lambda: self.verifies(told.profile(served, FRED)), 5)

    def verifies(self, answer):
        try:
            return bool(self.content(answer, "-CAfile", "signer.crt", "-purpose", "any"))
        except subprocess.CalledProcessError:
            return False

    def test_a_broken_renewal_keeps_the_old_signer(self):
        self.certificate("signer")
        served = self.serve(**self.signing())
        (self.directory / "old.crt").write_bytes((self.directory / "signer.crt").read_bytes())
        (self.directory / "signer.key").write_text("no key\n")
        served.signal(signal.SIGHUP)
        self.assertTrue(served.logged("signer.key"))
        found = self.content(told.profile(served, FRED), "-CAfile", "old.crt", "-purpose", "any")
        self.assertTrue(found.startswith(b"<?xml"))

    def test_a_certificate_and_a_key_of_two_pairs_stop_the_start(self):
        self.certificate("signer")
        self.certificate("other")
        code, _, err = daemon.fingerpost(
            "serve", "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0",
            "--db-uri", f"sqlite:///{self.directory / 'mail.db'}",
            "--profile-certificate", self.directory / "signer.crt",
            "--profile-key", self.directory / "other.key")
        self.assertEqual(code, 1)
        self.assertIn("other.key", err)

    def test_the_certificate_inside_is_the_one_configured(self):
        self.certificate("signer")
        served = self.serve(**self.signing())
        inside = self.run_openssl("pkcs7", "-inform", "der", "-print_certs", data=told.profile(served, FRED).body)
        found = ssl.PEM_cert_to_DER_cert(inside[inside.index(b"-----BEGIN"):].decode().strip())
        own = ssl.PEM_cert_to_DER_cert((self.directory / "signer.crt").read_text())
        self.assertEqual(found, own)


if __name__ == "__main__":
    daemon.main()
