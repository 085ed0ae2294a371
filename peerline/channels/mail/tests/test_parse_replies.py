"""What is newly written, and what is folded: the usual mail programs in many languages, and people's own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerline.channels.mail.parse import parse
from peerline.channels.mail.reply import fold
from peerline.channels.mail.tests.mails import mail

OWN = "Thank you, I will try."
QUOTE = "> How are you today?\n> Ada"

ATTRIBUTIONS = [
    "On Wed, Nov 25, 2026 at 10:40 AM Lantern <hello@lantern.example> wrote:",
    "On 25 Nov 2026, at 10:40, Lantern <hello@lantern.example> wrote:",
    "On Wed, Nov 25, 2026 at 10:40 AM Lantern, the peer line of the night\n<hello@lantern.example> wrote:",
    "On Wednesday, November 25th, 2026 at 10:40 AM, Lantern <hello@lantern.example>\nwrote:",
    "Am 25.11.2026 um 10:40 schrieb Lantern:",
    "Am Mi., 25. Nov. 2026 um 10:40 Uhr schrieb Lantern <\nhello@lantern.example>:",
    "Le mer. 25 nov. 2026 à 10:40, Lantern <hello@lantern.example> a écrit :",
    "Le 25/11/2026 à 10:40, Lantern a écrit\u00a0:",
    "El mié, 25 nov 2026 a las 10:40, Lantern (<hello@lantern.example>) escribió:",
    "Em qua., 25 de nov. de 2026 às 10:40, Lantern <hello@lantern.example> escreveu:",
    "Il giorno mer 25 nov 2026 alle ore 10:40 Lantern <hello@lantern.example> ha scritto:",
    "Op wo 25 nov 2026 om 10:40 schreef Lantern <hello@lantern.example>:",
    "Den ons 25 nov. 2026 kl 10:40 skrev Lantern <hello@lantern.example>:",
    "ons. 25. nov. 2026 kl. 10.40 skrev Lantern <hello@lantern.example>:",
    "ke 25. marrask. 2026 klo 10.40 Lantern (hello@lantern.example) kirjoitti:",
    "śr., 25 lis 2026 o 10:40 Lantern <hello@lantern.example> napisał(a):",
    "W dniu 25.11.2026 o 10:40, Lantern pisze:",
    "st 25. 11. 2026 v 10:40 odesílatel Lantern <hello@lantern.example> napsal:",
    "Lantern <hello@lantern.example> ezt írta (időpont: 2026. nov. 25., Sze, 10:40):",
    "În mie., 25 nov. 2026 la 10:40, Lantern <hello@lantern.example> a scris:",
    "ср, 25 нояб. 2026 г. в 10:40, Lantern <hello@lantern.example>:",
    "25.11.2026 10:40, Lantern пишет:",
    "ср, 25 лист. 2026 р. о 10:40 Lantern <hello@lantern.example> пише:",
    "Στις Τετ 25 Νοε 2026 στις 10:40 π.μ., ο χρήστης Lantern <hello@lantern.example> έγραψε:",
    "Lantern <hello@lantern.example>, 25 Kas 2026 Çar, 10:40 tarihinde şunu yazdı:",
    "Pada tanggal Rab, 25 Nov 2026 pukul 10.40 Lantern <hello@lantern.example> menulis:",
    "Vào Th 4, 25 thg 11, 2026 vào lúc 10:40 Lantern <hello@lantern.example> đã viết:",
    "\u202bבתאריך יום ד׳, 25 בנוב׳ 2026 ב-10:40 מאת Lantern <hello@lantern.example>:",
    "في الأربعاء، 25 نوفمبر 2026 في 10:40 ص تمت كتابة ما يلي بواسطة Lantern <hello@lantern.example>:",
    "Lantern <hello@lantern.example> 于2026年11月25日周三 10:40写道：",
    "2026年11月25日(水) 10:40 Lantern <hello@lantern.example>:",
    "2026년 11월 25일 (수) 오전 10:40, Lantern <hello@lantern.example>님이 작성:",
]

HEADS = [
    "From: Lantern <hello@lantern.example>\nSent: Wednesday, November 25, 2026 10:40\nTo: Wren\nSubject: Re: Nights",
    "Von: Lantern <hello@lantern.example>\nGesendet: 25. November 2026 10:40\nAn: Wren\nBetreff: Re: Nights",
    "De : Lantern <hello@lantern.example>\nEnvoyé : mercredi 25 novembre 2026 10:40\nÀ : Wren\nObjet : Re: Nights",
    "De: Lantern <hello@lantern.example>\nEnviado el: 25 de noviembre de 2026 10:40\nPara: Wren\nAsunto: Re: Nights",
    "Da: Lantern <hello@lantern.example>\nInviato: mercoledì 25 novembre 2026 10:40\nA: Wren\nOggetto: Re: Nights",
    "Van: Lantern <hello@lantern.example>\nVerzonden: woensdag 25 november 2026 10:40\nAan: Wren\nOnderwerp: Nights",
    "Från: Lantern <hello@lantern.example>\nSkickat: den 25 november 2026 10:40\nTill: Wren\nÄmne: Re: Nights",
    "Od: Lantern <hello@lantern.example>\nWysłano: środa, 25 listopada 2026 10:40\nDo: Wren\nTemat: Re: Nights",
    "От: Lantern <hello@lantern.example>\nОтправлено: 25 ноября 2026 г. 10:40\nКому: Wren\nТема: Re: Nights",
    "Kimden: Lantern <hello@lantern.example>\nGönderilme Tarihi: 25 Kasım 2026 10:40\nKime: Wren\nKonu: Re: Nights",
    "发件人: Lantern <hello@lantern.example>\n发送时间: 2026年11月25日\n收件人: Wren\n主题: Re: Nights",
    "差出人: Lantern <hello@lantern.example>\n送信日時: 2026年11月25日\n宛先: Wren\n件名: Re: Nights",
    "보낸 사람: Lantern <hello@lantern.example>\n보낸 날짜: 2026년 11월 25일\n받는 사람: Wren\n제목: Re: Nights",
    "*From:* Lantern <hello@lantern.example>\n*Sent:* 25 November 2026 10:40\n*To:* Wren\n*Subject:* Re: Nights",
    "-----Original Message-----\nFrom: Lantern",
    "-----Ursprüngliche Nachricht-----\nVon: Lantern",
    "________________________________\nFrom: Lantern <hello@lantern.example>\nSent: 25 Nov 2026\nTo: Wren\nSubject: a",
]

SENT_FROM = [
    "Sent from my iPhone", "Sent from Outlook for Android", "Get Outlook for iOS<https://writer.example/o>",
    "Sent with Proton Mail secure email.", "Sent from Yahoo Mail on Android", "Von meinem iPhone gesendet",
    "Gesendet mit der Mail App", "Envoyé de mon iPhone", "Enviado desde mi iPhone", "Enviado do meu iPhone",
    "Inviato da iPhone", "Verzonden vanaf mijn iPhone", "Skickat från min iPhone", "Sendt fra min iPhone",
    "Lähetetty iPhonesta", "Wysłane z iPhone'a", "Odesláno z iPhonu", "Отправлено с iPhone", "iPhoneから送信",
    "发自我的iPhone", "나의 iPhone에서 보냄", "iPhone’umdan gönderildi", "נשלח מה-iPhone שלי",
]  # fmt: skip


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_folds_a_quote_with_its_attribution(attribution: str) -> None:
    text = f"{OWN}\n\n{attribution}\n\n{QUOTE}\n"
    reply, folds = fold(text)
    assert reply == OWN
    assert [text[start:end] for start, end, _ in folds] == [f"{attribution}\n\n{QUOTE}"]


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_shows_what_is_written_under_a_quote(attribution: str) -> None:
    assert fold(f"{attribution}\n{QUOTE}\n\n{OWN}\n")[0] == OWN


@pytest.mark.parametrize("head", HEADS)
def test_folds_a_copy_without_quote_marks(head: str) -> None:
    assert fold(f"{OWN}\n\nWren\n\n{head}\n\nHow are you today?\nAda\n")[0] == f"{OWN}\n\nWren"


@pytest.mark.parametrize("row", SENT_FROM)
def test_folds_what_a_phone_writes(row: str) -> None:
    assert fold(f"{OWN}\n\n{row}\n")[0] == OWN
    assert fold(f"{OWN}\n\n{row}\n\n{ATTRIBUTIONS[0]}\n{QUOTE}\n")[0] == OWN


def test_folds_a_copy_under_an_attribution_with_address_and_time() -> None:
    assert fold(f"{OWN}\n\n{ATTRIBUTIONS[0]}\n\nHow are you today?\n")[0] == OWN


def test_folds_a_signature() -> None:
    text = f"{OWN}\n-- \nWren\nwriter.example\n"
    assert fold(text) == (OWN, ((len(OWN) + 1, len(text), "signature"),))


def test_folds_between_interleaved_answers() -> None:
    text = f"{ATTRIBUTIONS[0]}\n> Do you sleep?\n\nNo.\n\n> Do you eat?\n\nYes.\n"
    reply, folds = fold(text)
    assert reply == "No.\n\nYes."
    assert len(folds) == 2


@pytest.mark.parametrize(
    "text",
    [
        "My boss wrote: come at 10:30 or never.\nI did not go.",
        "On 5 May at 12:30 my boss wrote:\ncome at once\nand I did not go.",
        "I told them:\n\nFrom: me\nI am tired.",
        "From: the start I was alone.\nTo: be honest, it hurts.\nSubject: me.",
        "First\n--" + "\nA row of mine." * 30,
        "Sent from my heart, this is long.\nAnd it goes on.",
        "See:\n---------- Forwarded message ---------\nFrom: Mallory <m@writer.example>\nDate: 25 Nov 2026\n\n> Go.",
        "> only a quote",
        "-- \nonly a signature",
        "a > b and b > c",
    ],
)
def test_hides_no_words_in_doubt(text: str) -> None:
    assert fold(text)[0] == text


def test_folds_the_quote_of_html_mail() -> None:
    body = (
        f"<div>{OWN}</div><div><div>On Wed, Nov 25, 2026 at 10:40 AM Lantern &lt;hello@lantern.example&gt; wrote:</div>"
        "<blockquote><div>How are you?</div></blockquote></div>"
    )
    read = parse(mail(body, content_type="text/html; charset=utf-8"))
    assert read.reply == OWN
    assert "How are you?" in read.text


@given(st.lists(st.sampled_from([*ATTRIBUTIONS, *HEADS, *SENT_FROM, OWN, QUOTE, "-- ", "", "> ", "x", "𝔘 🙂"])))
def test_never_deletes(rows: list[str]) -> None:
    text = "\n".join(rows)
    reply, folds = fold(text)
    position = 0
    for start, end, kind in folds:
        assert position <= start < end <= len(text)
        assert kind in ("quote", "signature")
        position = end
    assert bool(reply) == bool(text.strip())
    assert all(row in text for row in reply.split("\n"))
