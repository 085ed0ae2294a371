"""Words of seekers in twelve languages and charsets, for mails that nobody wrote."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """One language as one kind of mail program sends it; `weight` says how often."""

    tag: str
    charset: str
    encoding: str
    weight: int
    greeting: str
    words: tuple[str, ...]
    subjects: tuple[str, ...]


SIGNED = ("K.", "M.", "anon", "S.")

LANGUAGES = (
    Language(
        "de",
        "utf-8",
        "quoted-printable",
        22,
        "Hallo,",
        tuple(
            (
                "ich weiß nicht mehr weiter und möchte gern mit jemandem reden weil es zu Hause schwierig ist "
                "meine Eltern verstehen mich überhaupt nicht in der Schule läuft vieles schief danke für eure "
                "Zeit heute Abend war besser vielleicht morgen ich fühle mich müde aber ruhiger als letzte Woche"
            ).split()
        ),
        (
            "Ich brauche Hilfe",
            "Streit zu Hause",
            "Prüfungsangst",
            "Kann ich mit jemandem schreiben?",
            "Schlaflos",
        ),
    ),
    Language(
        "de",
        "iso-8859-1",
        "quoted-printable",
        8,
        "Liebes Team,",
        tuple(
            (
                "könnt ihr mir sagen ob das normal ist dass man sich so fühlt ich schlafe kaum grüße und danke "
                "für die Antwort von gestern das hat geholfen trotzdem bleibt die Angst vor der Prüfung"
            ).split()
        ),
        (
            "Ich brauche Hilfe",
            "Streit zu Hause",
            "Prüfungsangst",
            "Kann ich mit jemandem schreiben?",
            "Schlaflos",
        ),
    ),
    Language(
        "en",
        "us-ascii",
        "7bit",
        25,
        "Hi there,",
        tuple(
            (
                "I have been feeling low since the move and do not know whom to tell my friends changed and "
                "school is hard thank you for the last reply it helped a bit although the nights are still long "
                "could we talk about it more"
            ).split()
        ),
        (
            "need to talk",
            "It’s getting worse",
            "question about last week",
            "hello",
            "can’t sleep",
        ),
    ),
    Language(
        "en",
        "utf-8",
        "8bit",
        10,
        "Hello — it’s me again,",
        tuple(
            (
                "today was ok… I did try the breathing thing you “suggested” and it worked for a while then the "
                "argument started and I left the house for a walk 🙂 I am still here and that is something"
            ).split()
        ),
        (
            "need to talk",
            "It’s getting worse",
            "question about last week",
            "hello",
            "can’t sleep",
        ),
    ),
    Language(
        "fr",
        "iso-8859-15",
        "quoted-printable",
        8,
        "Bonjour,",
        tuple(
            (
                "je vous écris parce que je ne sais plus à qui parler ça va mal depuis la rentrée et mes parents "
                "se disputent merci pour votre réponse elle m'a aidé à tenir jusqu'à demain"
            ).split()
        ),
        (
            "Besoin de parler",
            "Ça ne va pas",
            "Une question à propos de l’école",
        ),
    ),
    Language(
        "es",
        "utf-8",
        "base64",
        7,
        "Hola,",
        tuple(
            (
                "no sé cómo empezar pero necesito hablar con alguien de mi edad en casa nadie pregunta cómo "
                "estoy mañana tengo un examen y no puedo dormir gracias por escuchar"
            ).split()
        ),
        (
            "Necesito hablar",
            "¿Puedo escribiros?",
            "No sé qué hacer",
        ),
    ),
    Language(
        "pl",
        "iso-8859-2",
        "quoted-printable",
        4,
        "Cześć,",
        tuple(
            (
                "piszę bo nie wiem co dalej robić w szkole jest źle a w domu jeszcze gorzej dziękuję że "
                "jesteście może jutro będzie łatwiej"
            ).split()
        ),
        (
            "Potrzebuję pomocy",
            "Pytanie",
        ),
    ),
    Language(
        "tr",
        "windows-1254",
        "quoted-printable",
        4,
        "Merhaba,",
        tuple(
            (
                "biriyle konuşmak istiyorum çünkü çok yalnız hissediyorum okulda kimse beni anlamıyor teşekkür "
                "ederim cevabınız iyi geldi yarın yine yazacağım"
            ).split()
        ),
        (
            "Yardıma ihtiyacım var",
            "Bir sorum var",
        ),
    ),
    Language(
        "ru",
        "koi8-r",
        "base64",
        4,
        "Здравствуйте,",
        tuple(
            (
                "мне нужно с кем то поговорить дома всё плохо и я не знаю что делать спасибо за ответ стало "
                "немного легче но ночью всё возвращается"
            ).split()
        ),
        (
            "Нужна помощь",
            "Вопрос",
        ),
    ),
    Language(
        "uk",
        "windows-1251",
        "base64",
        2,
        "Вітаю,",
        tuple(
            ("я недавно переїхала і нікого тут не знаю важко вчити мову дякую що ви є можна я напишу ще завтра").split()
        ),
        ("Потрібна порада",),
    ),
    Language(
        "ar",
        "utf-8",
        "base64",
        3,
        "مرحبا،",
        tuple(
            (
                "أريد أن أتحدث مع شخص ما لأنني أشعر بالوحدة منذ مدة شكرا على الرد الأخير لقد ساعدني كثيرا سأكتب غدا"
            ).split()
        ),
        ("أحتاج إلى مساعدة",),
    ),
    Language(
        "ja",
        "iso-2022-jp",
        "7bit",
        3,
        "こんにちは、",
        tuple(
            (
                "最近 よく 眠れなくて 学校 に 行く のが つらい です "
                "話 を 聞いて くれて ありがとう ございます また 明日 書きます"
            ).split()
        ),
        ("相談したいです",),
    ),
)
