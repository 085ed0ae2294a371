"""Which address failed? Read from the fields of a report, else from the words of a notice, clue by clue.

The clues stand in the order of their weight; of one clue the first address counts. Not counted are the addresses of who
is told (our own), of the server that tells, and those that a notice offers for asking back, unless there is no other.
Everything is as written: nothing is put together, corrected or looked up.
"""

from __future__ import annotations

import re

from ..mime.addresses import read_addresses
from ..mime.headers import Headers, read_headers
from ..mime.words import one_row, raw_text
from .notice import Notice

MOST_FOUND = 50

_LOCAL = r"[^\s\x00-\x1f\x7f<>\"'(),;:\[\]@«»„“”‘’「」（）【】《》、。，；：！？\\|*]{1,100}"
_DOMAIN = r"[^\s\x00-\x1f\x7f<>\"'(),;:\[\]@«»„“”‘’「」（）【】《》、。，；：！？\\|*!?]{1,255}"
_A = rf"(?<![A-Za-z0-9._+-])({_LOCAL}@{_DOMAIN})"
_NO = (
    r"unknown|invalid|no such|bad|wrong|non-?existent|undeliverable|failed|rejected|unroute?able|"
    r"unbekannte[rn]?|ungültige[rn]?"
)
_WHO = r"user|recipient|mailbox|address|account|alias|adresse|empfänger|benutzer"

CLUES: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        # Fields of a report that stand in the text.
        rf"^[ \t>]{{0,8}}final-recipient[ \t]*:[ \t]*(?:[a-z0-9-]{{1,20}}[ \t]*;)?[ \t]*<?{_A}",
        (
            rf"^[ \t>]{{0,8}}(?:original-recipient|x-failed-recipients?|failed[- ]recipients?|x-actual-recipient)"
            rf"[ \t]*:[ \t]*(?:[a-z0-9-]{{1,20}}[ \t]*;)?[ \t]*<?{_A}"
        ),
        (
            rf"^[ \t]{{0,20}}(?:recipient(?: address)?|failed address|addressed to|destination(?: address)?)"
            rf"[ \t]*:{{1,2}}[ \t]*[\[<]?(?:smtp:)?{_A}"
        ),
        # "<address>:" and "address:" alone, or followed by what went wrong.
        rf"^[ \t]{{0,8}}<{_A}>(?:[ \t]*\([^)\n]{{0,200}}\))?[ \t]*:",
        rf"^[ \t]{{0,8}}[\"'*•-]?[ \t]?{_A}[\"']?(?:[ \t]*\([^)\n]{{0,200}}\))?[ \t]*:",
        # "The mail to X could not", "unknown user: X", "X... User unknown".
        rf"\b(?:{_NO})[ \t]+(?:{_WHO})s?\b[^\n@<\w]{{0,12}}<?{_A}",
        (
            rf"<?{_A}>?[ \t.,:;\"'()\]-]{{0,12}}"
            rf"(?:user unknown|unknown user|no such|is unknown|unknown|not known|does not exist|"
            rf"doesn't exist|not found|invalid|mailbox|recipient|undeliverable|rejected|over quota|is full|"
            rf"wasn't found|couldn't be found|could not be|cannot be|can't be|was not|failed|relaying|existiert|"
            rf"ist voll|unbekannt|n'existe|no existe|não existe|non esiste|bestaat niet|не найден|не существует|不存在)"
        ),
        (
            rf"\b(?:deliver|send|sent|reach|message|mail|e-mail|email|delivery|zustell|nachricht|remis|distribu|courrier|"
            rf"entreg|mensaje|correo|mensagem|consegn|recapit|messaggio|bericht|bezorg)[^\n@<]{{0,80}}?"
            rf"\b(?:to|for|an|à|a|para|ao|al|aan|für|till|til|do|на|для)\b[^\n@<\w]{{0,6}}[^\n@<]{{0,40}}?<?{_A}"
        ),
        rf"\brcpt to[ \t]*:[ \t]*<?{_A}",
        # The address alone in its row, with a bullet, in brackets, in quotes.
        rf"^[ \t>]{{0,40}}(?:[*•·>\"'-]|\d{{1,2}}[.)])?[ \t]{{0,4}}[<\[(\"']?{_A}[>\])\"'.,;]{{0,3}}[ \t]*$",
        rf"^[ \t]{{0,40}}[^\n@<>]{{1,80}}[ \t]?[<\[(]{_A}[>\])][^\n@]{{0,80}}$",
        # "To: address" of the notice, by the names of many languages.
        (
            rf"^[ \t*]{{0,20}}(?:to|recipients?|an|empfänger|à|destinataires?|para|destinat[aá]rios?|a|destinatari?o?|"
            rf"aan|till|til|do|komu|кому|получател[ья]|宛先|受信者|收件人|收件者|받는 사람)"
            rf"[ \t]*[:：][^\n@]{{0,60}}?<?{_A}"
        ),
        # Any, at last; also behind a word of another script without a space between.
        _A,
    )
)
_ASKED_BACK = re.compile(
    r"^(?:post[-_.]?master|mailer-?daemon|abuse|support|help-?desk|help|info|admin|administrator|hostmaster|webmaster|"
    r"root|security|noc|unblock|no-?reply|contact|service|sysadmin|mailadmin|it|it-?support|feedback|blocklist)@"
)
_GLUED_BEFORE = re.compile(r"^[^\x00-\x7f]+(?=[A-Za-z0-9][\x00-\x7f]*@)")
_GLUED_BEHIND = re.compile(r"(@[A-Za-z0-9.-]{1,200}\.[A-Za-z]{2,30})[^\x00-\x7f].*$")
# RFC 5321 4.5.3.1: 64 octets of a local part, the sign, 255 of a domain.
LONGEST = 320
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_WRITTEN = re.compile(r"(?:\"[^\"]{0,200}\"|[^\s\"<>]{1,320})@[^\s<>]{1,255}")
_ESCAPED = re.compile(r"\\x\{([0-9A-Fa-f]{1,6})\}")


def address_in_field(value: bytes) -> str:
    """Read a recipient field of a report (RFC 3464 2.3.1, RFC 6533 3): "rfc822; address" in all its forms; else ""."""
    text = one_row(raw_text(value)[:1000])
    kind, semicolon, address = text.partition(";")
    address = address if semicolon and len(kind) <= 30 and "@" not in kind else text
    found = re.search(r"<([^<>]{1,320})>", address)
    address = (found[1] if found else re.sub(r"\s*\([^()]*\)\s*$", "", address)).strip().strip("<>\"'").strip()
    address = _without_words(address)
    if address.lower().startswith(("mailto:", "smtp:")):
        address = address.partition(":")[2]
    return _ESCAPED.sub(_character, address) if "\\x{" in address else address


def _without_words(address: str) -> str:
    """Of an address that words stand beside, the address: a row that was lost leaves two fields in one."""
    words = _CONTROL.sub(" ", address).split()
    written = _WRITTEN.search(" ".join(words)) if len(words) > 1 else None
    return written[0].rstrip(",;:") if written else " ".join(words)


def _character(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else found[0]


def failed_in_header(headers: Headers) -> str:
    """Give the first address of X-Failed-Recipients; "" for none."""
    for name in (b"x-failed-recipients", b"x-failed-recipient", b"x-original-recipient"):
        first = _without_words(raw_text(headers.first(name)).split(",")[0].strip().strip("<>"))
        if "@" in first and len(first) <= LONGEST:
            return first
    return ""


def failed_in_notice(notice: Notice, told: frozenset[str]) -> str:
    """Find the failed address in the words of a notice.

    told     addresses in small letters that are not the failed one: who is told, and who tells
    Returns  "" when the notice names nobody else
    """
    spare = ""
    for clue in CLUES:
        for found in _some(clue, notice.text):
            address = _without_neighbors(found)
            small = address.lower()
            if small in told or not _is_address(small):
                continue
            if not _ASKED_BACK.match(small) and not _is_message_id(notice.text, found):
                return address
            spare = spare or ("" if _is_message_id(notice.text, found) else address)
    return spare


def _without_neighbors(found: str) -> str:
    """Cut off what touches an address without being of it: marks of a sentence, and words of scripts without spaces."""
    address = found.rstrip(".-_/").removeprefix("mailto:").removeprefix("smtp:")
    return _GLUED_BEHIND.sub(r"\1", _GLUED_BEFORE.sub("", address))


def _some(clue: re.Pattern[str], text: str) -> list[str]:
    found = []
    for match in clue.finditer(text):
        found.append(match[1])
        if len(found) >= MOST_FOUND:
            break
    return found


def _is_address(small: str) -> bool:
    local, _, domain = small.rpartition("@")
    return (
        bool(local) and bool(domain) and not domain.startswith(".") and not domain.endswith(".") and "/" not in domain
    )


def _is_message_id(text: str, address: str) -> bool:
    before = text[max(0, text.find(address) - 40) : max(0, text.find(address))].lower()
    row = before.rpartition("\n")[2]
    return "message-id" in row or "message id" in row or "msgid" in row or "in-reply-to" in row


def recipient_of_copy(copy: bytes) -> str:
    """Give the address that a returned mail was sent to, from its headers; "" when they name none or several."""
    headers, _ = read_headers(copy, 0, len(copy))
    for name in (b"x-original-to", b"delivered-to", b"envelope-to", b"to"):
        addresses = [one.address for one in read_addresses(headers.all(name)) if one.address]
        if addresses:
            return addresses[0]
    return ""
