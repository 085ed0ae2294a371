"""Phrases of receipts, challenges and reports, and of the forms through which people write."""

from __future__ import annotations

# A subject that begins so is a receipt when a machine sent it.
RECEIVED: tuple[str, ...] = (
    "read:", "not read:", "gelesen:", "ungelesen:", "nicht gelesen:", "lu :", "lu:", "non lu :", "non lu:", "leído:",
    "no leído:",
    "leido:", "letto:", "non letto:", "lida:", "lido:", "não lida:", "gelezen:", "niet gelezen:", "läst:",
    "inte läst:", "oläst:",
    "læst:", "ikke læst:", "lest:", "ikke lest:", "luettu:", "ei luettu:", "przeczytano:", "nie przeczytano:",
    "přečteno:",
    "nepřečteno:", "prečítané:", "olvasva:", "olvasatlan:", "citit:", "прочитано:", "не прочитано:", "прочетено:",
    "αναγνώστηκε:",
    "okundu:", "okunmadı:", "נקרא:", "قراءة:", "تمت القراءة:", "已读:", "未读:", "已讀:", "未讀:", "開封済み:",
    "未開封:", "읽음:", "읽지 않음:",
    "return receipt", "read receipt", "disposition notification", "delivery receipt", "confirmation de lecture",
    "accusé de lecture", "lesebestätigung", "ricevuta di ritorno", "conferma di lettura", "confirmación de lectura",
    "confirmação de leitura", "leesbevestiging", "läskvitto", "kvittering for læsning", "potwierdzenie przeczytania",
    "уведомление о прочтении", "開封確認", "已读回执", "delivered:", "relayed:", "zugestellt:", "remis :",
    "entregado:", "entregue:",
    "recapitato:", "bezorgd:", "levererat:", "leveret:", "levert:", "dostarczono:", "доставлено:", "送达:",
    "已送达:", "配信済み:",
    "배달됨:", "successful mail delivery report", "delivery status notification (success)",
    "delivery status notification (relay)",
    "message status - opened", "message status - delivered", "accettazione:", "consegna:", "avvenuta consegna",
)  # fmt: skip

# Calendar answers: a button was pressed.
ANSWERED: tuple[str, ...] = (
    "accepted:", "declined:", "tentative:", "tentatively accepted:", "canceled:", "cancelled:", "canceled event",
    "updated invitation",
    "new time proposed:", "zugesagt:", "abgelehnt:", "mit vorbehalt:", "abgesagt:", "accepté :", "accepté:",
    "refusé :", "refusé:",
    "provisoire :", "annulé :", "aceptado:", "aceptada:", "rechazado:", "rechazada:", "provisional:", "cancelado:",
    "aceito:", "aceite:",
    "recusado:", "accettato:", "rifiutato:", "provvisorio:", "annullato:", "geaccepteerd:", "geweigerd:",
    "voorlopig:", "geannuleerd:",
    "accepterat:", "accepteret:", "akseptert:", "avvisat:", "hyväksytty:", "hylätty:", "zaakceptowano:",
    "odrzucono:", "přijato:",
    "odmítnuto:", "принято:", "отклонено:", "kabul edildi:", "已接受:", "已拒绝:", "承諾済み:", "辞退:", "수락됨:",
    "거절됨:",
)  # fmt: skip

# Machines that want a person to prove to be one, before they let a mail through.
CHALLENGES: tuple[str, ...] = (
    "your email requires verification", "requires that you verify", "verify that you are a real",
    "real live human being",
    "please confirm your message", "confirm your message", "confirm that you are a human", "to confirm that you sent",
    "this message was created automatically by mail delivery software (tmda)", "tmda", "spam arrest", "spamarrest",
    "boxtrapper",
    "to control spam, i now allow", "spamblocker", "i apologize for this automatic reply", "senders i have approved",
    "approve your email", "permission request", "choicemail", "please click the link below to deliver",
    "delivery confirmation required",
    "your message is awaiting", "confirm your email to", "held for confirmation",
    "will be delivered once you confirm", "sender verification",
    "whitelist request", "add you to my list of approved", "to be added to my whitelist",
    "click the following link to", "reply to this message without",
    "qconfirm", "bluebottle", "um ihre nachricht zuzustellen", "bestätigen sie ihre nachricht",
    "bestätigen sie, dass sie",
    "veuillez confirmer votre message", "confirmer que vous êtes", "confirme su mensaje", "confirme su correo",
    "confirme sua mensagem", "confirme que você",
    "conferma il tuo messaggio", "bevestig uw bericht", "antispam uol", "potwierdź swoją wiadomość",
    "подтвердите отправку", "подтвердите, что вы",
    "メールの確認", "请确认您的邮件", "確認您的郵件",
)  # fmt: skip
CHALLENGE_SUBJECTS: tuple[str, ...] = (
    "your email requires verification", "please confirm your message", "please confirm your mail",
    "please confirm your email to",
    "confirm your mail", "confirm your message", "action required: verify your email to", "sender verification",
    "permission request",
    "verification required", "message awaiting your confirmation", "please verify your email",
    "please verify your message",
    "bitte bestätigen sie ihre", "veuillez confirmer votre", "por favor confirme su", "confirme sua mensagem",
    "conferma il tuo messaggio",
    "confirmação de e-mail", "подтвердите",
)  # fmt: skip

# Reports from server to server that do not come as multipart/report (RFC 7489 7.2.1.1, RFC 8460).
REPORTS: tuple[str, ...] = (
    "report domain:", "dmarc aggregate report", "dmarc report", "[dmarc]", "tls report", "tls-rpt",
    "smtp tls report", "abuse report",
    "cron <", "anacron job", "logwatch for", "daily run output", "security run output",
    "*** security information for",
)  # fmt: skip

# What stands under mail that people send through a form or a wiki.
FORMS: tuple[str, ...] = (
    "contact form", "contact us form", "contact-form", "web form", "webform", "feedback form", "submitted on",
    "submitted values are",
    "via the website", "sent from your website", "kontaktformular", "formulaire de contact",
    "formulario de contacto", "formulário de contato",
    "formulário de contacto", "modulo di contatto", "contactformulier", "kontaktformulär", "kontaktskjema",
    "kontaktformularen", "yhteydenottolomake",
    "formularz kontaktowy", "formularza kontaktowego", "kontaktní formulář", "kontaktného formulára",
    "kapcsolatfelvételi", "formular de contact", "форма обратной связи", "форма зворотного",
    "контактна форма", "φόρμα επικοινωνίας", "iletişim formu", "טופס יצירת קשר", "נموذج الاتصال", "نموذج الاتصال",
    "فرم تماس", "संपर्क फ़ॉर्म", "แบบฟอร์มติดต่อ", "biểu mẫu liên hệ",
    "formulir kontak", "联系表单", "聯絡表單", "お問い合わせフォーム", "문의 양식", "this e-mail was sent from",
    "this email was sent from",
    "diese e-mail wurde von", "email this user", "emailuser", "e-mail this user", "e-mail an diesen benutzer",
)  # fmt: skip
