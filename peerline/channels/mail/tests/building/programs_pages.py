"""Pages and names of files of many programs, written after the rules, read before any rule was changed for them."""

from __future__ import annotations

import base64

from peerline.channels.mail.tests.mails import part, several, whole

from .case import Case, body

SAID = "I cannot sleep."

_PAGES = [
    ("numbers of Windows", "<p>I can&#146;t &#150; no.</p>", "I can’t – no."),
    ("an entity without its end", "<p>I&nbspcannot &amp sleep &lt3</p>", "I cannot & sleep <3"),
    (
        "Word's conditional comments",
        "<p>I <!--[if gte mso 9]><xml>junk</xml><![endif]-->cannot <![if !supportLists]>sleep<![endif]>.</p>",
        SAID,
    ),
    (
        "a preheader that nobody sees",
        '<div style="display:none;max-height:0;mso-hide:all">Look inside</div><p>I cannot sleep.</p>',
        SAID,
    ),
    ("a title", "<html><head><title>Mail</title></head><body>I cannot sleep.</body></html>", SAID),
    ("a style sheet in the body", "<style>p{color:red}</style><p>I cannot sleep.</p>", SAID),
    ("a script", "<script>alert('x')</script><p>I cannot sleep.</p>", SAID),
    ("a comment without an end", "<p>I cannot sleep.</p><!-- never closed", SAID),
    ("soft hyphens", "<p>I can&shy;not sleep.</p>", SAID),
    ("a word broken by a wbr", "<p>I can<wbr>not sleep.</p>", SAID),
    ("no html and no body", "I cannot<br>sleep.", SAID),
    ("cells", "<table><tr><td>I</td><td>cannot</td></tr><tr><td>sleep.</td></tr></table>", SAID),
    (
        "Office's paragraphs",
        (
            '<div class="WordSection1"><p class="MsoNormal">I cannot<o:p></o:p></p>'
            '<p class="MsoNormal"><span lang="EN-US">sleep.<o:p>&nbsp;</o:p></span></p></div>'
        ),
        SAID,
    ),
    (
        "a base and capitals",
        (
            "<HTML><HEAD><BASE HREF='https://x.example/'></HEAD>"
            "<BODY BGCOLOR=#ffffff><FONT FACE=Arial>I cannot sleep.</FONT></BODY></HTML>"
        ),
        SAID,
    ),
    ("two pages one behind the other", "<html><body>I cannot</body></html><html><body>sleep.</body></html>", SAID),
    ("white words on white", '<p>I cannot sleep.</p><p style="font-size:0;color:#fff">cheap watches</p>', SAID),
    ("a less-than sign in words", "<p>3 < 5 and I cannot sleep.</p>", "3 < 5 and I cannot sleep."),
    ("letters of another alphabet as entities", "<p>&#1053;&#1077; &#x441;&#x43F;&#x43B;&#x44E;</p>", "Не сплю"),
]
_HTML = [Case("HTML", name, body(page, "text/html; charset=utf-8"), text=said) for name, page, said in _PAGES]
_FILES: list[tuple[str, str, str, str]] = [
    (
        "encoded words in two rows",
        'attachment;\r\n filename="=?utf-8?B?TsOkY2h0?=\r\n =?utf-8?B?ZS5wZGY=?="',
        "",
        "Nächte.pdf",
    ),
    ("an encoded word without quotes", "attachment; filename==?utf-8?Q?N=C3=A4chte.pdf?=", "", "Nächte.pdf"),
    (
        "pieces with and without packing",
        "attachment; filename*0*=utf-8''N%C3%A4; filename*1=\"chte\"; filename*2*=.pdf",
        "",
        "Nächte.pdf",
    ),
    ("pieces in the wrong order", 'attachment; filename*1="hts.pdf"; filename*0="nig"', "", "nights.pdf"),
    ("a number missing among the pieces", 'attachment; filename*0="nig"; filename*2="hts.pdf"', "", "nights.pdf"),
    ("per cent signs that are none", 'attachment; filename="100%25.pdf"', "", "100%25.pdf"),
    ("only the type names it", "attachment", '; name="=?iso-8859-1?Q?N=E4chte.pdf?="', "Nächte.pdf"),
    ("raw letters", 'attachment; filename="Nächte.pdf"', "", "Nächte.pdf"),
    (
        "Japanese in JIS words",
        'attachment; filename="=?iso-2022-jp?B?' + base64.b64encode("夜.pdf".encode("iso2022_jp")).decode() + '?="',
        "",
        "夜.pdf",
    ),
    ("both forms", "attachment; filename=\"N?chte.pdf\"; filename*=utf-8''N%C3%A4chte.pdf", "", "Nächte.pdf"),
    (
        "long, by Outlook",
        'attachment; filename="' + "a" * 120 + '.docx"; size=12; creation-date="Wed, 25 Nov 2026 10:40:00 GMT"',
        "",
        "a" * 120 + ".docx",
    ),
    ("an apostrophe", 'attachment; filename="Wren\'s night.pdf"', "", "Wren's night.pdf"),
    ("Arabic in pieces", "attachment; filename*0*=UTF-8''%D9%84%D9%8A; filename*1*=%D9%84.pdf", "", "ليل.pdf"),
]
_NAMES = [
    Case(
        "names",
        f"as programs write: {name}",
        whole(several("mixed", part("text/plain", SAID), part("application/pdf" + kind, b"%PDF", disposition=value))),
        files=(said,),
    )
    for name, value, kind, said in _FILES
]
CASES = [*_HTML, *_NAMES]
