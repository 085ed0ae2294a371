"""Names of files, in every form that is sent (RFC 2183, RFC 2231, RFC 2047, and none of them)."""

from __future__ import annotations

from peerline.channels.mail.tests.mails import as_bytes, packed, part, several, whole

from .case import Case

PLAIN = part("text/plain", "See the file.")

_DISPOSITIONS: dict[str, tuple[str | bytes, str]] = {
    "in quotes": ('attachment; filename="a b.pdf"', "a b.pdf"),
    "without quotes": ("attachment; filename=a.pdf", "a.pdf"),
    "spaces without quotes": ("attachment; filename=a b c.pdf", "a b c.pdf"),
    "spaces around the equals sign": ('attachment; filename = "a.pdf"', "a.pdf"),
    "a semicolon in quotes": ('attachment; filename="a;b.pdf"', "a;b.pdf"),
    "a semicolon without quotes": ("attachment; filename=a;b.pdf", "a;b.pdf"),
    "a semicolon without quotes and a size": ("attachment; filename=a;b.pdf; size=10", "a;b.pdf"),
    "quotes inside quotes": ('attachment; filename="a "b" c.pdf"', 'a "b" c.pdf'),
    "escaped quotes": ('attachment; filename="a \\"b\\" c.pdf"', 'a "b" c.pdf'),
    "parentheses": ("attachment; filename=a (1).pdf", "a (1).pdf"),
    "parentheses in quotes": ('attachment; filename="a (1).pdf"', "a (1).pdf"),
    "a comma": ('attachment; filename="a, b.pdf"', "a, b.pdf"),
    "an equals sign": ('attachment; filename="a=b.pdf"', "a=b.pdf"),
    "an equals sign without quotes": ("attachment; filename=a=b.pdf", "a=b.pdf"),
    "never closed": ('attachment; filename="never closed.pdf', "never closed.pdf"),
    "closed, never opened": ('attachment; filename=a.pdf"', "a.pdf"),
    "single quotes": ("attachment; filename='a b.pdf'", "a b.pdf"),
    "no disposition word": ("filename=a.pdf", "a.pdf"),
    "no semicolon behind the word": ("attachment filename=a.pdf", "a.pdf"),
    "no semicolon between parameters": ('attachment; filename="a.pdf" size=10', "a.pdf"),
    "capitals": ("ATTACHMENT; FILENAME=A.PDF", "A.PDF"),
    "the word in quotes": ('"attachment"; filename="a.pdf"', "a.pdf"),
    "folded": ('attachment;\r\n\tfilename="a.pdf"', "a.pdf"),
    "folded in the name": ('attachment; filename="a\r\n b.pdf"', "a b.pdf"),
    "two semicolons": ("attachment;; filename=a.pdf;", "a.pdf"),
    "twice": ("attachment; filename=a.pdf; filename=b.pdf", "a.pdf"),
    "a folder of Windows": ('attachment; filename="C:\\\\letters\\\\a.pdf"', "a.pdf"),
    "a folder of Windows, not escaped": ('attachment; filename="C:\\letters\\a.pdf"', "a.pdf"),
    "a server of Windows": ('attachment; filename="\\\\\\\\host\\\\a.pdf"', "a.pdf"),
    "folders above": ('attachment; filename="../../etc/a.pdf"', "a.pdf"),
    "an absolute path": ("attachment; filename=/tmp/a.pdf", "a.pdf"),
    "writing from right to left": ('attachment; filename="a\u202efdp.exe"', "afdp.exe"),
    "zero bytes": ("attachment; filename*=utf-8''a%00b.pdf", "ab.pdf"),
    "a row end": ("attachment; filename*=utf-8''a%0D%0Ab.pdf", "a b.pdf"),
    "very long": (f'attachment; filename="{"a" * 400}.pdf"', "a" * 251 + ".pdf"),
    "extended": ("attachment; filename*=utf-8''na%C3%AFve.pdf", "naïve.pdf"),
    "extended with a language": ("attachment; filename*=utf-8'fr'na%C3%AFve.pdf", "naïve.pdf"),
    "extended in quotes": ("attachment; filename*=\"utf-8''na%C3%AFve.pdf\"", "naïve.pdf"),
    "extended in small hex": ("attachment; filename*=UTF-8''na%c3%afve.pdf", "naïve.pdf"),
    "extended without charset": ("attachment; filename*=''na%C3%AFve.pdf", "naïve.pdf"),
    "extended without charset and quotes": ("attachment; filename*=na%C3%AFve.pdf", "naïve.pdf"),
    "extended with one quote": ("attachment; filename*=utf-8'na%C3%AFve.pdf", "naïve.pdf"),
    "extended without its star": ("attachment; filename=utf-8''na%C3%AFve.pdf", "naïve.pdf"),
    "extended in Latin": ("attachment; filename*=iso-8859-1''%FCber.pdf", "über.pdf"),
    "extended in Cyrillic": ("attachment; filename*=windows-1251''%CF%F0%E8%E2%E5%F2.pdf", "Привет.pdf"),
    "extended in Japanese": ("attachment; filename*=iso-2022-jp''%1B%24B%24%22%1B%28B.pdf", "あ.pdf"),
    "extended in the wrong charset": ("attachment; filename*=us-ascii''na%C3%AFve.pdf", "naïve.pdf"),
    "extended in an unknown charset": ("attachment; filename*=x-nothing''na%C3%AFve.pdf", "naïve.pdf"),
    "extended with a raw space": ("attachment; filename*=utf-8''na%C3%AFve file.pdf", "naïve file.pdf"),
    "extended with a percent sign that is none": ("attachment; filename*=utf-8''100%.pdf", "100%.pdf"),
    "extended with raw bytes": ("attachment; filename*=utf-8''naïve.pdf", "naïve.pdf"),
    "both, extended wins": ("attachment; filename=naive.pdf; filename*=utf-8''na%C3%AFve.pdf", "naïve.pdf"),
    "both, in the other order": ("attachment; filename*=utf-8''na%C3%AFve.pdf; filename=naive.pdf", "naïve.pdf"),
    "both, extended broken": ("attachment; filename=naive.pdf; filename*=utf-8''na%C3ve%FF%FE%FD.pdf", "naive.pdf"),
    "sections": ("attachment; filename*0=long; filename*1=name.pdf", "longname.pdf"),
    "sections in quotes": ('attachment; filename*0="long "; filename*1="name.pdf"', "long name.pdf"),
    "sections extended": ("attachment; filename*0*=utf-8''caf; filename*1*=%C3%A9.pdf", "café.pdf"),
    "sections in disorder": ("attachment; filename*1*=%C3%A9.pdf; filename*0*=utf-8''caf", "café.pdf"),
    "sections of both kinds": ("attachment; filename*0*=utf-8''%C3%A9t; filename*1=%C3.pdf", "ét%C3.pdf"),
    "sections that cut a character": ("attachment; filename*0*=utf-8''caf%C3; filename*1*=%A9.pdf", "café.pdf"),
    "sections from one": ("attachment; filename*1=long; filename*2=name.pdf", "longname.pdf"),
    "a section missing": ("attachment; filename*0=long; filename*2=name.pdf", "longname.pdf"),
    "sections with a leading zero": ("attachment; filename*00=long; filename*01=name.pdf", "longname.pdf"),
    "more than ten sections": (
        "attachment; " + "; ".join(f"filename*{n}={chr(97 + n)}" for n in range(12)),
        "abcdefghijkl",
    ),
    "sections over rows": ('attachment;\r\n filename*0="long";\r\n filename*1="name.pdf"', "longname.pdf"),
    "sections with encoded words": ('attachment; filename*0="=?utf-8?B?w7xiZX"; filename*1="IucGRm?="', "über.pdf"),
    "sections that forgot their star": ('attachment; filename*0="utf-8\'\'%C3%BCber"; filename*1=".pdf"', "über.pdf"),
    "an encoded word in quotes": ('attachment; filename="=?utf-8?B?w7xiZXIucGRm?="', "über.pdf"),
    "an encoded word without quotes": ("attachment; filename==?utf-8?Q?=C3=BCber.pdf?=", "über.pdf"),
    "an encoded word with spaces": ("attachment; filename==?utf-8?Q?=C3=BCber uns.pdf?=", "über uns.pdf"),
    "an encoded word with a semicolon": ("attachment; filename==?utf-8?Q?=C3=BCber;uns.pdf?=; size=1", "über;uns.pdf"),
    "two encoded words": ('attachment; filename="=?utf-8?B?w7xi?=\r\n =?utf-8?B?ZXIucGRm?="', "über.pdf"),
    "an encoded word and its ending": ('attachment; filename="=?utf-8?B?w7xiZXI=?=.pdf"', "über.pdf"),
    "an encoded word in GB2312": ('attachment; filename="=?gb2312?B?xOO6wy5wZGY=?="', "你好.pdf"),
    "raw UTF-8": ('attachment; filename="über.pdf"', "über.pdf"),
    "raw UTF-8 without quotes": ("attachment; filename=über uns.pdf", "über uns.pdf"),
    "raw windows-1252": (b'attachment; filename="Gr\xfc\xdfe aus K\xf6ln.pdf"', "Grüße aus Köln.pdf"),
    "raw GB18030": ('attachment; filename="我睡不着怎么办.pdf"'.encode("gb18030"), "我睡不着怎么办.pdf"),
    "an emoji": ('attachment; filename="😞.pdf"', "😞.pdf"),
    "a percent sign in a plain name": ('attachment; filename="100%25.pdf"', "100%25.pdf"),
    "an apostrophe": ('attachment; filename="Wren\'s.pdf"', "Wren's.pdf"),
    "an unknown disposition": ("form-data; filename=a.pdf", "a.pdf"),
    "no name at all": ("attachment", ""),
    "an empty name": ('attachment; filename=""', ""),
}

_TYPES: dict[str, tuple[str, str]] = {
    "in the type": ('application/pdf; name="a.pdf"', "a.pdf"),
    "in the type, encoded": ('application/pdf; name="=?utf-8?Q?=C3=BCber.pdf?="', "über.pdf"),
    "in the type, extended": ("application/pdf; name*=utf-8''%C3%BCber.pdf", "über.pdf"),
    "in the type, without quotes": ("application/pdf; name=a b.pdf", "a b.pdf"),
    "a type without a subtype": ("application; name=a.pdf", "a.pdf"),
    "a type with a backslash": ("application\\pdf; name=a.pdf", "a.pdf"),
}


def _with(disposition: str | bytes) -> bytes:
    head = b"Content-Type: application/pdf\r\nContent-Disposition: " + as_bytes(disposition) + b"\r\n\r\nx"
    return whole(several("mixed", PLAIN, head))


CASES = [
    Case("names", name, _with(value), files=(wanted,), text="See the file.")
    for name, (value, wanted) in _DISPOSITIONS.items()
]
CASES += [
    Case("names", name, whole(several("mixed", PLAIN, packed(kind, b"x"))), files=(wanted,))
    for name, (kind, wanted) in _TYPES.items()
]
CASES += [
    Case(
        "names",
        "both differ, disposition wins",
        whole(
            several(
                "mixed", PLAIN, packed("application/pdf; name=b.pdf", b"x", disposition="attachment; filename=a.pdf")
            )
        ),
        files=("a.pdf",),
    ),
    Case(
        "names",
        "only the type has one",
        whole(several("mixed", PLAIN, packed("application/pdf; name=b.pdf", b"x", disposition="attachment"))),
        files=("b.pdf",),
    ),
]
