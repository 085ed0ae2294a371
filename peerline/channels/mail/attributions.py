"""How do mail programs introduce what they quote, and sign what they send? The phrases, by language.

Only what programs write, never what people write: each phrase stands with a mark of the machine (a date with a time, an
address, a run of header names). To add a language, add its words here and a case in the tests.
"""

from __future__ import annotations

import re

# "wrote", as it stands between name, date and colon. English, German, French, Spanish, Portuguese, Italian, Dutch,
# Swedish, Danish, Norwegian, Finnish, Polish, Czech, Slovak, Hungarian, Romanian, Croatian, Slovenian, Russian,
# Ukrainian, Bulgarian, Greek, Turkish, Lithuanian, Latvian, Estonian, Catalan, Indonesian, Vietnamese, Hebrew, Arabic,
# Persian, Hindi, Bengali, Thai, Chinese, Japanese, Korean.
WROTE = (
    r"wrote|writes|schrieb|schreibt|a écrit|écrit|escribió|escribi[oó]|escreveu|ha scritto|scrive|schreef|skrev|"
    r"kirjoitti|"
    r"napisał|napisała|napisał\(a\)|pisze|napsal|napsala|napsal\(a\)|napísal|napísala|napísal\(a\)|írta|a scris|"
    r"napisao|"
    r"napisala|je napisao/la|je napisal|написал|написала|написал\(а\)|пишет|написав|написала|пише|написа|έγραψε|yazdı|"
    r"rašė|rakstīja|kirjutas|va escriure|ha escrit|menulis|đã viết|כתב|כתבה|כתב/ה|كتب|كتبت|نوشت|ने लिखा|লিখেছেন|"
    r"เขียนว่า|写道|寫道|写到|のメール|は書きました|님이 작성|작성"
)
WRITES = re.compile(rf"(?:{WROTE})", re.IGNORECASE)
TIME = re.compile(r"(?<!\d)(?:\d{1,2}\s?[:.h時点시]\s?\d{2}|(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})(?!\d)")
CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}")
ADDRESS = re.compile(r"[<\[(]?(?:mailto:)?[^\s<>@\[\]]{1,64}@[^\s<>@\[\]]{1,200}[>\])]?")

# Row above a quoted copy: "-----Original Message-----" and its sisters.
ORIGINAL = re.compile(
    r"^\s*[-_*]{2,}\s*(?:original message|original appointment|ursprüngliche nachricht|originalnachricht|"
    r"message d'origine|message d’origine|message original|mensaje original|mensagem original|messaggio originale|"
    r"oorspronkelijk bericht|originalmeddelande|ursprungligt meddelande|oprindelig meddelelse|"
    r"original meddelelse|opprinnelig melding|alkuperäinen viesti|wiadomość oryginalna|oryginalna wiadomość|"
    r"původní zpráva|pôvodná správa|eredeti üzenet|mesaj original|исходное сообщение|оригинальное сообщение|"
    r"пересылаемое сообщение \(ответ\)|оригінальне повідомлення|αρχικό μήνυμα|özgün ileti|orijinal mesaj|"
    r"הודעה מקורית|الرسالة الأصلية|原始邮件|原始郵件|邮件原件|元のメッセージ|원본 메시지|원본 메일|pesan asli|"
    r"reply message)"
    r"\s*[-_*]*\s*$",
    re.IGNORECASE,
)
FORWARDED = re.compile(
    r"^\s*(?:[-_*]{2,}\s*(?:forwarded|weitergeleitet|message transféré|mensaje reenviado|mensagem encaminhada|"
    r"messaggio inoltrato|doorgestuurd|vidarebefordrat|videresend|videresendt|välitetty|przekazana|"
    r"přeposlaná|preposlaná|továbbított|mesaj redirecționat|пересылаемое|переслане|προωθημένο|yönlendirilen|iletilen|"
    r"הודעה שהועברה|رسالة مُعاد|رسالة محولة|转发|轉寄|転送|전달된)|begin forwarded message|"
    r"anfang der weitergeleiteten|début du message réexpédié|inizio messaggio inoltrato|inicio del mensaje reenviado)",
    re.IGNORECASE,
)

# Header names of a copied head ("From: ... Sent: ... To: ... Subject: ..."), as Outlook and others translate them.
FROM_NAMES = (
    "from|von|de|da|van|från|fra|od|od:|lähettäjä|feladó|от|від|από|kimden|gönderen|expeditor|מאת|من|发件人|寄件者|"
    "寄件人|"
    "差出人|보낸 사람|보낸사람|dari|từ|desde|expéditeur"
)
OTHER_NAMES = (
    "sent|gesendet|envoyé|envoyé le|enviado|enviado el|enviada em|enviado em|inviato|verzonden|skickat|sendt|lähetetty|"
    "wysłano|wysłane|odesláno|odoslané|elküldve|trimis|отправлено|надіслано|στάλθηκε|gönderilme tarihi|נשלח|تم الإرسال|"
    "发送时间|傳送時間|寄件日期|送信日時|보낸 날짜|보낸날짜|dikirim|date|datum|data|fecha|dato|päivämäärä|päiväys|"
    "dátum|дата|"
    "ημερομηνία|tarih|תאריך|التاريخ|日期|日付|날짜|to|an|à|para|a|aan|till|til|vastaanottaja|do|komu|címzett|către|"
    "кому|προς|kime|kimden|אל|إلى|收件人|收件者|宛先|받는 사람|받는사람|kepada|đến|subject|betreff|objet|asunto|"
    "assunto|"
    "oggetto|onderwerp|ämne|emne|aihe|temat|předmět|predmet|tárgy|subiect|тема|θέμα|konu|נושא|الموضوع|主题|主旨|件名|"
    "제목|"
    "subjek|chủ đề|cc|kopie|kopia|kopi|копия|sent at|importance|reply-to"
)
FROM_ROW = re.compile(rf"^\s*\*?(?:{FROM_NAMES})\s?\*?\s*[:：]\*?\s*\S", re.IGNORECASE)
OTHER_ROW = re.compile(rf"^\s*\*?(?:{OTHER_NAMES})\s?\*?\s*[:：]", re.IGNORECASE)

# "Sent from my ...": a whole row.
SENT_FROM = re.compile(
    r"^\s*[\W_]{0,3}(?:sent (?:from|via|with|using) (?:my |the |a )?[\w\s.,'’+()<>:/-]{2,80}|"
    r"get outlook for [\w\s<>:/.]{2,60}|"
    r"(?:von meinem|vom|von|mit der|mit) [\w\s.,'’+-]{2,60} (?:gesendet|geschickt|verschickt)|"
    r"gesendet (?:mit|von|über|via) [\w\s.,'’+-]{2,60}|diese nachricht wurde von [\w\s.,'’+-]{2,60} gesendet|"
    r"envoyé (?:de|depuis|à partir d[e']|avec|par) ?[\w\s.,'’+-]{2,60}|"
    r"enviado (?:desde|do|da|de|con|com|via|a partir d[oe]) [\w\s.,'’+-]{2,60}|enviat des de[\w\s.,'’+-]{2,60}|"
    r"inviato (?:da|dal|con) [\w\s.,'’+-]{2,60}|verzonden (?:vanaf|met|via) [\w\s.,'’+-]{2,60}|"
    r"skickat från [\w\s.,'’+-]{2,60}|sendt fra [\w\s.,'’+-]{2,60}|lähetetty [\w\s.,'’+-]{2,60}|"
    r"wysłane? z [\w\s.,'’+-]{2,60}|odesláno (?:z|ze) [\w\s.,'’+-]{2,60}|odoslané z [\w\s.,'’+-]{2,60}|"
    r"trimis de pe [\w\s.,'’+-]{2,60}|(?:iphone|android)[\w\s'’-]{0,30}(?:készülékemről küldve|gönderildi|から送信)|"
    r"[\w\s'’-]{2,40}から送信|отправлено (?:с|из|с моего) [\w\s.,'’+-]{2,60}|надіслано з [\w\s.,'’+-]{2,60}|"
    r"στάλθηκε από [\w\s.,'’+-]{2,60}|发自我的\s?[\w\s-]{2,40}|從我的\s?[\w\s-]{2,40}\s?傳送|"
    r"나의 [\w\s-]{2,30}에서 보냄|נשלח מ[\w\s־-]{2,40}|(?:أُرسلت|أرسلت|تم الإرسال) من [\w\sـ-]{2,40}|"
    r"dikirim dari [\w\s.,'’+-]{2,60}|gửi từ [\w\s.,'’+-]{2,60})[\W_]{0,3}$",
    re.IGNORECASE,
)
