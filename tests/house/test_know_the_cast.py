"""What lies beside the cast as derived from their codes is what is derived from them."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict

from peerline.seal import keys_of_code
from tests.cast import CODES, LINE_REF, STRETCHED


def test_lies_beside_them_as_it_is_derived() -> None:
    with ThreadPoolExecutor() as pool:
        keys = list(pool.map(lambda code: asdict(keys_of_code(code, LINE_REF)), CODES.values()))
    found = dict(zip(CODES, keys, strict=True))
    assert json.loads(STRETCHED.read_text()) == found, f"write to {STRETCHED.name}: {json.dumps(found)}"
