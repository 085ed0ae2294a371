"""Dates, in every form that is sent."""

from __future__ import annotations

import pytest

from peerline.channels.mail.mime.dates import read_date

TEN = "2026-11-25T10:40:00+00:00"
NINE = "2026-11-25T09:40:00+00:00"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Wed, 25 Nov 2026 10:40:00 +0100", NINE),
        ("Wed, 25 Nov 2026 10:40:00 +0100 (CET)", NINE),
        ("Wed, 25 Nov 2026 10:40:00 +0100 (Central European (Standard) Time)", NINE),
        ("25 Nov 2026 10:40 GMT", TEN),
        ("Wed, 25 Nov 2026 10:40:00 +0100000000000002026 10:40:00 +0100", NINE),
        ("25 Nov 2026 10:40:00", TEN),
        ("25 Nov 2026 10:40:00 -0000", TEN),
        ("Wed,25 Nov 2026 10:40:00 +0100", NINE),
        ("Wed 25 Nov 2026 10:40:00 +0100", NINE),
        ("Mon, 25 Nov 2026 10:40:00 +0100", NINE),
        ("wed, 25 NOV 2026 10:40:00 +0100", NINE),
        ("Wednesday, 25 November 2026 10:40:00 +0100", NINE),
        ("Wednesday, 25-Nov-26 10:40:00 GMT", TEN),
        ("25-Nov-2026 10:40:00 +0100", NINE),
        ("Wed Nov 25 10:40:00 2026", TEN),
        ("Wed Nov 25 10:40:00 CET 2026", NINE),
        ("Wed Nov 25 10:40:00 +0100 2026", NINE),
        ("Nov 25, 2026 10:40:00 AM +0100", NINE),
        ("November 25, 2026 10:40 PM", "2026-11-25T22:40:00+00:00"),
        ("25 Nov 26 10:40:00 EST", "2026-11-25T15:40:00+00:00"),
        ("25 Nov 126 10:40:00 GMT", TEN),
        ("25 Nov 2026 10:40:00 CET", NINE),
        ("25 Nov 2026 10:40:00 CEST", "2026-11-25T08:40:00+00:00"),
        ("25 Nov 2026 10:40:00 JST", "2026-11-25T01:40:00+00:00"),
        ("25 Nov 2026 10:40:00 MSK", "2026-11-25T07:40:00+00:00"),
        ("25 Nov 2026 10:40:00 IST", "2026-11-25T05:10:00+00:00"),
        ("25 Nov 2026 10:40:00 UTC+1", NINE),
        ("25 Nov 2026 10:40:00 GMT+01:00", NINE),
        ("25 Nov 2026 10:40:00 +01:00", NINE),
        ("25 Nov 2026 10:40:00 +1", NINE),
        ("25 Nov 2026 10:40:00 Z", TEN),
        ("25 Nov 2026 10:40:00 Nowhere", TEN),
        ("25 Nov 2026 10.40.00 +0100", NINE),
        ("25 Nov 2026 24:00:00 +0000", "2026-11-26T00:00:00+00:00"),
        ("25 Nov 2026 10:40:60 +0000", "2026-11-25T10:40:59+00:00"),
        ("25 Nov 2026 10:40:00.123 +0100", NINE),
        ("25 Nov 2026", "2026-11-25T00:00:00+00:00"),
        ("2026-11-25T10:40:00Z", TEN),
        ("2026-11-25T10:40:00+01:00", NINE),
        ("2026-11-25 10:40:00 +0100", NINE),
        ("2026/11/25 10:40:00", TEN),
        ("25.11.2026 10:40", TEN),
        ("25/11/2026 10:40", TEN),
        ("11/25/2026 10:40 AM", TEN),
        ("Mi, 25 Nov 2026 10:40:00 +0100", NINE),
        ("mer., 25 nov. 2026 10:40:00 +0100", NINE),
        ("mié, 25 noviembre 2026 10:40:00 +0100", NINE),
        ("ср, 25 ноя 2026 10:40:00 +0100", NINE),
        ("25 ноября 2026 г. 10:40", TEN),
        ("Śr, 25 lis 2026 10:40:00 +0100", None),
        ("25 listopadu 2026 10:40 +0100", NINE),
        ("2026年11月25日 10:40", TEN),
        ("2026年11月25日 下午10:40", TEN),
        ("=?utf-8?Q?25_Nov_2026_10:40:00_+0100?=", NINE),
        (" \t25 Nov 2026\r\n 10:40:00 +0100 ", NINE),
        ("yesterday", None),
        ("Wed, 99 Nov 2026 10:40:00 +0100", None),
        ("Wed, 25 Nov 9999 23:59:59 -9999", None),
        ("05/06/2026 10:40", None),
        ("25 Nov 1926 10:40:00", None),
        ("0", None),
        ("", None),
    ],
)
def test_reads_dates(text: str, iso: str | None) -> None:
    read = read_date(text)
    assert (read.isoformat() if read else None) == iso
