"""Did a machine send this? (RFC 3834, RFC 2919, RFC 8098, and what machines really write.)

Said only by marks that people's mail programs do not set. `X-Auto-Response-Suppress` alone is none: whole organisations
set it on the mail of people. A subject counts only at its beginning: "Re: Automatic reply" is a person's answer.
"""

from __future__ import annotations

import re

from ..incoming import Address
from .mime.headers import Headers
from .mime.parts import Part

_AWAY = re.compile(
    r"^\s*(?:\[?auto(?:matic)?[ -]?(?:reply|response|respuesta)\b|autoreply|out of (?:the )?office|"
    r"automatische antwort|automatische abwesenheit|abwesenheitsnotiz|abwesenheitsbenachrichtigung|"
    r"abwesend:|réponse automatique|absence du bureau|respuesta automática|resposta automática|"
    r"fuera de (?:la )?oficina|"
    r"risposta automatica|fuori sede|automatisch antwoord|afwezigheidsbericht|autosvar|automatiskt svar|"
    r"automatisk svar|automaattinen vastaus|poissaoloilmoitus|automatyczna odpowiedź|odpowiedź automatyczna|"
    r"automatická odpověď|automatická odpoveď|automatikus válasz|răspuns automat|автоответ|автоматический ответ|"
    r"автоматична відповідь|αυτόματη απάντηση|otomatik yanıt|otomatik cevap|תשובה אוטומטית|رد تلقائي|自动答复|自动回复|"
    r"自動回覆|自動応答|自動返信|자동 회신|balasan otomatis|trả lời tự động|vacation (?:reply|response|notice)|"
    r"on vacation:|i am (?:currently )?out of (?:the )?office)",
    re.IGNORECASE,
)
_RETURNED = re.compile(
    r"^\s*(?:undeliver(?:ed|able)\b|undelivered mail returned|mail delivery (?:failed|failure|system|subsystem)|"
    r"delivery status notification|"
    r"delivery (?:has )?(?:failed|failure|notification|report)|failure notice|returned mail|mail system error|"
    r"message (?:delivery )?(?:failed|failure|undeliverable)|could not send message|non[- ]?(?:delivery|remise)|"
    r"unzustellbar|nachricht nicht zugestellt|zustellung fehlgeschlagen|non remis|échec de (?:la )?remise|"
    r"no se puede entregar|no entregado|mensaje no entregado|non recapitabile|onbestelbaar|olevererbart|"
    r"kan ikke leveres|недоставлен|недоставленное|nie można dostarczyć|teslim edilemedi|warning: message|"
    r"delayed mail|returned to sender|배달되지 않음|配信不能|未送达|系统退信|退信)",
    re.IGNORECASE,
)
_RECEIVED = re.compile(
    r"^\s*(?:read:|gelesen:|lu :|leído:|letto:|lida:|return receipt|disposition notification|read receipt)", re.I
)
_DAEMONS = ("mailer-daemon", "mail-daemon", "maildaemon", "mailerdaemon", "postmaster", "mdaemon")
_NOBODY = re.compile(r"^(?:no|not?|do-?not|donot)[-_.]?reply(?:[-_.+].*)?$|^nobody$|^notifications?$", re.IGNORECASE)
_ANSWERED = (
    b"x-autoreply",
    b"x-autorespond",
    b"x-autoresponse",
    b"x-autoreply-from",
    b"x-mail-autoreply",
    b"x-vacation",
)
_LIST = (b"list-id", b"list-post", b"mailing-list", b"x-mailing-list", b"list-unsubscribe", b"x-mailman-version")


def kind_of_report(root: Part) -> str:
    """Name what a multipart/report is about: its report-type, or the type of its second part; "" for no report."""
    if root.type != "multipart/report":
        return ""
    named = root.parameters.get("report-type", "").strip().lower()
    inner = next((child.type for child in root.children if child.type.startswith("message/")), "")
    return named or {"message/disposition-notification": "disposition-notification"}.get(inner, "delivery-status")


def is_returned(headers: Headers, subject: str, sender: Address | None) -> bool:
    """Whether a mail without a report looks like one that came back."""
    if b"x-failed-recipients" in headers:
        return True
    is_daemon = sender is not None and sender.address.partition("@")[0].lower() in _DAEMONS
    return bool(_RETURNED.match(subject)) and (is_daemon or _has_no_return(headers))


def automatic_kind(headers: Headers, subject: str, sender: Address | None) -> str | None:
    """Tell "auto-reply", "auto-generated", "list" or "receipt" from headers; None for what a person sent."""
    submitted = headers.first(b"auto-submitted").partition(b";")[0].strip().lower()
    precedence = headers.first(b"precedence").strip().lower()
    if submitted.startswith(b"auto-replied"):
        return "auto-reply"
    if _RECEIVED.match(subject) and (_has_no_return(headers) or submitted.startswith(b"auto")):
        return "receipt"
    if precedence == b"list" or any(name in headers for name in _LIST):
        return "list"
    if precedence in (b"auto_reply", b"auto-reply") or _AWAY.match(subject) or _says_so(headers):
        return "auto-reply"
    is_unasked = submitted not in (b"", b"no") or precedence in (b"bulk", b"junk") or _has_no_return(headers)
    return "auto-generated" if is_unasked or _is_nobody(sender) else None


def _is_nobody(sender: Address | None) -> bool:
    return sender is not None and bool(_NOBODY.match(sender.address.partition("@")[0]))


def _says_so(headers: Headers) -> bool:
    return any(headers.first(name).strip().lower() not in (b"", b"no", b"false", b"off") for name in _ANSWERED)


def _has_no_return(headers: Headers) -> bool:
    """A null return path: nobody wants to hear back."""
    return b"return-path" in headers and headers.first(b"return-path").strip() in (b"<>", b"")
