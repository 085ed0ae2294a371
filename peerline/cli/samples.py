"""The conversations of the demo: three people write, in three languages and scripts, by the same way as any mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from peerline.channels.envelope import Envelope
from peerline.channels.mail.door import MailDoor
from peerline.channels.mail.mailbox import Mailbox
from peerline.channels.mail.preparing import Judged
from peerline.channels.trust import Trust
from peerline.channels.writer import Writer
from peerline.conversations import actions as conversations
from peerline.kit import clock


@dataclass(frozen=True, slots=True)
class Sample:
    """One mail: who wrote, how many hours ago, and what."""

    address: str
    hours_ago: float
    subject: str
    text: str


SAMPLES = (
    Sample(
        "wren@writer.example",
        17,
        "They wrote to my school",
        "I am an editor since four years. Last week I reverted one thing and now somebody has written "
        "to my school that I am a vandal and a liar. They used my real name. I never gave it anywhere.\n\n"
        "I feel sick when I open the laptop. My friends say just stop editing, but it is the one place "
        "where I was good at something.\n\n"
        "I do not know what I want from you. Maybe only that somebody reads this.\n",
    ),
    Sample(
        "iara@writer.example",
        5,
        "Ameaças no meu telefone",
        "Oi. Desde ontem recebo mensagens no meu telefone de um número que não conheço. Dizem que sabem "
        "onde eu moro. Escrevem o nome da minha rua. Tudo começou com uma votação para administradora.\n\n"
        "São três da manhã e não consigo dormir. Minha mãe está no quarto ao lado e eu não contei nada.\n"
        "Vocês podem me responder em português?\n",
    ),
    Sample(
        "salma@writer.example",
        1.5,
        "لا أعرف من أين أبدأ",
        "السلام عليكم،\n\n"
        "أنا متطوعة منذ ست سنوات وأشعر أنني لم أعد أستطيع. كل يوم نقاشات وشجار، وأنا من يصلح كل شيء.\n"
        "عندما أتوقف أشعر بالذنب، وعندما أستمر لا أنام.\n\n"
        "هل هناك من يسمعني قليلا؟\n",
    ),
)


def write(line_address: str) -> None:
    """Let the three write."""
    door = MailDoor(Mailbox.of(line_address), Writer())
    for sample in SAMPLES:
        with clock.shifted(-timedelta(hours=sample.hours_ago)):
            envelope = _envelope(sample, line_address)
            arriving = door.prepare(envelope, judged=Judged(Trust(verified=False, how="practice")))
            if arriving is not None:
                conversations.receive([arriving])


def _envelope(sample: Sample, line_address: str) -> Envelope:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sample.address, line_address, sample.subject
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = f"<{sample.hours_ago}@writer.example>"
    mail.set_content(sample.text, charset="utf-8", cte="base64")
    return Envelope(
        sender=sample.address,
        recipients=(line_address,),
        data=bytes(mail),
        peer="127.0.0.1",
        tls=False,
        protocol="smtp",
        smtputf8=False,
    )
