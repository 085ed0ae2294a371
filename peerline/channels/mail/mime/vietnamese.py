"""The two charsets of Vietnamese that Python has no table of: VISCII (RFC 1456) and TCVN 5712.

Both use places of control characters for letters. Where TCVN has marks of their own, the text is put together later
(NFC).
"""

from __future__ import annotations

import codecs

VISCII, TCVN = "peerline_viscii", "peerline_tcvn"

_HIGH = {
    VISCII: (
        "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉ"
        "đựòóôõỏọụùúũủýợỮ"
    ),
    TCVN: (
        "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệ"
        "ìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
    ),
}
_LOW = {
    VISCII: {2: "Ẳ", 5: "Ẵ", 6: "Ẫ", 20: "Ỷ", 25: "Ỹ", 30: "Ỵ"},
    TCVN: {1: "Ú", 2: "Ụ", 4: "Ừ", 5: "Ử", 6: "Ữ", 17: "Ứ", 18: "Ự", 19: "Ỳ", 20: "Ỷ", 21: "Ỹ", 22: "Ý", 23: "Ỵ"},
}
_TABLES = {name: "".join(low.get(at, chr(at)) for at in range(128)) + _HIGH[name] for name, low in _LOW.items()}


def _find(name: str) -> codecs.CodecInfo | None:
    table = _TABLES.get(name)
    if table is None:
        return None
    return codecs.CodecInfo(
        lambda text, errors="strict": codecs.charmap_encode(text, errors, codecs.charmap_build(table)),
        lambda data, errors="strict": codecs.charmap_decode(data, errors, table),
        name=name,
    )


codecs.register(_find)
