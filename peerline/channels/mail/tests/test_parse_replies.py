"""What is newly written of whole mails, by their headers, plain text and HTML."""

from __future__ import annotations

from peerline.channels.mail.parse import parse
from peerline.channels.mail.tests.mails import mail

OWN = "Thank you, I will try."


def test_folds_the_quote_of_html_mail() -> None:
    body = (
        f"<div>{OWN}</div><div><div>On Wed, Nov 25, 2026 at 10:40 AM Lantern &lt;hello@lantern.example&gt; wrote:</div>"
        "<blockquote><div>How are you?</div></blockquote></div>"
    )
    read = parse(mail(body, content_type="text/html; charset=utf-8"))
    assert read.reply == OWN
    assert "How are you?" in read.text
