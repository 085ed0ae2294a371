"""Parts that are divided badly: boundaries that are missing, wrong, doubled, quoted oddly, or that begin alike."""

from __future__ import annotations

from peerline.channels.mail.tests.mails import packed, part, several, whole

from .case import Case

PLAIN = part("text/plain; charset=utf-8", "I cannot sleep.")
HTML = part("text/html; charset=utf-8", "<p>I <b>cannot</b> sleep.</p>")
FILE = packed("image/png", b"\x89PNG picture", disposition='attachment; filename="night.png"')
SOUND = several("mixed", PLAIN, FILE)
SAID = b'boundary="edge"'


def _said(boundary: bytes) -> bytes:
    return whole(SOUND.replace(SAID, b"boundary=" + boundary))


def _body(rows: str, boundary: str = "edge", kind: str = "mixed") -> bytes:
    return whole(
        f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode() + rows.replace("\n", "\r\n").encode()
    )


_INNER = several("alternative", PLAIN, HTML, boundary="edge")
_PIECE = "Content-Type: text/plain\n\n"
_FILE = "Content-Type: image/png; name=a.png\n\npng\n"

_DIVIDED = {
    "sound": whole(SOUND),
    "no boundary declared": whole(SOUND.replace(b"; " + SAID, b"")),
    "another boundary declared": _said(b'"other"'),
    "empty boundary": _said(b'""'),
    "boundary without quotes": _said(b"edge"),
    "boundary in single quotes": _said(b"'edge'"),
    "boundary with a space behind it": _said(b'"edge "'),
    "boundary whose quote never closes": _said(b'"edge'),
    "boundary in two spellings": _said(b'edge; boundary="other"'),
    "boundary with a leftover of packing": _said(b'3D"edge"'),
    "boundary behind a comment": _said(b"edge (made by hand)"),
    "boundary in another case": _said(b'"EDGE"'),
    "boundary on a row of its own": whole(SOUND.replace(b"; " + SAID, b";\r\n\tboundary=edge")),
    "boundary row that lost its fold": whole(SOUND.replace(b"; " + SAID, b';\r\nboundary="edge"')),
    "boundary with colon and equals sign": whole(
        SOUND.replace(SAID, b"boundary=----=_Next:1=2").replace(b"--edge", b"------=_Next:1=2")
    ),
    "boundary of two hundred letters": whole(SOUND.replace(b"edge", b"x" * 200)),
    "boundary that ends with hyphens": whole(SOUND.replace(b"edge", b"edge--")),
    "no end": whole(several("mixed", PLAIN, FILE, ended=False)),
    "cut in the last part": whole(SOUND)[:-30],
    "goes on behind the end": whole(several("mixed", PLAIN) + b"--edge\r\n" + FILE + b"\r\n--edge--\r\n"),
    "boundaries with spaces behind them": whole(SOUND.replace(b"--edge\r\n", b"--edge \t\r\n")),
    "words before the first boundary": whole(
        SOUND.replace(b"\r\n\r\n--edge", b"\r\n\r\nThis is a multi-part message.\r\n--edge", 1)
    ),
    "words behind the last boundary": whole(SOUND + b"A footer of nobody.\r\n"),
    "rows end with LF": whole(SOUND).replace(b"\r\n", b"\n"),
    "rows end with CR": whole(SOUND).replace(b"\r\n", b"\r"),
    "rows end with CR CR LF": whole(SOUND).replace(b"\r\n", b"\r\r\n"),
    "no Content-Type at all": whole(SOUND[SOUND.index(b"--edge") - 2 :]),
    "Content-Type that is plain but has a boundary": whole(SOUND.replace(b"multipart/mixed", b"text/plain")),
    "Content-Type that is only the word multipart": whole(SOUND.replace(b"multipart/mixed", b"multipart")),
    "boundary in the midst of a row": whole(
        b'Content-Type: multipart/mixed; boundary="edge"\r\n\r\n  --edge\r\n'
        + PLAIN
        + b"\r\n  --edge\r\n"
        + FILE
        + b"\r\n  --edge--\r\n"
    ),
    "the multipart is packed in base64": whole(
        b'Content-Type: multipart/mixed; boundary="edge"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        + __import__("base64").encodebytes(SOUND.split(b"\r\n\r\n", 1)[1])
    ),
    "the multipart says base64 but is not": whole(
        SOUND.replace(b"; " + SAID, b"; " + SAID + b"\r\nContent-Transfer-Encoding: base64")
    ),
}

CASES = [
    Case("boundaries", name, data, text="I cannot sleep.", files=("night.png",)) for name, data in _DIVIDED.items()
] + [
    Case("boundaries", "sound has no problem", whole(SOUND), problem=""),
    Case("boundaries", "says that it was cut", whole(several("mixed", PLAIN, ended=False)), problem="has no end"),
    Case("boundaries", "says that it was guessed", _said(b'"other"'), problem="divided as it looks"),
    Case("boundaries", "two boundaries are ambiguous", _said(b'edge; boundary="other"'), problem="ambiguous"),
    Case(
        "boundaries",
        "one boundary begins with the other",
        whole(several("mixed", several("alternative", PLAIN, HTML, boundary="edge1"), FILE)),
        text="I cannot sleep.",
        files=("night.png",),
    ),
    Case(
        "boundaries",
        "the inner boundary is the beginning of the outer",
        whole(several("mixed", several("alternative", PLAIN, HTML, boundary="ed"), FILE)),
        text="I cannot sleep.",
        files=("night.png",),
    ),
    Case(
        "boundaries",
        "one boundary for two levels",
        whole(several("mixed", _INNER, FILE)),
        text="I cannot sleep.",
        files=("night.png",),
    ),
    Case(
        "boundaries",
        "the inner one is not closed",
        whole(several("mixed", several("alternative", PLAIN, HTML, boundary="in", ended=False), FILE)),
        text="I cannot sleep.",
        files=("night.png",),
    ),
    Case("boundaries", "none of the rows is there", _body("Just words.\n"), text="Just words.", problem="has none"),
    Case("boundaries", "only the end is there", _body("Just words.\n--edge--\n"), text="Just words."),
    Case("boundaries", "parts without headers", _body("--edge\n\nOne.\n--edge\n\nTwo.\n--edge--\n"), text="One. Two."),
    Case(
        "boundaries",
        "parts without headers under another name",
        _body("--there\n\nOne.\n--there\n\nTwo.\n--there--\n"),
        text="One. Two.",
    ),
    Case("boundaries", "empty parts", _body("--edge\n--edge\n\n--edge\n" + _PIECE + "One.\n--edge--\n"), text="One."),
    Case("boundaries", "no empty row in a part", _body("--edge\nOne.\n--edge--\n"), text="One."),
    Case(
        "boundaries",
        "a row with words behind the boundary is none",
        _body("--edge\n" + _PIECE + "One.\n--edge is a word\nTwo.\n--edge--\n"),
        text="One. --edge is a word Two.",
    ),
    Case(
        "boundaries",
        "signature hyphens are no boundary",
        _body("--edge\n" + _PIECE + "One.\n--\nWren\n--edge\n" + _FILE + "--edge--\n"),
        text="One. -- Wren",
        files=("a.png",),
    ),
    Case(
        "boundaries",
        "the last row end is missing",
        _body("--edge\n" + _PIECE + "One.\n--edge--"),
        text="One.",
    ),
    Case(
        "boundaries",
        "the boundary in the text of the outer one",
        whole(several("mixed", part("text/plain", "See --edge in the source."), FILE)),
        text="See --edge in the source.",
        files=("night.png",),
    ),
]
