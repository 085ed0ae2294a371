"""An archive is taken in: each mail once, as history, whatever lies between and however often it is begun again."""

from __future__ import annotations

import mailbox
from datetime import timedelta
from pathlib import Path

import pytest

from peerline.channels import known
from peerline.channels.mail.files.reading import LARGEST_BYTES, NothingThere, pieces
from peerline.channels.mail.files.taking import TOO_LARGE, Taken, take
from peerline.channels.mail.parse import NotMail
from peerline.channels.mail.tests.mails import mail
from peerline.channels.tests.letters import LINE, opened_by
from peerline.conversations import actions
from peerline.conversations.models import Arrival, Conversation, Message
from peerline.kit.clock import now
from peerline.line.models import Line
from peerline.people.practice import PracticeMember
from peerline.post.models import Outgoing

pytestmark = [pytest.mark.django_db(transaction=True)]
POSTMARK = b"From wren@writer.example Tue Nov  3 10:15:00 2020\n"
RUBBISH = b"\x00\x01\x02\xff" * 40


def letters(count: int) -> list[bytes]:
    """Different mails, with a return path, as a server delivers them."""
    path = b"Return-Path: <wren@writer.example>\r\n"
    return [path + mail(f"letter {one}", message_id=f"<{one}@writer.example>") for one in range(count)]


def mbox(path: Path, *mails: bytes) -> Path:
    """An mbox, its rows ended by LF as it is usual."""
    path.write_bytes(b"".join(POSTMARK + one.replace(b"\r\n", b"\n").rstrip(b"\n") + b"\n\n" for one in mails))
    return path


def taken(path: Path) -> Taken:
    """Import."""
    return take(pieces(path), LINE, progress=lambda _count: None)


@pytest.mark.usefixtures("ada", "sol")
def test_takes_an_mbox_as_history(tmp_path: Path) -> None:
    """No receipt leaves, though the sender is named, and no clock runs."""
    done = taken(mbox(tmp_path / "old", *letters(40)))
    assert (done.read, done.stored, done.refused) == (40, 40, [])
    assert (Message.objects.count(), Conversation.objects.filter(due_at=None).count()) == (40, 40)
    assert Outgoing.objects.count() == 0


@pytest.mark.usefixtures("sol")
def test_says_inside_the_seal_that_it_is_from_an_archive(tmp_path: Path, ada: PracticeMember) -> None:
    taken(mbox(tmp_path / "old", letters(1)[0]))
    (body,) = opened_by(ada, Conversation.objects.get()).bodies
    assert body.extra["archive"] is True
    assert body.extra["sender"] == {"verified": False, "how": "", "problems": ["not-checked"]}
    assert str(body.extra["date"]) < body.time


@pytest.mark.usefixtures("ada", "sol")
def test_takes_each_once_however_often_and_from_where(tmp_path: Path) -> None:
    """An import that was stopped is begun again a month later, now from a Maildir."""
    old = letters(6)
    taken(mbox(tmp_path / "old", *old[:4], old[1]))
    Arrival.objects.update(at=Arrival.objects.values_list("at", flat=True)[0] - timedelta(days=30))
    actions.forget_arrivals()
    box = mailbox.Maildir(tmp_path / "box")
    for one in old:
        (box.add_folder("Old") if one is old[5] else box).add(one)
    assert taken(tmp_path / "box").stored == 6
    assert Message.objects.count() == 6
    assert min(Arrival.objects.values_list("at", flat=True)) > now() + timedelta(days=300)


@pytest.mark.usefixtures("ada", "sol")
def test_names_rubbish_by_its_number_and_takes_the_rest(tmp_path: Path) -> None:
    good = letters(2)
    path = mbox(tmp_path / "old", good[0], RUBBISH, good[1])
    huge = b"X: y\n\n" + (b"x" * 999 + b"\n") * (LARGEST_BYTES // 1000 + 1)
    path.write_bytes(path.read_bytes().replace(RUBBISH, huge))
    assert taken(path).refused == [(2, "", TOO_LARGE)]
    box = tmp_path / "box"
    mailbox.Maildir(box).add(good[0])
    (box / "cur" / "2.rubbish:2,S").write_bytes(RUBBISH)
    (box / "cur" / "3.deleted:2,ST").write_bytes(letters(3)[2])
    assert taken(box).refused == [(2, "cur/2.rubbish:2,S", NotMail.code)]
    assert Message.objects.count() == 2


@pytest.mark.usefixtures("ada", "sol")
def test_ends_at_a_closed_line(tmp_path: Path) -> None:
    Line.objects.update(opened_at=None)
    known.forget()
    done = taken(mbox(tmp_path / "old", *letters(40)))
    assert (done.fault, done.stored, Message.objects.count()) == ("line-closed", 0, 0)
    assert done.read <= 32


MAILS = [
    (b"From a b\n", []),
    (POSTMARK + b"A: b\n\nFrom the moment on\n\nFrom here, at 10:15 I left\n>From now\n>>From then\n", [
        b"A: b\n\nFrom the moment on\n\nFrom here, at 10:15 I left\nFrom now\n>From then\n"]),
    (b"From \r\nA: b\r\n\r\nx\r\n\r\nFrom \r\nC: d\r\n\r\ny\r\n", [b"A: b\r\n\r\nx\r\n", b"C: d\r\n\r\ny\r\n"]),
    (POSTMARK + b"A: b\n\nx\n" + POSTMARK + b"C: d\n", [b"A: b\n\nx\n" + POSTMARK + b"C: d\n"]),
    (POSTMARK + b"A: b\n\nx\n\n" + POSTMARK + b"\n", [b"A: b\n\nx\n\n" + POSTMARK]),
    (b"A: b\n\nx\n", [b"A: b\n\nx\n"]),
]  # fmt: skip


@pytest.mark.parametrize(("lies", "wanted"), MAILS)
def test_finds_where_a_mail_begins(tmp_path: Path, lies: bytes, wanted: list[bytes]) -> None:
    path = tmp_path / "file"
    path.write_bytes(lies)
    if wanted:
        assert [one.data for one in pieces(path)] == wanted
    else:
        with pytest.raises(NothingThere):
            pieces(path)
