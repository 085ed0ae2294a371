"""English, German, Dutch, Afrikaans, Swedish, Danish, Norwegian, Icelandic."""

from __future__ import annotations

from .language import Language

ENGLISH = Language(
    wrote="wrote | writes | has written | said | quoting | you wrote | sent the following",
    opener="On | In a message dated | At | Quoting",
    sender="From | Sender",
    names="Sent | Sent at | Date | To | Cc | Bcc | Subject | Reply-To | Reply to | Importance | Priority"
    " | Recipient | Recipients | Organization | Attachments | When | Sent On | Received",
    original="Original Message | Original Appointment | Original mail | Original Email | Original | Reply Message"
    " | Previous message | Replied Message | Reply to message | Previous Replies",
    forwarded="Forwarded message | Forwarded Message | Begin forwarded message | Forwarded by * | Forwarded mail"
    " | Forwarded email | Forwarding message | Original Forwarded Message",
    device="Sent from my * | Sent from * | Sent via * | Sent using * | Sent on the * | Sent on my * | Sent by * app"
    " | Sent with Proton * | Sent with ProtonMail * | Sent with Spark | Sent with Airmail | Sent with Tuta *"
    " | Sent with Tutanota * | Sent with Shift * | Sent with Mailtrack | Sent with Front | Sent with Mailspring"
    " | Sent with Canary * | Sent with Missive | Sent with Polymail * | Sent with Aqua Mail * | Sent with * app"
    " | Sent with BlackBerry * | Get Outlook for * | Get BlueMail for * | Get Spark * | Get Yahoo Mail *"
    " | Download Outlook for * | Secured with Tuta * | Secured with Proton * | Sent securely with *"
    " | Securely sent with * | Posted from my * | Written on my * | Typed on my * | Please excuse my brevity *"
    " | Excuse typos, sent from * | Please excuse any typos * | This message was sent from my * | Virus-free. *"
    " | Virus-free * | This email has been checked for viruses by *",
    above="reply above this line | reply above the line | your reply above | reply above this text"
    " | write above this line | type above this line | respond above this line | answer above this line"
    " | reply ABOVE THIS LINE | above this line to post | above this line to reply | above this line to add"
    " | reply between these lines | do not write below this line | do not type below this line"
    " | write your reply above here | reply above this message",
)
GERMAN = Language(
    wrote="schrieb | schreibt | hat geschrieben | geschrieben | Zitat von | Zitiere | schrieben",
    opener="Am | Zitat von | Zitiere",
    sender="Von | Absender",
    names="Gesendet | Gesendet am | Datum | An | Cc | Bcc | Kopie | Betreff | Antwort an | Wichtigkeit | Priorität"
    " | Empfänger | Termin",
    original="Ursprüngliche Nachricht | Originalnachricht | Original-Nachricht | Original Nachricht"
    " | Ursprüngliche E-Mail | Original-Mail | Ursprünglicher Termin | Originalmail | Ursprüngliche Mail"
    " | Vorherige Nachricht | Vorherige Antworten",
    forwarded="Weitergeleitete Nachricht | Anfang der weitergeleiteten Nachricht | Weitergeleitete E-Mail"
    " | Anfang der weitergeleiteten E-Mail | Weitergeleitet von *",
    device="Von meinem * gesendet | Von meiner * gesendet | Von mein * gesendet | Vom * gesendet | Von * gesendet"
    " | Gesendet von * | Gesendet mit * | Gesendet über * | Gesendet aus * | Gesendet vom * | Gesendet via *"
    " | Mit * gesendet | Mit der * gesendet | Diese Nachricht wurde von * gesendet"
    " | Diese Nachricht wurde mit * gesendet | Holen Sie sich Outlook für * | Outlook für * herunterladen"
    " | Outlook für * beziehen | Von unterwegs gesendet | Diese E-Mail wurde von Avast * | Virenfrei. *"
    " | Virenfrei * | Gesendet mit der * App | Sicher versendet mit * | Sicher gesendet mit * | Versendet mit *"
    " | Von meinem * geschickt",
    above="Antwort oberhalb dieser Zeile | oberhalb dieser Zeile | über dieser Zeile",
)
DUTCH = Language(
    wrote="schreef | schrijft | heeft geschreven | geschreven",
    opener="Op",
    sender="Van | Afzender",
    names="Verzonden | Verzonden op | Datum | Aan | Cc | Bcc | Kopie | Onderwerp | Antwoord aan | Urgentie | Ontvanger",
    original="Oorspronkelijk bericht | Origineel bericht | Oorspronkelijke bericht | Oorspronkelijke e-mail"
    " | Orgineel bericht | Originele bericht | Oorspronkelijke afspraak",
    forwarded="Doorgestuurd bericht | Begin doorgestuurd bericht | Doorgestuurde e-mail",
    device="Verzonden vanaf * | Verzonden met * | Verzonden via * | Verstuurd vanaf * | Verstuurd met *"
    " | Verstuurd via * | Verzonden van * | Outlook voor * downloaden | Outlook voor * ophalen"
    " | Download Outlook voor * | Virusvrij. * | Virusvrij * | Vanaf mijn * verzonden | Vanaf * verzonden",
    above="antwoord boven deze regel | boven deze regel | boven deze lijn",
)
AFRIKAANS = Language(
    wrote="het geskryf | skryf",
    opener="Op",
    sender="Van",
    names="Gestuur | Datum | Aan | Cc | Onderwerp",
    original="Oorspronklike boodskap",
    forwarded="Aangestuurde boodskap | Deurgestuurde boodskap",
    device="Gestuur vanaf my * | Gestuur van my *",
)
SWEDISH = Language(
    wrote="skrev | skriver | har skrivit | följande",
    opener="Den | På",
    sender="Från | Avsändare",
    names="Skickat | Datum | Till | Kopia | Cc | Hemlig kopia | Ämne | Svara till | Prioritet | Skickat den"
    " | Mottagare",
    original="Ursprungligt meddelande | Originalmeddelande | Ursprungligt meddelande * | Ursprungligt mejl"
    " | Original meddelande",
    forwarded="Vidarebefordrat meddelande | Vidarebefordrat brev | Vidarebefordrat mejl",
    device="Skickat från * | Skickat med * | Skickat via * | Skickades från * | Skickat ifrån *"
    " | Hämta Outlook för * | Skaffa Outlook för * | Virusfritt. * | Virusfri. *",
    above="svar ovanför denna rad | ovanför den här raden | ovanför denna rad",
)
DANISH = Language(
    wrote="skrev | skriver | har skrevet",
    opener="Den | På",
    sender="Fra | Afsender",
    names="Sendt | Dato | Til | Cc | Kopi | Emne | Svar til | Prioritet | Modtager",
    original="Oprindelig meddelelse | Original meddelelse | Oprindelig besked | Original besked | Oprindelig mail"
    " | Oprindeligt brev | Oprindelig aftale",
    forwarded="Videresendt meddelelse | Videresendt besked | Start på videresendt besked | Videresendt mail"
    " | Videresendt brev",
    device="Sendt fra * | Sendt med * | Sendt via * | Hent Outlook til * | Få Outlook til * | Virusfri. *",
    above="svar over denne linje | over denne linje",
)
NORWEGIAN = Language(
    wrote="skrev | skriver | skreiv | har skrevet",
    opener="Den | På | man. | tir. | ons. | tor. | fre. | lør. | søn.",
    sender="Fra | Frå | Avsender",
    names="Sendt | Dato | Til | Kopi | Emne | Svar til | Prioritet | Mottaker",
    original="Opprinnelig melding | Original melding | Opphavleg melding | Opprinnelig e-post | Opprinnelig avtale"
    " | Opprinneleg melding",
    forwarded="Videresendt melding | Start på videresendt melding | Vidaresend melding | Videresendt e-post"
    " | Vidaresendt melding",
    device="Sendt fra min * | Sendt frå * | Sendt med * | Last ned Outlook for * | Skaff deg Outlook for *"
    " | Hent Outlook for *",
    above="svar over denne linjen | over denne linjen | over denne linja",
)
ICELANDIC = Language(
    wrote="skrifaði | skrifar",
    opener="Þann | Á | mið.",
    sender="Frá",
    names="Sent | Dagsetning | Til | Afrit | Efni | Titill",
    original="Upprunaleg skilaboð | Upphaflegur póstur | Upprunalegt skeyti",
    forwarded="Áframsent skeyti | Áframsend skilaboð",
    device="Sent úr * | Sent frá *",
)
LANGUAGES = (ENGLISH, GERMAN, DUTCH, AFRIKAANS, SWEDISH, DANISH, NORWEGIAN, ICELANDIC)
