"""Polish, Czech, Slovak, Croatian and its neighbors, Serbian, Slovenian, Bulgarian, Macedonian, Russian,
Ukrainian, Belarusian."""

from __future__ import annotations

from .language import Language

POLISH = Language(
    wrote="napisał | napisała | napisał(a) | napisał/a | pisze | napisali | napisano | napisał(-a) | naskrobał",
    opener="W dniu | Dnia | W dn. | pon. | wt. | śr. | czw. | pt. | sob. | niedz. | Użytkownik | Cytowanie",
    sender="Od | Nadawca",
    names="Wysłano | Wysłane | Wysłany | Data | Do | DW | UDW | Kopia | Temat | Odpowiedź do | Ważność | Adresat",
    original="Wiadomość oryginalna | Oryginalna wiadomość | Wiadomość pierwotna | Treść oryginalnej wiadomości"
    " | Pierwotna wiadomość | Oryginalny mail",
    forwarded="Przekazana wiadomość | Wiadomość przekazana dalej | Początek przekazanej wiadomości"
    " | Wiadomość przekazywana | Przekazana wiadomość e-mail | Treść przekazanej wiadomości"
    " | Wiadomość przesłana dalej | Początek przekazywanej wiadomości",
    device="Wysłane z * | Wysłano z * | Wysłany z * | Wysłane przez * | Wysłane za pomocą * | Wysłano za pomocą *"
    " | Wysłano przez * | Wiadomość wysłana z * | Pobierz aplikację Outlook * | Pobierz program Outlook *"
    " | Wolny od wirusów. * | Wolna od wirusów. * | Uzyskaj aplikację Outlook *",
    above="odpowiedź powyżej tej linii | powyżej tej linii | nad tą linią",
)
CZECH = Language(
    wrote="napsal | napsala | napsal(a) | napsal/a | píše | napsali | napsal/(a)",
    opener="Dne | V | po | út | st | čt | pá | so | ne | Dňa",
    sender="Od | Odesílatel",
    names="Odesláno | Odeslané | Datum | Komu | Pro | Kopie | Kopie (cc) | Cc | Předmět | Věc | Odpovědět na"
    " | Příjemce | Odpověď komu | Důležitost",
    original="Původní zpráva | Původní e-mail | Originální zpráva | Puvodni zprava | Původní email",
    forwarded="Přeposlaná zpráva | Předaná zpráva | Začátek přeposílané zprávy | Přeposlaný e-mail"
    " | Začátek přeposlané zprávy",
    device="Odesláno z * | Odesláno ze * | Odesláno pomocí * | Odesláno přes * | Odesláno mobilem | Odesláno s *"
    " | Posláno z * | Získejte Outlook pro * | Získat Outlook pro * | Stáhnout Outlook pro * | Bez virů. *"
    " | Neobsahuje viry. *",
    above="nad tento řádek | nad tímto řádkem | nad touto čarou",
)
SLOVAK = Language(
    wrote="napísal | napísala | napísal(a) | napísal/a | píše | napisal/a",
    opener="Dňa | V | po | ut | st | št | pi | so | ne",
    sender="Od | Odosielateľ",
    names="Odoslané | Odoslaná | Dátum | Komu | Pre | Kópia | Predmet | Vec | Odpovedať na",
    original="Pôvodná správa | Pôvodný e-mail | Originálna správa",
    forwarded="Preposlaná správa | Začiatok preposlanej správy | Odovzdaná správa | Ďalej odoslaná správa",
    device="Odoslané z * | Odoslané zo * | Odoslané pomocou * | Odoslané cez * | Získať Outlook pre *"
    " | Získajte Outlook pre *",
    above="nad tento riadok | nad týmto riadkom",
)
CROATIAN = Language(
    wrote="napisao je | napisala je | je napisao | je napisala | je napisao/la | napisao | napisala | piše"
    " | napisao/la | napisao(la) | je napisao/napisala | je pisao | piše sledeće",
    opener="Dana | Na dan | U | pon | uto | sri | čet | pet | sub | ned | Dne",
    sender="Od | Šalje | Pošiljatelj | Pošiljalac",
    names="Poslano | Poslato | Datum | Prima | Za | Kopija | Cc | Predmet | Naslov | Tema | Kome | Odgovori na",
    original="Izvorna poruka | Originalna poruka | Izvorna poruka e-pošte | Prvobitna poruka | Izvorni tekst poruke",
    forwarded="Proslijeđena poruka | Prosleđena poruka | Početak proslijeđene poruke | Prosljeđena poruka"
    " | Proslijedjena poruka | Početak prosleđene poruke",
    device="Poslano s * | Poslano sa * | Poslano iz * | Poslato sa * | Poslato iz * | Poslato s *"
    " | Preuzmite Outlook za * | Nabavite Outlook za *",
    above="iznad ove linije | iznad ovog retka | iznad ovog reda",
)
SERBIAN = Language(
    wrote="је написао/ла | је написао | је написала | написао је | написала је | написао | пише",
    opener="Дана | У | сре | пон | чет",
    sender="Од | Шаље | Пошиљалац",
    names="Послато | Датум | За | Прима | Коме | Копија | Наслов | Предмет | Тема",
    original="Оригинална порука | Изворна порука | Првобитна порука",
    forwarded="Прослеђена порука | Почетак прослеђене поруке",
    device="Послато са * | Послато из * | Послато с *",
)
SLOVENIAN = Language(
    wrote="je napisal | je napisala | je napisal/a | je napisal(a) | napisal | piše | je oseba * napisala | napisala",
    opener="Dne | V | V sre. | Dana | sre.",
    sender="Od | Pošiljatelj",
    names="Poslano | Datum | Za | Prejemnik | Kp | Cc | Zadeva | Odgovor na",
    original="Izvirno sporočilo | Originalno sporočilo | Prvotno sporočilo | Izvorno sporočilo",
    forwarded="Posredovano sporočilo | Začetek posredovanega sporočila",
    device="Poslano iz * | Poslano z * | Poslano s * | Prenesite Outlook za *",
    above="nad to vrstico",
)
BULGARIAN = Language(
    wrote="написа | написал | пише | написала | написа следното",
    opener="На | В | ср | пн",
    sender="От | Подател",
    names="Изпратено | Изпратен | Дата | До | Копие | Относно | Тема | Отговор до | Получател | Предмет | Заглавие",
    original="Оригинално съобщение | Първоначално съобщение | Оригинално писмо",
    forwarded="Препратено съобщение | Препратено писмо | Начало на препратеното съобщение",
    device="Изпратено от * | Изпратено с * | Изпратено чрез * | Получаване на Outlook за *",
    above="над този ред | над тази линия",
)
MACEDONIAN = Language(
    wrote="напиша | пишува | напишал | напишала",
    opener="На | Во | сре.",
    sender="Од",
    names="Испратено | Датум | До | За | Копија | Предмет | Наслов | Тема",
    original="Оригинална порака | Изворна порака",
    forwarded="Препратена порака | Проследена порака",
    device="Испратено од *",
)
RUSSIAN = Language(
    wrote="написал | написала | написал(а) | пишет | писал | писала | писал(а) | написали | пишете | вы писали"
    " | Цитирую",
    opener="В | пн, | вт, | ср, | чт, | пт, | сб, | вс, | Понедельник | Вторник | Среда | Четверг | Пятница"
    " | Суббота | Воскресенье | Цитирую",
    sender="От | От кого | Отправитель",
    names="Отправлено | Отправлен | Дата | Кому | Копия | Скрытая копия | Тема | Обратный адрес | Ответить"
    " | Заголовок | Важность | Получатель | Дата отправки",
    original="Исходное сообщение | Оригинальное сообщение | Исходное письмо | Пересылаемое сообщение (ответ)"
    " | Первоначальное сообщение | Конец переписки",
    forwarded="Пересылаемое сообщение | Пересланное сообщение | Перенаправленное сообщение"
    " | Начало переадресованного сообщения | Пересланное письмо | Начало пересылаемого сообщения"
    " | Пересылаемое письмо | Перенаправленное письмо",
    device="Отправлено с * | Отправлено из * | Отправлено через * | Отправлено от * | Отправлено с моего *"
    " | Послано с * | Скачать Outlook для * | Получить Outlook для * | Без вирусов. * | Без вирусов *"
    " | Отправлено почтой * | Написано с * | Отправлено мобильной *",
    above="выше этой строки | выше этой линии | над этой строкой | над этой чертой",
)
UKRAINIAN = Language(
    wrote="написав | написала | написав(ла) | написав(-ла) | пише | писав | написав/ла | написали | написав (-ла)",
    opener="пн, | вт, | ср, | чт, | пт, | сб, | нд, | В | У | Від",
    sender="Від | Відправник | Від кого",
    names="Надіслано | Відправлено | Дата | Кому | Копія | Тема | Відповісти | До",
    original="Оригінальне повідомлення | Вихідне повідомлення | Початкове повідомлення | Оригінал повідомлення",
    forwarded="Переслане повідомлення | Перенаправлене повідомлення | Пересилання повідомлення"
    " | Початок пересланого повідомлення | Перенаправлений лист | Пересланий лист",
    device="Надіслано з * | Надіслано із * | Відправлено з * | Відправлено із * | Надіслано через *"
    " | Надіслано за допомогою * | Отримати Outlook для * | Завантажити Outlook для *",
    above="вище цього рядка | над цим рядком | вище цієї лінії",
)
BELARUSIAN = Language(
    wrote="напісаў | напісала | піша | напісаў(ла)",
    opener="ср, | пн, | У",
    sender="Ад | Адпраўнік",
    names="Адпраўлена | Дасланае | Дата | Каму | Копія | Тэма",
    original="Зыходнае паведамленне | Арыгінальнае паведамленне",
    forwarded="Перасланае паведамленне | Перанакіраванае паведамленне",
    device="Адпраўлена з * | Даслана з *",
)
LANGUAGES = (POLISH, CZECH, SLOVAK, CROATIAN, SERBIAN, SLOVENIAN, BULGARIAN, MACEDONIAN, RUSSIAN, UKRAINIAN, BELARUSIAN)
