"""How the subject of an automatic reply begins, and what its text says, language by language.

`PLAIN` are names of the thing itself ("automatic reply"): they count when a colon, a bracket or nothing follows.
`LOOSE` are words that people use as well ("on holiday"): they count only when something else in the mail agrees.
`SAYS_AWAY` and `SAYS_MACHINE` are sought in the text; one of them alone is never enough.
"""

from __future__ import annotations

PLAIN: dict[str, tuple[str, ...]] = {
    "en": (
        "automatic reply", "automatic response", "automatic answer", "auto reply", "auto-reply", "autoreply",
        "auto response", "auto-response", "autoresponse", "autoresponder", "auto-responder", "auto responder",
        "automated reply", "automated response", "automated message", "automatic message", "auto answer",
        "out of office", "out-of-office", "out of the office", "out of office autoreply", "out of office auto-reply",
        "out of office auto reply", "out of office reply", "out of office response", "out of office message",
        "out of office notification", "out of office notice", "vacation reply", "vacation response",
        "vacation message", "vacation notice", "vacation auto-reply", "vacation autoreply", "away message",
        "away notice", "absence notice", "auto acknowledgement", "automatic acknowledgement",
        "automatic acknowledgment", "automated acknowledgement", "automatic confirmation", "holiday auto-reply",
    ),
    "de": (
        "automatische antwort", "automatische rückantwort", "automatische rückmeldung", "automatische antwortmail",
        "automatische abwesenheitsnotiz", "automatische abwesenheit", "automatische nachricht", "autoantwort",
        "automatische empfangsbestätigung", "automatische eingangsbestätigung", "abwesenheitsnotiz",
        "abwesenheitsnachricht", "abwesenheitsbenachrichtigung", "abwesenheitsmeldung", "abwesenheitsassistent",
        "abwesenheitshinweis", "abwesenheitsmitteilung", "abwesenheitsantwort", "urlaubsnotiz", "urlaubsmeldung",
        "automat. antwort", "autom. antwort", "automatisierte antwort", "auto-antwort",
    ),
    "fr": (
        "réponse automatique", "reponse automatique", "réponse automatisée", "message automatique",
        "message d'absence", "notification d'absence", "avis d'absence", "absence du bureau", "absent du bureau",
        "absente du bureau", "réponse d'absence", "répondeur automatique", "accusé de réception automatique",
    ),
    "es": (
        "respuesta automática", "respuesta automatica", "contestación automática", "mensaje automático",
        "autorespuesta", "auto respuesta", "fuera de la oficina", "fuera de oficina", "aviso de ausencia",
        "respuesta de vacaciones", "mensaje de ausencia", "contestador automático",
    ),
    "pt": (
        "resposta automática", "resposta automatica", "mensagem automática", "fora do escritório",
        "fora do escritorio", "ausência temporária", "ausente do escritório", "aviso de ausência",
        "resposta de ausência", "auto-resposta", "autorresposta",
    ),
    "it": (
        "risposta automatica", "messaggio automatico", "fuori sede", "fuori ufficio", "assenza dall'ufficio",
        "risposta non al computer", "avviso di assenza", "messaggio di assenza", "risponditore automatico",
    ),
    "nl": (
        "automatisch antwoord", "automatische reactie", "automatisch bericht", "automatische beantwoording",
        "afwezigheidsbericht", "afwezigheidsassistent", "afwezigheidsmelding", "automatische afwezigheidsmelding",
        "niet op kantoor", "buiten kantoor", "auto-antwoord", "automatische ontvangstbevestiging",
    ),
    "ca gl eu": ("resposta automàtica", "fora de l'oficina", "erantzun automatikoa", "bulegotik kanpo"),
    "sv": ("autosvar", "automatiskt svar", "frånvaromeddelande", "frånvarobesked", "ej på kontoret", "auto-svar"),
    "da nb nn": (
        "automatisk svar", "autosvar", "fraværsmeddelelse", "fraværsbesked", "fraværsmelding", "ikke på kontoret",
        "ikke til stede", "automatisk tilbakemelding", "automatisk besked", "automatisk kvittering",
    ),
    "is fo": ("sjálfvirkt svar", "utan skrifstofu", "sjálvvirkandi svar"),
    "fi": ("automaattinen vastaus", "automaattivastaus", "poissaoloilmoitus", "poissa toimistosta", "lomavastaus"),
    "et": ("automaatvastus", "automaatne vastus", "kontorist väljas"),
    "lv": ("automātiska atbilde", "automātiskā atbilde", "ārpus biroja", "automātiskās atbildes"),
    "lt": ("automatinis atsakymas", "automatinis atsakas", "ne biure"),
    "pl": (
        "automatyczna odpowiedź", "odpowiedź automatyczna", "autoodpowiedź", "poza biurem", "automatyczna odpowiedz",
        "autoresponder", "odpowiedz automatyczna", "informacja o nieobecności",
    ),
    "cs sk": (
        "automatická odpověď", "automaticka odpoved", "automatická odpoveď", "mimo kancelář", "mimo kancelárie",
        "automatické oznámení", "automatická odezva", "oznámení o nepřítomnosti",
    ),
    "sl hr sr bs mk": (
        "samodejni odgovor", "samodejno sporočilo", "zunaj pisarne", "automatski odgovor", "izvan ureda",
        "van kancelarije", "аутоматски одговор", "ван канцеларије", "автоматски одговор", "odsutan iz ureda",
    ),
    "bg": ("автоматичен отговор", "извън офиса", "автоматично съобщение"),
    "ro": ("răspuns automat", "raspuns automat", "în afara biroului", "absent din birou", "mesaj automat"),
    "hu": ("automatikus válasz", "házon kívül", "irodán kívül", "automatikus üzenet", "távolléti üzenet"),
    "sq": ("përgjigje automatike", "jashtë zyrës"),
    "ru": (
        "автоматический ответ", "автоответ", "авто-ответ", "автоответчик", "вне офиса", "автоматическое сообщение",
        "автоматическое уведомление", "автоматический ответ об отсутствии", "отсутствую в офисе",
    ),
    "uk be": (
        "автоматична відповідь", "автовідповідь", "поза офісом", "аўтаматычны адказ", "автоматичне повідомлення",
    ),
    "el": ("αυτόματη απάντηση", "αυτόματο μήνυμα", "εκτός γραφείου", "μήνυμα απουσίας"),
    "tr az": ("otomatik yanıt", "otomatik cevap", "otomatik yanit", "ofis dışında", "ofis dışı", "avtomatik cavab"),
    "ka hy kk uz mn": (
        "ავტომატური პასუხი", "ავტოპასუხი", "ավտոմատ պատասխան", "автоматты жауап", "avtomatik javob",
        "автомат хариу",
    ),
    "he": ("תשובה אוטומטית", "מענה אוטומטי", "מחוץ למשרד", "הודעה אוטומטית", "הודעת היעדרות"),
    "ar fa ur": (
        "رد تلقائي", "الرد التلقائي", "رد آلي", "الرد الآلي", "خارج المكتب", "پاسخ خودکار", "خارج از دفتر",
        "خودکار جواب", "رسالة تلقائية",
    ),
    "hi bn ta te mr ne": (
        "स्वचालित उत्तर", "स्वचालित जवाब", "स्वतः उत्तर", "ऑटो रिप्लाई", "স্বয়ংক্রিয় উত্তর", "স্বয়ংক্রিয় জবাব",
        "தானியங்கு பதில்", "స్వయంచాలక ప్రత్యుత్తరం", "स्वयंचलित उत्तर",
    ),
    "th lo km my": ("ตอบกลับอัตโนมัติ", "การตอบกลับอัตโนมัติ", "ข้อความตอบกลับอัตโนมัติ", "ຕອບກັບອັດຕະໂນມັດ"),
    "vi": ("trả lời tự động", "tự động trả lời", "thư trả lời tự động", "phản hồi tự động", "ngoài văn phòng"),
    "id ms tl": (
        "balasan otomatis", "jawaban otomatis", "di luar kantor", "balasan automatik", "jawapan automatik",
        "di luar pejabat", "awtomatikong tugon", "wala sa opisina",
    ),
    "zh": (
        "自动答复", "自动回复", "自動回覆", "自動答覆", "自動回复", "自動答复", "自动应答", "不在办公室",
        "不在辦公室",
        "外出自动回复", "自动发送", "休假自动回复", "假期自动回复",
    ),
    "ja": ("自動応答", "自動返信", "自動回答", "不在通知", "不在のお知らせ", "不在のご連絡", "自動配信"),
    "ko": ("자동 회신", "자동회신", "자동 응답", "자동응답", "자동 답장", "부재중 자동", "부재 중 자동"),
    "sw af cy ga": ("jibu otomatiki", "jibu la kiotomatiki", "outomatiese antwoord", "ateb awtomatig"),
}  # fmt: skip

# Parts of words by which a plain name says a place: people who were thrown out of an office use them as well, so that
# only a colon makes such a name certain.
PLACES: tuple[str, ...] = (
    "office", "oficina", "bureau", "escrit", "ufficio", "sede", "kantoor", "kontoret", "skrifstofu", "toimisto",
    "kontorist", "biroj", "biure", "biurem", "kancel", "pisarne", "ured", "офис", "канцелар", "birou", "irodán",
    "házon", "zyrës", "γραφείου", "ofis", "משרד", "مكتب", "دفتر", "văn phòng", "kantor", "pejabat", "opisina",
    "办公", "辦公", "bulego", "til stede", "despatx",
)  # fmt: skip

LOOSE: tuple[str, ...] = (
    "auto", "ooo", "on vacation", "on holiday", "on leave", "on annual leave", "annual leave", "parental leave",
    "maternity leave", "i am out of", "i am currently out of", "i'm out of", "away from", "away until", "away",
    "thank you for your message", "thank you for your email", "thank you for your e-mail", "thanks for your email",
    "thank you for contacting", "thanks for contacting", "we have received", "we have received your request",
    "we have received your message", "we have received your email", "we received your message",
    "we received your email", "we received your request", "we received your", "message received",
    "your message has been received", "your request has been received", "acknowledgement", "confirmation of receipt",
    "ticket received", "support ticket", "limited access to email", "no longer with", "abwesend", "abwesenheit",
    "urlaub", "im urlaub", "nicht im büro", "nicht im haus", "außer haus", "eingangsbestätigung",
    "empfangsbestätigung", "ihre anfrage", "ihre nachricht", "vielen dank für ihre", "elternzeit", "absence",
    "absent", "absente", "en congé", "en congés", "congés", "en vacances", "accusé de réception", "votre message",
    "nous avons bien reçu", "ausente", "ausencia", "de vacaciones", "vacaciones", "acuse de recibo",
    "hemos recibido", "gracias por", "férias", "de férias", "ausência", "recebemos", "assente", "assenza", "in ferie",
    "ferie", "conferma di ricezione", "afwezig", "afwezigheid", "op vakantie", "ontvangstbevestiging", "frånvaro",
    "frånvarande", "semester", "på semester", "fravær", "fraværende", "på ferie", "poissa", "lomalla", "puhkusel",
    "atvaļinājumā", "atostogose", "atostogos", "nieobecność", "nieobecny", "nieobecna", "urlop", "na urlopie",
    "potwierdzenie", "dziękujemy", "nepřítomnost", "dovolená", "na dovolené", "dovolenka", "odsotnost", "odsoten",
    "odsutnost", "godišnji odmor", "отсъствие", "в отпуск", "concediu", "în concediu", "szabadság", "szabadságon",
    "távollét", "отпуск", "в отпуске", "отсутствие", "ваше письмо", "спасибо за", "у відпустці", "відпустка",
    "απουσία", "σε άδεια", "izindeyim", "izinde", "yıllık izin", "בחופשה", "חופשה", "إجازة", "في إجازة", "مرخصی",
    "छुट्टी पर", "ลาพักร้อน", "ลาหยุด", "nghỉ phép", "vắng mặt", "cuti", "sedang cuti", "外出", "休假", "休假中",
    "假期", "不在", "休暇", "休暇中", "受付完了", "お問い合わせ", "부재중", "부재 중", "휴가", "휴가 중",
)  # fmt: skip

SAYS_AWAY: tuple[str, ...] = (
    "out of the office", "out of office", "away from the office", "away from my desk", "on vacation", "on holiday",
    "annual leave", "on leave", "parental leave", "maternity leave", "sick leave", "will be back on",
    "will return on", "until i return", "upon my return", "when i return", "limited access to", "no longer work",
    "no longer with", "in my absence", "will not return until", "back in the office", "respond when i",
    "nicht im büro", "nicht im haus", "außer haus", "im urlaub", "abwesend", "nicht erreichbar", "wieder erreichbar",
    "wieder im büro", "in dringenden fällen", "nicht weitergeleitet", "je suis absent", "suis actuellement absent",
    "en congé", "en vacances", "de retour le", "en cas d'urgence", "mon absence", "mon retour", "fuera de la oficina",
    "de vacaciones", "estaré fuera", "me encuentro ausente", "en mi ausencia", "estaré de regreso",
    "en caso de urgencia",
    "fora do escritório", "de férias", "estarei ausente", "estou ausente", "em caso de urgência", "fuori ufficio",
    "sono in ferie", "sono assente", "sarò assente", "al mio rientro", "per urgenze", "niet op kantoor",
    "op vakantie", "ben afwezig", "weer aanwezig", "bij afwezigheid", "på semester", "är inte på kontoret",
    "åter den",
    "är tillbaka", "på ferie", "ikke på kontoret", "er tilbage", "er tilbake", "poissa toimistosta", "olen lomalla",
    "palaan", "kontorist eemal", "puhkusel", "atvaļinājumā", "atostogose", "poza biurem", "na urlopie",
    "jestem nieobecn",
    "będę nieobecn", "mimo kancelář", "na dovolené", "mimo kancelárie", "na dovolenke", "na dopustu", "odsoten",
    "na godišnjem", "na odmoru", "в отпуск", "извън офиса", "în concediu", "nu sunt la birou", "szabadságon",
    "nem vagyok az irodában", "távol vagyok", "в отпуске", "вне офиса", "отсутствую", "у відпустці", "поза офісом",
    "σε άδεια", "εκτός γραφείου", "απουσιάζω", "ofis dışında", "izindeyim", "yıllık izin", "בחופשה", "מחוץ למשרד",
    "في إجازة", "خارج المكتب", "مرخصی", "छुट्टी पर", "कार्यालय से बाहर", "ลาพักร้อน", "ไม่อยู่ที่สำนักงาน",
    "nghỉ phép",
    "vắng mặt", "ngoài văn phòng", "di luar kantor", "sedang cuti", "cuti tahunan", "di luar pejabat", "休假", "外出",
    "不在办公室", "不在辦公室", "休暇", "不在", "出張中", "부재중", "휴가", "자리를 비", "likizo",
)  # fmt: skip

SAYS_MACHINE: tuple[str, ...] = (
    "this is an automatic reply", "this is an automated reply", "this is an automatic response",
    "this is an automated response", "this is an auto-reply", "this is an autoreply", "this is an auto reply",
    "this is an automatically generated", "this is an automatic message", "this is an automated message",
    "this is an automated email", "this is an automated e-mail", "this is an auto-generated",
    "automatically generated",
    "this is a computer generated", "this e-mail was generated automatically", "this message was sent automatically",
    "do not reply to this", "please do not reply", "please do not respond", "do not respond to this",
    "this mailbox is not monitored", "unmonitored mailbox", "your message has been received", "has been received and",
    "a ticket has been", "ticket number", "reference number", "we will respond within", "we will get back to you",
    "diese nachricht wurde automatisch", "diese e-mail wurde automatisch", "automatisch erstellt",
    "automatisch generiert", "automatische antwort", "bitte antworten sie nicht", "bitte nicht auf diese",
    "ceci est un message automatique", "ceci est une réponse automatique", "message généré automatiquement",
    "merci de ne pas répondre", "ne pas répondre", "este es un mensaje automático",
    "esta es una respuesta automática",
    "mensaje generado automáticamente", "no responda a este", "por favor no responda",
    "esta é uma mensagem automática",
    "esta é uma resposta automática", "não responda", "favor não responder", "questa è una risposta automatica",
    "questo è un messaggio automatico", "non rispondere a questo", "si prega di non rispondere",
    "dit is een automatisch", "niet beantwoorden", "automatisch gegenereerd", "detta är ett automatiskt",
    "svara inte på",
    "dette er en automatisk", "dette er et automatisk", "ikke svar på", "tämä on automaattinen", "älä vastaa",
    "see on automaatne", "tā ir automātiska", "tai automatinis", "wiadomość wygenerowana automatycznie",
    "to jest automatyczna", "prosimy nie odpowiadać", "toto je automatická", "neodpovídejte", "neodpovedajte",
    "ovo je automatski", "to je samodejno", "това е автоматично", "това е автоматичен",
    "acesta este un mesaj automat",
    "acesta este un răspuns automat", "nu răspundeți", "ez egy automatikus", "ne válaszoljon",
    "это автоматическое", "это автоматический", "создано автоматически", "не отвечайте на это", "це автоматичне",
    "це автоматична", "не відповідайте", "αυτό είναι ένα αυτόματο", "αυτόματη απάντηση", "μην απαντήσετε",
    "bu otomatik", "otomatik olarak", "yanıtlamayınız", "זוהי הודעה אוטומטית", "זוהי תשובה אוטומטית", "אין להשיב",
    "هذا رد تلقائي", "هذه رسالة تلقائية", "يرجى عدم الرد", "این یک پاسخ خودکار", "یہ ایک خودکار",
    "यह एक स्वचालित", "এটি একটি স্বয়ংক্রিয়", "นี่เป็นข้อความอัตโนมัติ", "อีเมลนี้เป็นระบบอัตโนมัติ",
    "กรุณาอย่าตอบกลับ",
    "đây là thư tự động", "đây là email tự động", "vui lòng không trả lời", "ini adalah balasan otomatis",
    "ini adalah pesan otomatis", "jangan membalas", "ini adalah balasan automatik", "自动回复", "自动发送",
    "请勿回复",
    "自動回覆", "請勿回覆", "自動返信", "自動送信", "自動的に", "返信しないで", "자동 회신", "자동으로 발송",
    "자동 발송", "발신 전용",
)  # fmt: skip
