"""Turkish, Azerbaijani, Kazakh, Hebrew, Arabic, Persian, Urdu, Swahili, Amharic."""

from __future__ import annotations

from .language import Language

TURKISH = Language(
    wrote="şunu yazdı | yazdı | şunları yazdı | yazmış | tarihinde yazdı | adlı kişi şunu yazdı | demiş ki",
    opener="",
    sender="Kimden | Gönderen | Kimden (Ad) | Gönderici",
    names="Gönderme Tarihi | Gönderilme Tarihi | Gönderildi | Tarih | Gönderilen | Kime | Alıcı | Bilgi | Cc | Konu"
    " | Yanıt | Önem",
    original="Özgün İleti | Orijinal Mesaj | Özgün Mesaj | Orijinal mesaj | Orijinal ileti | Asıl ileti"
    " | Orjinal Mesaj",
    forwarded="Yönlendirilen ileti | İletilen mesaj | Yönlendirilmiş ileti | İletilen ileti başlangıcı"
    " | Yönlendirilmiş İleti | İletilen mesajın başlangıcı | Yönlendirilen mesaj | İletilen ileti",
    device="* gönderildi | * ile gönderildi | * üzerinden gönderildi | * tarafından gönderildi | *’umdan gönderildi"
    " | * için Outlook'u edinin | * için Outlook'u indirin | * için Outlook uygulamasını edinin | Virüssüz. *",
    above="bu satırın üstüne | bu satırın üzerine | bu çizginin üstüne",
)
AZERBAIJANI = Language(
    wrote="yazdı | yazıb | tarixində yazdı | yazmışdır",
    sender="Kimdən | Göndərən",
    names="Göndərilib | Göndərilmə tarixi | Tarix | Kimə | Surət | Mövzu",
    original="Orijinal Mesaj | Əsl mesaj | Orijinal məktub",
    forwarded="Yönləndirilmiş mesaj | Göndərilmiş mesaj | Ötürülülən Məktub",
    device="* göndərildi | * göndərilib",
)
KAZAKH = Language(
    wrote="жазды | деп жазды | былай деп жазды",
    sender="Кімнен | Жіберуші",
    names="Жіберілді | Жіберілген күні | Күні | Кімге | Көшірме | Тақырып | Тақырыбы",
    original="Бастапқы хабар | Түпнұсқа хабар",
    forwarded="Қайта жіберілген хабар",
    device="* жіберілді | * жіберілген",
)
HEBREW = Language(
    wrote="כתב | כתבה | כתב/ה | כתבו | מאת | כתב: | \u200fכתב/ה",
    opener="בתאריך | ב- | ביום | ב",
    sender="מאת | שולח | מ",
    names="נשלח | נשלח ב | תאריך | אל | עותק | נושא | לכבוד | העתק | עותק לידיעה | ל",
    original="הודעה מקורית | ההודעה המקורית | הודעה מקורית מאת",
    forwarded="הודעה שהועברה | הודעה מועברת | תחילת ההודעה שהועברה | התחל הודעה מועברת | העברת הודעה",
    device="נשלח מ* | נשלח באמצעות * | נשלח מה* | נשלח מהטלפון * | קבל את Outlook * | קבל Outlook * | השג את Outlook *",
    above="מעל שורה זו | מעל לשורה זו",
    spaced=False,
)
ARABIC = Language(
    wrote="كتب | كتبت | كتب/ت | تمت كتابة ما يلي بواسطة | كتب ما يلي | كتبت ما يلي | كتبوا",
    opener="في | بتاريخ | يوم",
    sender="من | المرسل | مرسل",
    names="تم الإرسال | أرسل | أُرسلت | تاريخ الإرسال | مرسل في | التاريخ | تاريخ | إلى | الى | المستلم | نسخة"
    " | المستقبل | نسخة إلى | الموضوع | موضوع | أرسلت | أُرسل | الرد على",
    original="الرسالة الأصلية | رسالة أصلية | الرسالة الاصلية | النص الأصلي | الرسالة الأساسية",
    forwarded="رسالة معاد توجيهها | رسالة مُعاد توجيهها | رسالة محولة | رسالة مُعاد إرسالها | رسالة ممرّرة"
    " | بدء الرسالة المُعاد توجيهها | بداية الرسالة المحولة | رسالة معاد إرسالها | رسالة تم تحويلها"
    " | Forwarded message",
    device="أُرسلت من * | أرسلت من * | تم الإرسال من * | مرسل من * | أُرسل من * | أرسل من * | تم الإرسال بواسطة *"
    " | الحصول على Outlook * | احصل على Outlook * | مرسلة من * | أُرسلت باستخدام *",
    above="فوق هذا السطر | أعلى هذا السطر | اعلى هذا السطر",
    spaced=False,
)
PERSIAN = Language(
    wrote="نوشت | نوشته است | نوشته‌است | نوشتند | می‌نویسد | نوشته | نوشت،",
    opener="در | در تاریخ | روز",
    sender="از | فرستنده",
    names="ارسال شده | ارسال شد | فرستاده شده | زمان ارسال | تاریخ | به | گیرنده | رونوشت | موضوع | عنوان",
    original="پیام اصلی | پیغام اصلی | نامه اصلی | ایمیل اصلی",
    forwarded="پیام هدایت‌شده | پیام بازارسال شده | پیام ارسال شده | پیام فوروارد شده | پیام باز ارسال شده"
    " | پیام ارجاع داده شده",
    device="ارسال شده از * | ارسال‌شده از * | فرستاده شده از * | ارسال از * | از * ارسال شد | از * من ارسال شده"
    " | دریافت Outlook *",
    spaced=False,
)
URDU = Language(
    wrote="نے لکھا | نے تحریر کیا | لکھا | نے لکھا ہے",
    opener="بتاریخ",
    sender="منجانب | از | بھیجنے والا",
    names="بھیجا گیا | تاریخ | بنام | بخدمت | موضوع | وصول کنندہ",
    original="اصل پیغام",
    forwarded="آگے بھیجا گیا پیغام | فارورڈ شدہ پیغام",
    device="میرے * سے بھیجا گیا | * سے بھیجا گیا",
    spaced=False,
)
SWAHILI = Language(
    wrote="aliandika | ameandika | anaandika",
    opener="Mnamo | Tarehe",
    sender="Kutoka | Kutoka kwa | Mtumaji",
    names="Imetumwa | Ilitumwa | Tarehe | Kwa | Nakala | Mada | Kichwa",
    original="Ujumbe asilia | Ujumbe wa awali | Ujumbe halisi",
    forwarded="Ujumbe uliosambazwa | Ujumbe uliotumwa mbele",
    device="Imetumwa kutoka * | Imetumwa kwa * | Ilitumwa kutoka *",
)
AMHARIC = Language(
    wrote="ጽፏል | ጻፈ | ጻፈች | እንዲህ ሲል ጽፏል",
    sender="ከ | ላኪ",
    names="የተላከው | ተልኳል | ቀን | ለ | ተቀባይ | ርዕስ | ግልባጭ",
    original="የመጀመሪያው መልዕክት | ዋናው መልእክት",
    forwarded="የተላለፈ መልዕክት",
    device="ከኔ *የተላከ | ከእኔ *የተላከ | ከ*የተላከ",
    spaced=False,
)
LANGUAGES = (TURKISH, AZERBAIJANI, KAZAKH, HEBREW, ARABIC, PERSIAN, URDU, SWAHILI, AMHARIC)
