"""Languages with fewer mail programs of their own: of Europe, India and its neighbors, Central Asia and Africa."""

from __future__ import annotations

from .language import Language

ASTURIAN = Language(
    wrote="escribió | escribíu",
    opener="El",
    sender="De | Remitente",
    names="Unviáu | Data | Fecha | Pa | Asuntu",
    original="Mensaxe orixinal | Mensax orixinal",
    forwarded="Mensaxe reunviáu | Mensax reunviáu",
    device="Unviáu dende'l mio *",
)
OCCITAN = Language(
    wrote="escriguèt | a escrit | escriu",
    opener="Lo",
    sender="De",
    names="Mandat | Data | A | Per | Subjècte | Objècte",
    original="Messatge d'origina | Messatge original",
    forwarded="Messatge transferit",
)
BRETON = Language(
    wrote="skrivet gant | he deus skrivet | en deus skrivet",
    opener="D'an/ar | D'an",
    sender="Eus | Digant",
    names="Kaset | Deiz | Da | Sujed | Danvez",
    original="Kemennadenn orin | Kemennad orin",
    forwarded="Kemennadenn treuzkaset",
)
FRISIAN = Language(
    wrote="skreau | skriuwt",
    opener="Op",
    sender="Fan",
    names="Ferstjoerd | Datum | Oan | Ûnderwerp",
    original="Oarspronklik Berjocht",
    forwarded="Trochstjoerd berjocht",
)
LUXEMBOURGISH = Language(
    wrote="schreift | huet geschriwwen",
    opener="Den",
    sender="Vun",
    names="Geschéckt | Datum | Un | Sujet | Betreff",
    original="Original-Message | Original-Noriicht",
    forwarded="Weidergeleete Message",
)
FAROESE = Language(
    wrote="skrivaði | skrivar",
    opener="Tann",
    sender="Frá",
    names="Sent | Tann | Dagur | Til | Evni",
    original="Uppruna boð | Upprunaboð",
    forwarded="Víðarisend boð",
)
INTERLINGUA = Language(
    wrote="ha scribite | scribeva",
    opener="Le",
    sender="De",
    names="Inviate | Data | A | Subjecto",
    original="Message original",
    forwarded="Message reinviate",
)
KURDISH = Language(
    wrote="nivîsî | nivîsand | nivîsandiye",
    opener="Di",
    sender="Şandyar | Ji",
    names="Hat şandin | Dîrok | Standyar | Ji bo | Mijar",
    original="Peyama orîjînal | Peyama resen",
    forwarded="Peyama beralîkirî",
)
UZBEK = Language(
    wrote="yozgan | yozdi | deb yozdi | ёзди | деб ёзди",
    sender="Kimdan | Кимдан",
    names="Yuborilgan | Sana | Kimga | Mavzu | Сана | Кимга | Мавзу",
    original="Asl xat | Asl xabar",
    forwarded="Uzatilgan xat | Yo‘naltirilgan xabar",
)
UYGHUR = Language(
    wrote="يازدى | يازدىكى",
    sender="دىن | ئەۋەتكۈچى",
    names="چېسلا | ۋاقىت | غا | قوبۇللىغۇچى | تىما",
    original="ئەسلىي خەت | ئەسلى ئۇچۇر",
    forwarded="ئۇزاتقان خەت",
    spaced=False,
)
PASHTO = Language(
    wrote="ليکلي | وليکل | ولیکل",
    sender="له | لېږونکی",
    names="نېټه | ته | سرليک",
    original="اره استوزه",
    forwarded="مخکې شوې استوزه",
    spaced=False,
)
MARATHI = Language(
    wrote="ने लिहीले | लिहिले | यांनी लिहिले | ने लिहिले",
    sender="प्रेषक | पाठवणार",
    names="पाठवले | दिनांक | प्रती | प्रति | विषय",
    original="खरा संदेश | मुळ संदेश | मूळ संदेश",
    forwarded="अग्रेषित संदेश | पुढे पाठवलेला संदेश",
    device="माझ्या *वरून पाठवले",
    spaced=False,
)
NEPALI = Language(
    wrote="ले लेख्नुभयो | लेख्नुभयो | ले लेखे",
    sender="प्रेषक | बाट",
    names="पठाइएको | मिति | लाई | विषय",
    original="मौलिक सन्देश | मूल सन्देश | मौलिक संदेश",
    forwarded="फरवार्ड गरिएको सन्देश",
    spaced=False,
)
GUJARATI = Language(
    wrote="લખ્યું | લખાયેલ | એ લખ્યું",
    sender="તરફથી | પ્રેષક",
    names="મોકલેલ | તારીખ | પ્રતિ | વિષય",
    original="મૂળ સંદેશો | મૂળ સંદેશ",
    forwarded="આગળ મોકલેલ સંદેશ | સંદેશો આગળ ધપાવો",
    spaced=False,
)
PUNJABI = Language(
    wrote="ਨੇ ਲਿਖਿਆ | ਲਿਖਿਆ",
    sender="ਵਲੋਂ | ਵੱਲੋਂ",
    names="ਭੇਜਿਆ | ਮਿਤੀ | ਵੱਲ | ਵਿਸ਼ਾ",
    original="ਅਸਲੀ ਸੁਨੇਹਾ",
    forwarded="ਅੱਗੇ ਭੇਜਿਆ ਸੁਨੇਹਾ",
    spaced=False,
)
KANNADA = Language(
    wrote="ಬರೆದಿದ್ದಾರೆ | ಬರೆದರು",
    sender="ಇಂದ",
    names="ಕಳುಹಿಸಲಾಗಿದೆ | ದಿನಾಂಕ | ಗೆ | ವಿಷಯ",
    original="ಮೂಲ ಸಂದೇಶ",
    forwarded="ಫಾರ್ವಾರ್ಡ್ ಮಾಡಲಾದ ಸಂದೇಶ",
    spaced=False,
)
MALAYALAM = Language(
    wrote="എഴുതി | എഴുതിയിരിക്കുന്നു",
    sender="പ്രേഷിതന്‍ | പ്രേഷകൻ | അയച്ചത്",
    names="തീയതി | സ്വീകര്‍ത്താവ് | സ്വീകർത്താവ് | വിഷയം",
    original="യഥാര്‍ഥ സന്ദേശം | യഥാര്‍ഥമായ സന്ദേശം | യഥാർത്ഥ സന്ദേശം",
    forwarded="കൈമാറിയ സന്ദേശം",
    spaced=False,
)
ASSAMESE = Language(
    wrote="লিখিছিল | লিখিছে",
    sender="প্ৰেৰক",
    names="তাৰিখ | প্ৰতি | বিষয়",
    original="প্ৰকৃত বাৰ্তা",
    forwarded="ফৰৱাৰ্ড কৰা বাৰ্তা",
    spaced=False,
)
ODIA = Language(
    wrote="ଲେଖିଥିଲେ | ଲେଖିଛନ୍ତି",
    sender="ପ୍ରେରକ",
    names="ତାରିଖ | ପ୍ରତି | ବିଷୟ",
    original="ପ୍ରକୃତ ସନ୍ଦେଶ",
    forwarded="ପଠାଯାଇଥିବା ସନ୍ଦେଶ",
    spaced=False,
)
SINHALA = Language(
    wrote="ලියන ලඳි | ලිව්වේය | ලියා ඇත | ලිවීය",
    sender="වෙතින් | යවන්නා",
    names="දිනය | වෙත | මාතෘකාව",
    original="මුල් පණිවිඩය | නැවුම් පණිවිඩය",
    forwarded="ඉදිරියට යැවූ පණිවිඩය",
    spaced=False,
)
KHMER = Language(
    wrote="បានសរសេរ | សរសេរ",
    sender="អ្នកផ្ញើ | ពី",
    names="កាលបរិច្ឆេត | កាលបរិច្ឆេទ | អ្នកទទួល | ទៅ | ចំណងជើង | ប្រធានបទ",
    original="សារដើម",
    forwarded="សារបញ្ជូនបន្ត",
    spaced=False,
)
BURMESE = Language(
    wrote="ရေးသားခဲ့သည် | ရေးခဲ့သည် | ရေးသည်",
    sender="မှ | ပေးပို့သူ",
    names="ရက်စွဲ | သို့ | အကြောင်းအရာ | ခေါင်းစဉ်",
    original="မူရင်းစာ | မူရင်းမက်ဆေ့ချ်",
    forwarded="လွှဲပို့သောစာ",
    spaced=False,
)
MONGOLIAN = Language(
    wrote="бичсэн | бичлээ | бичжээ | бичив",
    sender="Хэнээс | Илгээгч",
    names="Илгээсэн | Огноо | Хэнд | Хүлээн авагч | Гарчиг | Сэдэв",
    original="Эх захиа | Үндсэн зурвас",
    forwarded="Дамжуулсан захиа | Дамжуулсан зурвас",
)
XHOSA_AND_ZULU = Language(
    wrote="ubhale | wabhala | ubhalile",
    opener="Ngo-",
    sender="Kusuka | Isuka ku | Ivela ku",
    names="Kuthunyelwe | Usuku | Umhla | Kuya ku | Iya ku | Isihloko",
    original="Umyalezo wangempela | Umyalezo Wokuqala",
    forwarded="Umyalezo Ogqithiisiweyo | Umlayezo odluliselwe",
)
KINYARWANDA = Language(
    wrote="yanditse",
    opener="Kuwa | Ku wa | Ku",
    sender="Bivuye kwa | Uwohereje",
    names="Byoherejwe | Itariki | Kuri | Impamvu",
)
LANGUAGES = (
    ASTURIAN,
    OCCITAN,
    BRETON,
    FRISIAN,
    LUXEMBOURGISH,
    FAROESE,
    INTERLINGUA,
    KURDISH,
    UZBEK,
    UYGHUR,
    PASHTO,
    MARATHI,
    NEPALI,
    GUJARATI,
    PUNJABI,
    KANNADA,
    MALAYALAM,
    ASSAMESE,
    ODIA,
    SINHALA,
    KHMER,
    BURMESE,
    MONGOLIAN,
    XHOSA_AND_ZULU,
    KINYARWANDA,
)
