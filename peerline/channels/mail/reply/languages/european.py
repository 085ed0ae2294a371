"""Finnish, Estonian, Hungarian, Latvian, Lithuanian, Greek, Albanian, Basque, Welsh, Irish, Esperanto,
Armenian, Georgian."""

from __future__ import annotations

from .language import Language

FINNISH = Language(
    wrote="kirjoitti | kirjoittaa | kirjoitit",
    opener="ma | ti | ke | to | pe | la | su | Lainaus",
    sender="Lähettäjä | Keneltä",
    names="Lähetetty | Lähetysaika | Päivämäärä | Päiväys | Pvm | Vastaanottaja | Kopio | Aihe"
    " | Vastaa osoitteeseen | Kenelle | Tärkeys",
    original="Alkuperäinen viesti | Alkuperäinen sähköposti | Alkup. viesti",
    forwarded="Välitetty viesti | Edelleenlähetetty viesti | Välitetty viesti alkaa | Edelleen lähetetty viesti",
    device="Lähetetty * | Lähetetty minun * | Hanki Outlook * | Lataa Outlook * | Lähetetty laitteesta *",
    above="tämän rivin yläpuolelle",
)
ESTONIAN = Language(
    wrote="kirjutas | kirjutab",
    opener="Kuupäeval | Kell",
    sender="Saatja | Kellelt",
    names="Saadetud | Kuupäev | Saaja | Adressaat | Kellele | Koopia | Teema | Vastus | Pealkiri",
    original="Algne sõnum | Algne kiri | Algne teade | Originaalkiri | Esialgne kiri | Algupärane sõnum",
    forwarded="Edastatud kiri | Edastatud sõnum | Edasisaadetud kiri | Edastatud kirja algus",
    device="Saadetud minu * | Saadetud * | Hangi Outlook *",
    above="selle rea kohale",
)
HUNGARIAN = Language(
    wrote="ezt írta | írta | a következőt írta | az alábbiakat írta | írja | keltezéssel",
    opener="Ekkor | Dátum",
    sender="Feladó | Küldő",
    names="Elküldve | Küldve | Küldés dátuma | Dátum | Címzett | Másolatot kap | Másolat | Tárgy | Válaszcím"
    " | Fontosság",
    original="Eredeti üzenet | Eredeti levél | Az eredeti üzenet",
    forwarded="Továbbított üzenet | Továbbított levél | Továbbított üzenet kezdete | A továbbított üzenet kezdete",
    device="Küldve * | Elküldve * | * küldve | Outlook letöltése * | Az Outlook letöltése * | Vírusmentes. *",
    above="e sor fölé | a sor fölé | ezen sor fölé",
)
LATVIAN = Language(
    wrote="rakstīja | raksta | uzrakstīja",
    opener="Datums",
    sender="No | Sūtītājs",
    names="Nosūtīts | Sūtīts | Datums | Kam | Adresāts | Saņēmējs | Kopija | Temats | Tēma",
    original="Sākotnējais ziņojums | Oriģinālais ziņojums | Sākotnējā vēstule | Oriģinālā vēstule",
    forwarded="Pārsūtītais ziņojums | Pārsūtīts ziņojums | Pārsūtītā vēstule | Pārsūtīta vēstule",
    device="Nosūtīts no * | Sūtīts no * | Nosūtīts no mana * | Iegūt Outlook *",
)
LITHUANIAN = Language(
    wrote="rašė | parašė | rašo",
    opener="Data",
    sender="Nuo | Siuntėjas",
    names="Išsiųsta | Data | Kam | Gavėjas | Kopija | Tema | Iki",
    original="Pradinis pranešimas | Pirminis laiškas | Originalus laiškas | Originalus pranešimas | Pradinis laiškas",
    forwarded="Persiųstas laiškas | Persiųstas pranešimas | Persiunčiamas laiškas",
    device="Išsiųsta iš * | Siųsta iš * | Siunčiama iš * | Gaukite „Outlook“ *",
)
GREEK = Language(
    wrote="έγραψε | γράφει | έγραψαν | έγραψε τα εξής",
    opener="Στις | Την | Τη | Στην | Ο/Η | Ο χρήστης",
    sender="Από | Αποστολέας",
    names="Στάλθηκε | Εστάλη | Απεστάλη | Αποστολή | Ημερομηνία | Προς | Κοιν. | Κοινοποίηση | Θέμα | Απάντηση προς",
    original="Αρχικό μήνυμα | Πρωτότυπο μήνυμα | Αρχικό Μήνυμα",
    forwarded="Προωθημένο μήνυμα | Έναρξη προωθημένου μηνύματος | Προωθούμενο μήνυμα | Αρχή προωθημένου μηνύματος",
    device="Στάλθηκε από * | Εστάλη από * | Απεστάλη από * | Αποστολή από * | Στάλθηκε με *"
    " | Λήψη του Outlook για * | Αποκτήστε το Outlook *",
    above="πάνω από αυτή τη γραμμή",
)
ALBANIAN = Language(
    wrote="shkroi | shkruan | ka shkruar",
    opener="Më | Në",
    sender="Nga | Dërguesi",
    names="Dërguar | Data | Për | Te | Kopje | Tema | Subjekti | Lënda | Datë | Subjekt",
    original="Mesazhi origjinal | Mesazh origjinal | Mesazhi orgjinal",
    forwarded="Mesazh i përcjellë | Mesazhi i përcjellë | Mesazhi i transferuar",
    device="Dërguar nga * | Dërguar nga *-ja ime",
)
BASQUE = Language(
    wrote="igorleak hau idatzi du | idatzi du | idatzi zuen | erabiltzaileak hau idatzi du | egilea",
    sender="Nork | Bidaltzailea | Igorlea",
    names="Bidalia | Data | Nori | Norentzat | Hartzailea | Kopia | Gaia",
    original="Jatorrizko mezua",
    forwarded="Birbidalitako mezua",
    device="Nire *-(e)tik bidalia | Nire * bidalita | * bidalia",
)
WELSH = Language(
    wrote="ysgrifennodd",
    opener="Ar",
    sender="Oddi wrth | Gan",
    names="Anfonwyd | Dyddiad | At | Copi | Pwnc | Testun",
    original="Neges wreiddiol | Neges Wreiddiol",
    forwarded="Neges a anfonwyd ymlaen | Neges Yrrwyd Ymlaen",
    device="Anfonwyd o fy * | Anfonwyd o'm *",
)
IRISH = Language(
    wrote="scríobh",
    opener="Ar",
    sender="Ó | Seoltóir | Seolaí",
    names="Seolta | Dáta | Chuig | Cóip | Ábhar | Ábhair",
    original="Bunteachtaireacht | Teachtaireacht bhunaidh | An teachtaireacht bhunaidh",
    forwarded="Teachtaireacht curtha ar aghaidh",
    device="Seolta ó mo * | Seolta óm *",
)
ESPERANTO = Language(
    wrote="skribis",
    opener="Je | La | En",
    sender="De | El | Sendanto",
    names="Sendita | Dato | Al | Kopie | Temo | Ricevanto",
    original="Originala mesaĝo | Origina mesaĝo",
    forwarded="Plusendita mesaĝo",
    device="Sendita de mia * | Sendita per * | Sendita el mia *",
)
ARMENIAN = Language(
    wrote="գրեց | գրել է | գրում է | -ը գրել է",
    sender="Ումից | Ուղարկող | Որտեղից",
    names="Ուղարկված | Ուղարկվել է | Ամսաթիվ | Ում | Պատճեն | Թեմա | Ստացող | Վերնագիր",
    original="Սկզբնական հաղորդագրություն | Բնօրինակ հաղորդագրություն | Առաջին հաղորդագրությունը",
    forwarded="Փոխանցված հաղորդագրություն | Վերահասցեավորված հաղորդագրություն",
    device="Ուղարկված է իմ * | Ուղարկվել է * | Ուղարկված է * | * ուղարկված",
    spaced=False,
)
GEORGIAN = Language(
    wrote="დაწერა | წერს | -მა დაწერა",
    sender="ვისგან | გამგზავნი",
    names="გაგზავნილია | გაგზავნა | თარიღი | ვის | ადრესატი | ასლი | თემა | სათაური",
    original="თავდაპირველი წერილი | ორიგინალური შეტყობინება | საწყისი შეტყობინება | ორიგინალი შეტყობინება",
    forwarded="გადამისამართებული წერილი | გადაგზავნილი შეტყობინება",
    device="გაგზავნილია * | გამოგზავნილია *",
    spaced=False,
)
LANGUAGES = (
    FINNISH,
    ESTONIAN,
    HUNGARIAN,
    LATVIAN,
    LITHUANIAN,
    GREEK,
    ALBANIAN,
    BASQUE,
    WELSH,
    IRISH,
    ESPERANTO,
    ARMENIAN,
    GEORGIAN,
)
