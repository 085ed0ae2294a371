"""Clients that others wrote get their mail in."""

from __future__ import annotations

import asyncio
import smtplib
from email.message import EmailMessage

import aiosmtplib
import pytest

from peerline.channels.envelope import DoorSettings
from peerline.channels.mail.tests.door import LANTERN, LMTP, PLAIN, Door, in_loop


def letter() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "wren@writer.example", LANTERN, "I cannot sleep"
    mail.set_content("Hello\n.\n..\nWren\n")
    return mail


@in_loop
async def test_takes_a_mail_of_aiosmtplib() -> None:
    async with Door(PLAIN).opened() as door:
        for _ in range(2):
            await aiosmtplib.send(letter(), hostname="127.0.0.1", port=door.port, start_tls=False)
        assert [envelope.recipients for envelope in door.taken] == [(LANTERN,)] * 2
        assert b"\r\n.\r\n..\r\nWren\r\n" in door.taken[0].data


@pytest.mark.parametrize(("settings", "client"), [(PLAIN, smtplib.SMTP), (LMTP, smtplib.LMTP)])
@in_loop
async def test_takes_a_mail_of_smtplib(settings: DoorSettings, client: type[smtplib.SMTP]) -> None:
    def send(port: int) -> dict[str, tuple[int, bytes]]:
        with client("127.0.0.1", port) as session:
            # No second one of ours: smtplib's LMTP hears one answer only.
            return session.send_message(letter(), to_addrs=[LANTERN, "mallory@outsider.example"])

    async with Door(settings).opened() as door:
        assert (await asyncio.to_thread(send, door.port))["mallory@outsider.example"][0] == 550
        assert door.taken[0].recipients == (LANTERN,)
