"""HTML: nothing that runs, styles, submits or loads gets through, and the words do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerline.channels.mail.html import ALLOWED, sanitise
from peerline.channels.mail.mime.markup import text_of, words_of
from peerline.channels.mail.parse import parse
from peerline.channels.mail.tests.corpus.attacks import attacks
from peerline.channels.mail.tests.mails import mail

HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)><script>1</script></svg>",
    "<a href='javascript:alert(1)'>x</a>", "<a href=' jAvascript:alert(1)'>x</a>", "<a href='data:text/html,x'>x</a>",
    "<a href='cid:x'>x</a>", "<a href='&nbsp;http://writer.example'>x</a>",
    "<a href='//writer.example'>x</a>", "<a href='vbscript:x'>x</a>",
    "<img src='https://writer.example/pixel.png'>", "<img srcset='https://writer.example/a.png 1x'>",
    "<img src='//writer.example/a.png'>", "<img src='data:image/svg+xml;base64,AAAA'>",
    "<table background='https://writer.example/a.png'><tr><td background='http://writer.example'>x</td></tr></table>",
    "<body background='https://writer.example/a.png'>", "<p style='background:url(https://writer.example)'>x</p>",
    "<style>@import 'https://writer.example/a.css'</style>", "<link rel=stylesheet href='https://writer.example/a.css'>",
    "<iframe src='https://writer.example'></iframe>", "<iframe srcdoc='<script>1</script>'></iframe>",
    "<form action='https://writer.example'><input name=a><button>x</button></form>", "<base href='https://writer.example'>",
    "<meta http-equiv=refresh content='0;url=https://writer.example'>", "<object data='https://writer.example'></object>",
    "<embed src='https://writer.example'>", "<video src='https://writer.example' poster='https://writer.example'></video>",
    "<audio src='https://writer.example'></audio>", "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
    "<p id=location class=x name=y>x</p>", "<q cite='https://writer.example'>x</q>", "<div onclick='x()'>x</div>",
    "<template><img src=x onerror=1></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<a href='https://writer.example' target=_top ping='https://writer.example/p'>x</a>",
    "<!--[if mso]><script>1</script><![endif]-->",
    "<<script>script>alert(1)<</script>/script>", "<img src='cid:a' style=x onload=y>",
    "<svg><use href='https://writer.example#a'/></svg>",
]  # fmt: skip

_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')


def assert_inert(clean: str) -> None:
    """Only allowed tags with allowed attributes; a link goes to the web or to mail, a picture loads nothing."""
    for tag, attributes in re.findall(r"<([a-z0-9]+)([^>]*)>", clean):
        assert tag in ALLOWED
        for name, value in _ATTRIBUTE.findall(attributes):
            assert name in ALLOWED[tag] | ({"rel"} if tag == "a" else set())
            if name == "href":
                assert value.startswith(("http://", "https://", "mailto:"))
            if name == "src":
                assert value.startswith(("cid:", "data:image/"))
                assert "svg" not in value


@pytest.mark.parametrize("source", HOSTILE)
def test_makes_html_inert(source: str) -> None:
    clean = sanitise(source)
    assert clean is not None
    assert_inert(clean)
    assert "alert" not in re.sub(r">[^<]*<", "><", f">{clean}<")


@given(
    st.lists(st.sampled_from([*HOSTILE, "<", ">", '"', "'", "<p ", "</p>", "<b>", "x", "&lt;", "<!--", "-->", "<td>"]))
)
def test_makes_any_html_inert(pieces: list[str]) -> None:
    clean = sanitise("".join(pieces))
    assert clean is not None
    assert_inert(clean)
    text_of(clean)


def test_allows_nothing_that_styles_names_or_submits() -> None:
    assert not ALLOWED.keys() & {
        "script",
        "style",
        "form",
        "input",
        "button",
        "svg",
        "math",
        "iframe",
        "object",
        "link",
    }
    assert not frozenset().union(*ALLOWED.values()) & {"style", "class", "id", "name", "target", "srcset"}


@pytest.mark.parametrize("source", attacks())
def test_makes_attacks_inert(source: str) -> None:
    clean = sanitise(source)
    assert clean is not None
    assert_inert(clean)


def test_allows_in_the_browser_what_it_allows_here_but_pictures() -> None:
    script = (Path(__file__).parents[4] / "web/mail-frame.ts").read_text(encoding="utf-8")
    tags, attributes = (
        " ".join(re.findall(r'"([^"]*)"', found)).split()
        for found in re.findall(r"^const (?:TAGS|ATTRIBUTES) =(.*?);$", script, re.DOTALL | re.MULTILINE)
    )
    assert set(tags) == ALLOWED.keys() - {"img"}
    assert set(attributes) == frozenset().union(*ALLOWED.values()) - {"src", "alt", "width", "height"}


def test_keeps_links_and_pictures_of_the_mail_itself() -> None:
    assert sanitise('<a href="https://writer.example/a">a</a>') == (
        '<a href="https://writer.example/a" rel="noopener noreferrer nofollow">a</a>'
    )
    assert sanitise('<img src="cid:a@b">') == '<img src="cid:a@b">'


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo"),
        ("One<br>Two<br/>Three", "One\nTwo\nThree"),
        ("<p>a  b\n c</p>", "a b c"),
        ("<ul><li>a</li><li>b</li></ul><ol><li>c</li><li>d</li></ol>", "- a\n- b\n\n1. c\n2. d"),
        ("<blockquote>a<br>b<blockquote>c</blockquote></blockquote>", "> a\n> b\n>\n>> c"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("a&nbsp;&amp;&lt;&#x1f642;", "a &<🙂"),
        ("<style>p{color:red}</style><title>t</title><p>a</p>", "a"),
        ("<p>-- <br>Wren</p>", "-- \nWren"),
        ("", ""),
    ],
)
def test_writes_html_as_text(source: str, text: str) -> None:
    clean = sanitise(source)
    assert clean is not None
    assert text_of(clean) == text


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 20_000 + "words",
        "".join(f"<font size={size}>" for size in range(600)) + "<p>" * 600 + "words",
        "<p>words" + " " * 1_000_001,
        "&amp" * 60_000 + "<p> words",
    ],
)
def test_takes_only_the_words_of_html_that_would_blow_up(source: str) -> None:
    read = parse(mail(source, content_type="text/html"))
    assert read.html is None
    assert "words" in read.text
    assert read.problems


def test_takes_no_scripts_for_words() -> None:
    assert words_of("<p>a<script>alert(1)</script>b<style>x</style>c<br") == "a b c"


def test_reads_the_charset_of_the_html_itself() -> None:
    body = '<meta charset="windows-1251"><p>Привет</p>'.encode("cp1251")
    assert parse(mail(body, content_type="text/html")).text == "Привет"
