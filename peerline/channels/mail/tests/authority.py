"""A certificate authority of the tests' own, which the code under test trusts by the system's usual variable."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

TRUSTED = "SSL_CERT_FILE"
DAY = dt.timedelta(days=1)


@dataclass
class Authority:
    """One authority; what it makes lies in a folder."""

    folder: Path
    name: str
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def made(cls, folder: Path, name: str = "Tests") -> Authority:
        """A new one, its certificate in `NAME.pem`."""
        key, named = ec.generate_private_key(ec.SECP256R1()), _name(name)
        usage = x509.KeyUsage(
            key_cert_sign=True, crl_sign=True, digital_signature=True, content_commitment=False, key_encipherment=False,
            data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
        )  # fmt: skip
        made = _builder(named, named, key).add_extension(
            x509.BasicConstraints(ca=True, path_length=None), critical=True
        )
        signed = made.add_extension(usage, critical=True).sign(key, hashes.SHA256())
        (folder / f"{name}.pem").write_bytes(signed.public_bytes(Encoding.PEM))
        return cls(folder, name, key, signed)

    @property
    def path(self) -> Path:
        """Its certificate."""
        return self.folder / f"{self.name}.pem"

    def for_host(self, host: str) -> tuple[Path, x509.Certificate]:
        """A PEM file with the key of a host and its chain, and the host's certificate."""
        key = ec.generate_private_key(ec.SECP256R1())
        own = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        signed = (
            _builder(_name(host), self.certificate.subject, key)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(own, critical=False)
            .sign(self.key, hashes.SHA256())
        )
        path = self.folder / f"{host}-by-{self.name}.pem"
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        chain = signed.public_bytes(Encoding.PEM) + self.certificate.public_bytes(Encoding.PEM)
        path.write_bytes(secret + chain)
        return path, signed


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _builder(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAY)
        .not_valid_after(now + 30 * DAY)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
