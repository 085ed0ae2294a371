"""Chinese (both scripts), Japanese, Korean, Vietnamese, Thai, Indonesian, Malay, Filipino, and languages of India."""

from __future__ import annotations

from .language import Language

CHINESE = Language(
    wrote="写道 | 写到 | 写 | 寫道 | 寫到 | 撰寫 | 来信写道 | 來信 | 的邮件中写道 | 发送的邮件 | 在信中說 | 寫下"
    " | 提到 | 写信给",
    opener="在 | 于 | 於",
    sender="发件人 | 发信人 | 寄件者 | 寄件人 | 發件人 | 来自 | 發信人",
    names="发送时间 | 发送日期 | 已发送 | 日期 | 时间 | 收件人 | 收信人 | 抄送 | 抄送人 | 主题 | 主旨 | 标题"
    " | 傳送時間 | 寄件日期 | 收件者 | 副本 | 主題 | 已傳送 | 發送時間 | 傳送日期 | 發送日期 | 密送 | 回复",
    original="原始邮件 | 原始郵件 | 邮件原件 | 原始信件 | 原邮件 | 原始邮件信息 | 原郵件 | 回复的原邮件 | 回复邮件"
    " | 原始信息 | 原始訊息 | 原始消息 | 原始内容",
    forwarded="转发的邮件 | 转发邮件 | 转发邮件信息 | 轉寄的郵件 | 轉寄郵件 | 转发的信件 | 被转发邮件信息"
    " | 转发的信息 | 轉遞的郵件 | 开始转发的邮件 | 轉寄的訊息 | 下面是被转发的邮件 | 以下是转发的邮件"
    " | 開始轉寄郵件 | 轉寄郵件開始 | 轉寄訊息 | 转发的消息",
    device="发自我的* | 发自*邮箱* | 发自*客户端 | 发送自* | 来自*邮箱* | 从我的*发送 | 從我的*傳送 | 從我的*發送"
    " | 我的*傳送 | 傳送自* | 發自我的* | 使用*发送 | 发自网易邮箱* | 发自 * | 发自我的*手机 | 通过*发送"
    " | 获取 Outlook * | 下载适用于*的 Outlook | 取得適用於*的 Outlook | 下載 Outlook * | 获取适用于*的Outlook"
    " | 無病毒。* | 无病毒。* | 自我的*傳送",
    above="请在此行上方回复 | 在此行以上 | 请在此线上方 | 請在此行上方 | 请在本行上方 | 在此線上方",
    spaced=False,
)
JAPANESE = Language(
    wrote="のメール | は書きました | さんは書きました | wrote | が書きました | 書きました | さんのメッセージ"
    " | からのメール | さんが書かれました | より | は次のように書きました",
    opener="",
    sender="差出人 | 送信者 | 送信元 | From | 発信者",
    names="送信日時 | 送信日 | 送信済み | 日付 | 日時 | 宛先 | 件名 | Cc | ＣＣ | 受信者 | 返信先 | 重要度",
    original="元のメッセージ | 元メッセージ | オリジナルメッセージ | 元のメール | Original Message"
    " | オリジナルのメッセージ | 返信元のメッセージ | 転送元メッセージ",
    forwarded="転送されたメッセージ | 転送メッセージ | 転送されたメール | 以下、転送されたメッセージ"
    " | 転送するメッセージ | Forwarded Message | 転送メール | 以下は転送されたメッセージです",
    device="*から送信 | *から送信しました | *から送信されました | *で送信 | *より送信 | * 用 Outlook を入手"
    " | *用の Outlook を入手 | Outlook for *を入手 | * 版 Outlook を入手する | ウイルス フリー。*"
    " | ウイルスフリー。* | *を使用して送信 | *で作成",
    above="この行より上 | この線より上 | この行の上",
    spaced=False,
)
KOREAN = Language(
    wrote="님이 작성 | 작성 | 님이 쓴 글 | 이(가) 작성 | 님의 말 | 님이 쓰셨습니다 | 님의 메일 | 님이 작성한 메일"
    " | 쓴 내용 | 쓴 글 | 쓰셨습니다",
    opener="",
    sender="보낸 사람 | 보낸사람 | 발신 | 발신인 | 보낸이 | 발신자",
    names="보낸 날짜 | 보낸날짜 | 날짜 | 보낸 시간 | 받는 사람 | 받는사람 | 참조 | 제목 | 숨은 참조 | 수신 | 수신인"
    " | 수신자 | 받는이 | 일시 | 보냄",
    original="원본 메시지 | 원본 메일 | 원본메시지 | 원본 메세지 | 원본메일",
    forwarded="전달된 메시지 | 전달된 메일 | 전달된 메세지 | 전달받은 메시지 | 다음은 전달된 메시지"
    " | 아래는 전달된 메시지 | 전달한 메시지",
    device="나의 *에서 보냄 | 내 *에서 보냄 | *에서 보냄 | *에서 보낸 메일 | *에서 전송 | *에서 발송"
    " | *용 Outlook 다운로드 | *용 Outlook 받기 | *에서 보냈습니다 | *을 사용하여 보냄 | *로 보냄"
    " | *에서 보낸 메시지",
    above="이 줄 위에 | 이 선 위에",
    spaced=False,
)
VIETNAMESE = Language(
    wrote="đã viết | viết | đã viết như sau",
    opener="Vào | Vào lúc | Ngày | Trong",
    sender="Từ | Người gửi | Gửi từ",
    names="Đã gửi | Ngày | Đến | Tới | Người nhận | Cc | Chủ đề | Tiêu đề | Gửi lúc | Ngày gửi | Kính gửi | Thời gian",
    original="Tin nhắn gốc | Thư gốc | Thông điệp gốc | Tin nhắn ban đầu | Thư ban đầu",
    forwarded="Tin nhắn đã chuyển tiếp | Thư đã chuyển tiếp | Thư được chuyển tiếp | Bắt đầu thư được chuyển tiếp"
    " | Tin nhắn được chuyển tiếp | Đã chuyển tiếp tin nhắn | Forwarded message",
    device="Đã gửi từ * | Được gửi từ * | Gửi từ * | Gửi bằng * | Tải Outlook cho * | Tải xuống Outlook cho *",
    above="phía trên dòng này | trên dòng này",
)
THAI = Language(
    wrote="เขียนว่า | เขียน | ได้เขียน | เขียนดังนี้",
    opener="เมื่อ | ในวันที่ | ใน",
    sender="จาก | ผู้ส่ง",
    names="ส่งเมื่อ | ส่ง | วันที่ | วันที่ส่ง | ถึง | สำเนา | สำเนาถึง | เรื่อง | หัวเรื่อง | หัวข้อ | ผู้รับ | หัวจดหมาย",
    original="ข้อความต้นฉบับ | ข้อความเดิม | จดหมายต้นฉบับ",
    forwarded="ข้อความที่ส่งต่อ | ข้อความที่ถูกส่งต่อ | เริ่มต้นข้อความที่ส่งต่อ | จดหมายที่ส่งต่อ | Forwarded message | ข้อความส่งต่อ",
    device="ส่งจาก *ของฉัน | ส่งจาก* | ส่งโดย* | ส่งด้วย* | รับ Outlook * | ดาวน์โหลด Outlook *",
    above="เหนือบรรทัดนี้",
    spaced=False,
)
INDONESIAN = Language(
    wrote="menulis | telah menulis | menulis surat | menyatakan",
    opener="Pada | Pada tanggal | Di | Tanggal",
    sender="Dari | Pengirim",
    names="Dikirim | Terkirim | Tanggal | Kepada | Ke | Untuk | Cc | Tembusan | Perihal | Subjek | Judul | Hal",
    original="Pesan asli | Pesan Asli | Pesan Awal | Isi Pesan Asli",
    forwarded="Pesan terusan | Pesan yang diteruskan | Mulai pesan terusan | Pesan diteruskan | Forwarded message",
    device="Dikirim dari * | Terkirim dari * | Dikirim dengan * | Dikirim melalui * | Dapatkan Outlook untuk *"
    " | Unduh Outlook untuk * | Bebas virus. *",
    above="di atas baris ini",
)
MALAY = Language(
    wrote="menulis | telah menulis",
    opener="Pada",
    sender="Daripada | Dari",
    names="Dihantar | Tarikh | Kepada | Sk | Cc | Subjek | Perkara",
    original="Mesej asal | Mesej Asal",
    forwarded="Mesej yang dimajukan | Mesej dipanjangkan | Mesej dimajukan",
    device="Dihantar daripada * | Dihantar dari * | Dapatkan Outlook untuk *",
)
FILIPINO = Language(
    wrote="ay sumulat | sumulat si | sumulat | nagsulat | isinulat ni | sinulat ni",
    opener="Noong | Sa",
    sender="Mula kay | Mula sa | Mula",
    names="Ipinadala | Petsa | Kay | Para kay | Para sa | Paksa",
    original="Orihinal na mensahe | Orihinal na Mensahe",
    forwarded="Ipinasang mensahe | Naipasang mensahe",
    device="Ipinadala mula sa aking * | Ipinadala mula sa *",
)
HINDI = Language(
    wrote="ने लिखा | लिखा | ने लिखा है | लिखते हैं | को लिखा | पर लिखा | यांनी लिहिले | ने लिहिले | ले लेख्नुभयो",
    opener="पर | को | को |दिनांक",
    sender="प्रेषक | से | द्वारा | प्रेषक का नाम | पाठवणार | बाट",
    names="भेजा गया | भेजने का समय | दिनांक | तारीख | तारीख़ | प्रति | प्राप्तकर्ता | को | सेवा में | विषय"
    " | प्रतिलिपि | प्रेषित | पाठवले",
    original="मूल संदेश | मूल सन्देश | वास्तविक संदेश | मौलिक संदेश",
    forwarded="अग्रेषित संदेश | अग्रेषित सन्देश | फ़ॉरवर्ड किया गया संदेश | Forwarded message",
    device="मेरे *से भेजा गया | *से भेजा गया | मेरे * से भेजा | *द्वारा भेजा गया | माझ्या *वरून पाठवले",
    spaced=False,
)
BENGALI = Language(
    wrote="লিখেছেন | লিখেছে | লিখেছিলেন | লিখলেন | এ লিখেছেন",
    opener="তারিখে",
    sender="প্রেরক | থেকে | প্রেরকের নাম",
    names="পাঠানো হয়েছে | প্রেরিত | তারিখ | প্রতি | প্রাপক | বিষয় | অনুলিপি",
    original="মূল বার্তা | আসল বার্তা",
    forwarded="ফরোয়ার্ড করা বার্তা | ফরওয়ার্ড করা বার্তা | ফরোয়ার্ড করা মেসেজ",
    device="আমার *থেকে পাঠানো | আমার *থেকে পাঠানো হয়েছে | *থেকে প্রেরিত",
    spaced=False,
)
TAMIL = Language(
    wrote="எழுதியது | எழுதினார் | எழுதியவர்",
    sender="அனுப்புநர் | இருந்து",
    names="அனுப்பப்பட்டது | அனுப்பியது | தேதி | பெறுநர் | பொருள் | நகல்",
    original="அசல் செய்தி | மூல செய்தி",
    forwarded="முன்னனுப்பப்பட்ட செய்தி | பகிரப்பட்ட செய்தி | அனுப்பும் செய்தி",
    device="எனது *இலிருந்து அனுப்பப்பட்டது | எனது *அனுப்பப்பட்டது",
    spaced=False,
)
TELUGU = Language(
    wrote="ఇలా రాశారు | వ్రాసారు | రాశారు",
    sender="పంపినవారు | నుండి",
    names="పంపబడింది | పంపిన తేదీ | తేదీ | వీరికి | స్వీకర్త | విషయం | కాపీ",
    original="అసలు సందేశం | వాస్తన సందేశం",
    forwarded="ఫార్వార్డ్ చేసిన సందేశం | ముందుకు పంపబడినసందేశం",
    device="నా *నుండి పంపబడింది",
    spaced=False,
)
LANGUAGES = (CHINESE, JAPANESE, KOREAN, VIETNAMESE, THAI, INDONESIAN, MALAY, FILIPINO, HINDI, BENGALI, TAMIL, TELUGU)
