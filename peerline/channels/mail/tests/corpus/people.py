"""What people send: in many languages, by many programs, also about bounces, holidays and machines."""

from __future__ import annotations

from .cases import FOLDER, Case, as_mail, sections

WREN = "From: Wren <wren@writer.example>"
# How programs of people send: From, more headers, and what is put around the text.
PROGRAMS: dict[str, tuple[str, ...]] = {
    "plain": (WREN,),
    "webmail": (
        "From: Wren Reed <wren.reed@webmail.example>",
        "Return-Path: <wren.reed@webmail.example>",
        "X-Mailer: Webmail 4.1",
    ),
    "office": (WREN, "X-Auto-Response-Suppress: DR, OOF, AutoReply", "Thread-Topic: x", "X-MS-Has-Attach:"),
    "office, all": (WREN, "X-Auto-Response-Suppress: All", "Return-Path: <wren@writer.example>"),
    "says no": (WREN, "Auto-Submitted: no", "Precedence: normal"),
    "phone": ("From: wren@writer.example", "X-Mailer: Phone Mail (20A1)", "Return-Path: wren@writer.example"),
    "answer": (WREN, "In-Reply-To: <tag.one@lantern.example>", "References: <tag.one@lantern.example>"),
    "amazon": (WREN, "Feedback-ID: 1.eu-west-1.x:AmazonSES"),
    "wiki": (
        "From: Wren <wiki@wiki.example>",
        "Reply-To: Wren <wren@writer.example>",
        "X-Mailer: MediaWiki mailer",
        "List-Unsubscribe: <https://wiki.example/wiki/Special:Preferences>",
    ),
    "form": (
        "From: Site <noreply@site.example>",
        "Reply-To: Wren <wren@writer.example>",
        "X-PHP-Originating-Script: 33:form.php",
    ),
}
PREFIXES = ("", "Re: ", "Fwd: ")
QUOTED = (
    "\n\nOn Wed, 25 Nov 2026, Lantern wrote:\n> This is an automatic message. Your message has been received.\n"
    "> Please do not reply to this mail.\n"
)


def people() -> list[Case]:
    """Every text of people.txt by every program, plain, answered and forwarded."""
    found = []
    for row in (FOLDER / "people.txt").read_text(encoding="utf-8").splitlines():
        language, subject, text, odd_subject, odd_text = (field.strip() for field in row.split("|"))
        for number, (program, head) in enumerate(PROGRAMS.items()):
            for said, words in ((subject, text), (odd_subject, odd_text), (odd_subject, text)):
                for prefix in PREFIXES if number % 2 == 0 else PREFIXES[:2]:
                    body = words + (QUOTED if prefix == "Re: " else "")
                    mail = "\n".join(head) + f"\nSubject: {prefix}{said}\n\n{body}\n"
                    found.append(Case(f"{program}, {language}: {prefix}{said}", as_mail(mail), None))
    return found


def odd_people(file: str = "odd_people.txt") -> list[Case]:
    """The cases of odd_people.txt."""
    return [Case(name, as_mail(text.strip("\n") + "\n"), None) for (name, _), text in sections(file)]
