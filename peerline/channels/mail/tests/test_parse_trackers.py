"""A picture that is there to tell its sender that the mail was read is known; others are not, and none is loaded."""

from __future__ import annotations

import pytest

from peerline.channels.mail.mime.trackers import tells_when_read
from peerline.channels.mail.parse import parse
from peerline.channels.mail.tests.mails import mail

AT = "https://news.writer.example"
TELLS = [
    f'<img src="{AT}/a.gif" width="1" height="1">', f"<IMG WIDTH=0 SRC='{AT}/a.gif'>", f'<img height="2px" src={AT}/a>',
    f'<img src="{AT}/a.png" style="width:1px;height:1px">', f'<img style="display:none" src="{AT}/a.png">',
    '<img src="//news.writer.example/a.png" style="opacity: 0; border:0">', f'<img hidden src="{AT}/a.png">',
    f'<img src="{AT}/wf/open?upn=7">', f'<img src="{AT}/track/open.php?u=7" alt="">', f'<img src="{AT}/p/pixel.gif">',
    f'<img src="{AT}/e?x=&#49;&amp;t=open">', f'<img alt="a" src="{AT}/beacon/7" width="600">',
]  # fmt: skip
TELLS_NOTHING = [
    "<p>width=1 src=https://news.writer.example/open</p>", f'<img src="{AT}/harbor.jpg" width="600" height="120">',
    '<img src="cid:one" width="1" height="1">', '<img src="data:image/gif;base64,R0lGOD" width="1" height="1">',
    f'<img src="{AT}/opening-night.jpg">', f'<img src="{AT}/soundtrack.png" width="100%">', "<img width=1 height=1>",
    f'<img src="{AT}/a.png" style="opacity:0.5">', f'<a href="{AT}/track/open">x</a>', f'<img src="{AT}/a" width="10">',
]  # fmt: skip


@pytest.mark.parametrize("source", TELLS)
def test_knows_what_tells(source: str) -> None:
    assert tells_when_read(f"<p>Hello</p>{source}")


@pytest.mark.parametrize("source", TELLS_NOTHING)
def test_suspects_nothing_else(source: str) -> None:
    assert not tells_when_read(f"<p>Hello</p>{source}")


def test_says_it_of_a_mail_and_keeps_no_address() -> None:
    read = parse(mail(f"<p>Hello</p>{TELLS[0]}", content_type="text/html"))
    assert read.tracked
    assert "news.writer.example" not in (read.html or "") + read.text
    assert not parse(mail("Hello")).tracked
