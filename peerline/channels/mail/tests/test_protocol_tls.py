"""STARTTLS: what was said before it does not count, and nothing can be slipped in."""

from __future__ import annotations

import asyncio
import ssl
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from peerline.channels.envelope import DoorSettings
from peerline.channels.mail.protocol import shut_all
from peerline.channels.mail.tests.door import BEGIN, HOST, MAIL, RCPT, Door, in_loop, until
from peerline.kit.clock import now


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    path = tmp_path_factory.mktemp("tls") / "door.pem"
    path.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()) + made.public_bytes(pem)
    )
    return path


@pytest.fixture
def settings(certificate: Path) -> DoorSettings:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return DoorSettings(HOST, tls=context)


@pytest.fixture
def trust(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate))


@in_loop
async def test_takes_a_mail_over_tls(settings: DoorSettings, trust: ssl.SSLContext) -> None:
    async with Door(settings).opened() as door, door.client() as client:
        assert "250-STARTTLS" in await client.ask(b"EHLO writer.example\r\n")
        assert (await client.ask(b"STARTTLS please\r\n")).startswith("501")
        assert (await client.ask(b"STARTTLS\r\n")).startswith("220 2.0.0")
        await client.start_tls(trust)
        assert (await client.ask(MAIL)).startswith("503")
        assert "STARTTLS" not in await client.ask(b"EHLO writer.example\r\n")
        assert (await client.ask(b"STARTTLS\r\n")).startswith("503")
        client.send(BEGIN + b"x" * 2_000_000 + b"\r\n.\r\nNOOP\r\nQUIT\r\n")
        assert [answer[:9] for answer in (await client.rest())[-3:]] == ["250 2.6.0", "250 2.0.0", "221 2.0.0"]
        (envelope,) = door.taken
        assert envelope.tls
        assert len(envelope.data) == 2_000_002


@in_loop
async def test_forgets_what_was_said_and_pipelined_before_tls(settings: DoorSettings, trust: ssl.SSLContext) -> None:
    async with Door(settings).opened() as door, door.client() as client:
        client.send(b"EHLO a\r\n" + MAIL + RCPT)
        await client.hear(3)
        assert (await client.ask(b"STARTTLS\r\nEHLO mallory\r\n" + MAIL + RCPT + b"DATA\r\n")).startswith("220")
        await client.start_tls(trust)
        assert (await client.ask(b"NOOP\r\n")).startswith("250 2.0.0 Nothing")
        assert (await client.ask(RCPT)).startswith("503")
        assert (await client.ask(MAIL)).startswith("503")


@in_loop
async def test_hangs_up_on_a_handshake_that_is_none(settings: DoorSettings) -> None:
    async with Door(settings).opened() as door, door.client() as client:
        assert (await client.ask(b"STARTTLS\r\n")).startswith("220")
        client.send(BEGIN)
        await until(lambda: not door.live)


@in_loop
async def test_forgets_a_client_that_goes_before_the_handshake(settings: DoorSettings) -> None:
    async with Door(settings).opened() as door:
        async with door.client() as client:
            assert (await client.ask(b"STARTTLS\r\n")).startswith("220")
        await until(lambda: not door.live)


@in_loop
async def test_shuts_in_the_middle_of_a_handshake_and_in_tls(settings: DoorSettings, trust: ssl.SSLContext) -> None:
    async with Door(settings).opened() as door, door.client() as half, door.client() as client:
        assert (await half.ask(b"STARTTLS\r\n")).startswith("220")
        assert (await client.ask(b"STARTTLS\r\n")).startswith("220")
        await client.start_tls(trust)
        await client.ask(b"NOOP\r\n")
        shutting = asyncio.create_task(shut_all(door.live))
        assert (await client.rest())[-1].startswith("421 4.3.2")
        client.writer.close()
        await shutting
        await until(lambda: not door.live)


@in_loop
async def test_says_that_it_came_over_tls_from_the_start(settings: DoorSettings, trust: ssl.SSLContext) -> None:
    door = Door(settings)
    server = await asyncio.get_running_loop().create_server(door.session, "127.0.0.1", 0, ssl=settings.tls)
    port = server.sockets[0].getsockname()[1]
    _, writer = await asyncio.open_connection("127.0.0.1", port, ssl=trust, server_hostname=HOST)
    writer.write(BEGIN + b"a\r\n.\r\n")
    await until(lambda: door.taken)
    assert door.taken[0].tls
    writer.transport.abort()
    server.close()
    await until(lambda: not door.live)
