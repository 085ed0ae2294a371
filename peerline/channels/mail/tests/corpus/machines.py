"""What machines send that is no bounce: absence notes by language and program, and the cases of machines.txt."""

from __future__ import annotations

from .cases import FOLDER, Case, as_mail, sections

# How programs send an absence note: headers, and how the subject is made of the name of the thing and our subject.
PROGRAMS: dict[str, tuple[str, str]] = {
    "exchange": (
        "Auto-Submitted: auto-generated\nX-Auto-Response-Suppress: All\nIn-Reply-To: <tag.one@lantern.example>",
        "{name}: {ours}",
    ),
    "exchange, no headers": ("In-Reply-To: <tag.one@lantern.example>", "{name}: {ours}"),
    "exchange, no headers at all": ("X-Originating-IP: [192.0.2.1]", "{name}: {ours}"),
    "webmail": ("Auto-Submitted: auto-replied\nPrecedence: bulk\nX-Autoreply: yes", "{name} Re: {ours}"),
    "sieve": ("Auto-Submitted: auto-replied (vacation)", "Auto: {ours}"),
    "vacation": ("Precedence: junk\nAuto-Submitted: auto-replied", "{name}"),
    "brackets": ("Precedence: auto_reply", "[{name}] {ours}"),
    "plain name": ("Return-Path: <>", "{name}"),
    "answer": ("X-Autorespond: {ours}\nPrecedence: bulk", "Re: {ours}"),
    "dash": ("X-Autoreply-From: wren@writer.example", "{name} - {ours}"),
}
OURS = "A reply for you"


def absences() -> list[Case]:
    """Every absence note of away.txt by every program."""
    found = []
    for row in (FOLDER / "away.txt").read_text(encoding="utf-8").splitlines():
        language, name, text = (field.strip() for field in row.split("|"))
        for program, (headers, subject) in PROGRAMS.items():
            head = headers.format(ours=OURS)
            said = subject.format(name=name, ours=OURS)
            mail = f"From: Wren <wren@writer.example>\nSubject: {said}\n{head}\n\n{text}\n"
            found.append(Case(f"{program}: {language} {name}", as_mail(mail), "auto-reply"))
    return found


def machines(file: str = "machines.txt") -> list[Case]:
    """The cases of machines.txt: its row names what is sent and the kind."""
    return [Case(name, as_mail(text.strip("\n") + "\n"), kind) for (name, kind), text in sections(file)]
