"""What offices, mailing lists and virus scanners put under mails, in the sentences only they write."""

from __future__ import annotations

import re

# One of these stands in each notice: so that other paragraphs cost nothing.
_HINTS = (
    "confiden|privileg|intended|proprietary|addressee|in error|environment|you print|t print|vertraulich|adressat"
    "|umwelt|destinat|imprimer|riservat|vertrouwelijk|geadresseerde|uitsluitend|konfiden|fortrolig|poufn|důvěrn"
    "|конфиденциальн|机密|保密|機密|기밀|비밀"
).split("|")

# A notice of confidentiality: its whole paragraph is one. Each names the mail and what it must not be used for.
_NOTICE = re.compile(
    r"(?:confidentiality notice|(?:this|the information (?:contained )?in this|the contents? of this)\s+"
    r"(?:e-?mail|message|communication|transmission|electronic)[^?]{0,300}"
    r"(?:confidential|privileged|intended (?:solely|only|recipient)|proprietary)"
    r"|if you (?:are not|have received this|received this) (?:the|an|in|e-?mail|message|communication)?\s?"
    r"(?:intended|named|e-?mail in error|message in error|in error|error|addressee)"
    r"|(?:diese e-?mail|diese nachricht|dieses e-?mail)[^?]{0,200}vertraulich"
    r"|wenn sie nicht der richtige adressat|falls sie nicht der (?:richtige|beabsichtigte)"
    r"|(?:ce message|ce courriel|cet e-?mail|ce mail)[^?]{0,200}(?:confidentiel|destinataire)"
    r"|(?:este mensaje|este correo|este e-?mail)[^?]{0,200}(?:confidencial|destinatario)"
    r"|(?:esta mensagem|este e-?mail)[^?]{0,200}(?:confidenciai|confidencial|destinatári)"
    r"|(?:questo messaggio|la presente e-?mail|questa e-?mail|le informazioni contenute)[^?]{0,200}"
    r"(?:riservat|confidenzial|destinatari)"
    r"|(?:dit bericht|deze e-?mail|dit e-?mailbericht)[^?]{0,200}(?:vertrouwelijk|uitsluitend bestemd|geadresseerde)"
    r"|(?:detta meddelande|detta e-?mail|denne e-?mail|denne e-?post|denne meddelelse)[^?]{0,200}"
    r"(?:konfidentiell|fortrolig)"
    r"|(?:ta wiadomość|niniejsza wiadomość|treść tej wiadomości)[^?]{0,200}(?:poufn|adresat)"
    r"|(?:tato zpráva|tento e-?mail)[^?]{0,200}důvěrn|(?:это сообщение|данное сообщение|настоящее сообщение)[^?]{0,200}"
    r"конфиденциальн"
    r"|本(?:电子)?邮件[^?]{0,100}(?:机密|保密)|本電子郵件[^?]{0,100}機密|이 (?:메일|전자우편)[^?]{0,100}(?:기밀|비밀)"
    r"|(?:please )?consider the environment before printing|think before you print|denken sie an die umwelt"
    r"|pensez à l'environnement avant d'imprimer|please don't print this e-?mail unless)",
    re.IGNORECASE,
)


def is_notice(paragraph: str) -> bool:
    """Whether a paragraph is a notice of confidentiality or asks not to be printed."""
    small = paragraph.lower()
    return any(hint in small for hint in _HINTS) and bool(_NOTICE.search(paragraph))


# A row that only a list's or scanner's foot has.
FOOT_ROW = re.compile(
    r"(?:\bto unsubscribe (?:from this|from the|send|,|visit|click)|^unsubscribe:|mailing list -- |\bmailing list\s*$"
    r"|^you received this message because you are subscribed|^you are receiving this because you"
    r"|/mailman/listinfo|/listinfo/|/mailman3/|list-unsubscribe|groups\.google\.[a-z.]{2,6}/"
    r"|^for more options, visit|^to view this discussion (?:on the web|visit)|^to post to this group,"
    r"|^reply to this email directly, view it on |^reply to this email directly or view it on "
    r"|^this email has been checked for viruses|^diese e-mail wurde von .{1,40} auf viren geprüft"
    r"|^view (?:this )?(?:topic|message) (?:online|on)|^virus-free\b|^to stop receiving (?:these|notification))",
    re.IGNORECASE,
)
