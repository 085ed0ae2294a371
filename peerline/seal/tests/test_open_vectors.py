"""Everything that either side ever wrote opens here, by our code and by the `age` command."""

from __future__ import annotations

import hashlib
import json
import subprocess
import zlib
from pathlib import Path

import pytest

from peerline import seal
from peerline.seal import errors
from peerline.seal.tests.vectors import Case, cases, unbase64


def place_of(case: Case) -> dict[str, str]:
    return {name: case[name] for name in ("conversation", "message", "ref")}


def check_as_told(case: Case) -> None:
    found = seal.unpack(seal.unseal(case["identity"], unbase64(case["sealed"])))
    seal.check(
        found,
        line=case["line"],
        conversation=case["conversation"],
        message_ref=case["message"],
        key_epoch=case["key_epoch"],
        verify_key=unbase64(case["verify_key"]) or None,
    )


@cases("padding")
def test_pads_to_that_size(case: Case) -> None:
    assert seal.padded_size(case["size"]) == case["padded"]


@cases("sealed")
def test_opens_what_was_sealed(case: Case) -> None:
    found = seal.unseal(case["identity"], unbase64(case["sealed"]))
    assert (len(found), hashlib.sha256(found).hexdigest()) == (case["size"], case["sha256"])
    assert seal.recipient_of(case["identity"]) == case["recipient"]


@cases("refused")
def test_refuses_a_file(case: Case) -> None:
    with pytest.raises(getattr(errors, case["error"])):
        seal.unseal(case["identity"], unbase64(case["sealed"]))


@cases("grant")
def test_opens_a_grant(case: Case) -> None:
    assert seal.open_grant(case["identity"], unbase64(case["sealed"])) == case["granted"]


@cases("bundle")
def test_opens_a_bundle(case: Case) -> None:
    found = seal.open_bundle(case["identity"], unbase64(case["sealed"]))
    assert found == seal.Bundle(case["bundle_identity"], unbase64(case["seed"]))
    assert seal.verify_key_of(found.seed) == unbase64(case["verify_key"])


@cases("message")
def test_opens_a_message(case: Case) -> None:
    plain = seal.unseal(case["identity"], unbase64(case["sealed"]))
    found = seal.unpack(plain)
    assert json.loads(found.body_bytes) == case["body"]
    assert len(plain) == seal.padded_size(len(plain.rstrip(b" ")))
    assert seal.unpack(seal.pack(found.body, None)).body == found.body
    check_as_told(case)


@cases("not-a-message")
def test_refuses_a_plaintext(case: Case) -> None:
    with pytest.raises(seal.Broken):
        seal.unpack(unbase64(case["plain"]))


@cases("elsewhere")
def test_refuses_a_message_out_of_place(case: Case) -> None:
    with pytest.raises(getattr(errors, case["error"])):
        check_as_told(case)


@cases("attachment")
def test_opens_an_attachment(case: Case) -> None:
    found = seal.open_attachment(case["identity"], unbase64(case["sealed"]), **place_of(case))
    assert found == unbase64(case["data"])


@cases("not-an-attachment")
def test_refuses_an_attachment(case: Case) -> None:
    with pytest.raises(getattr(errors, case["error"])):
        seal.open_attachment(case["identity"], unbase64(case["sealed"]), **place_of(case))


@cases("code")
def test_derives_the_keys_of_a_code(case: Case) -> None:
    code = seal.read_code(case["words"], case["count"])
    assert (code.number, " ".join(code.words())) == (int(case["number"]), case["words"])
    keys = seal.keys_of_code(code, case["line"])
    assert keys == seal.CodeKeys(case["identity"], case["look_up"], case["sign_in"])


@cases("reading")
def test_reads_a_code(case: Case) -> None:
    if "number" in case:
        assert seal.read_code(case["text"], case["count"]).number == int(case["number"])
    else:
        with pytest.raises(seal.UnreadableCode) as unread:
            seal.read_code(case["text"], case["count"])
        assert list(unread.value.positions) == case["unreadable"]


@cases("signature")
def test_verifies_a_signature(case: Case) -> None:
    key, body = unbase64(case["verify_key"]), unbase64(case["body"])
    assert seal.is_signed_by(key, body, case["sig"]) == case["good"]
    if case["good"]:
        assert seal.sign(unbase64(case["seed"]), body) == case["sig"]


@cases("age")
def test_agrees_with_the_age_format(case: Case) -> None:
    data = unbase64(case["file"])
    data = zlib.decompress(data) if case.get("compressed") else data
    if case["expect"] == "success":
        assert hashlib.sha256(seal.unseal(case["identity"], data)).hexdigest() == case["payload"]
    else:
        with pytest.raises(seal.NotForYou if case["expect"] == "no match" else seal.Broken):
            seal.unseal(case["identity"], data)


@cases("message")
def test_opens_a_message_with_the_age_command(case: Case, tmp_path: Path) -> None:
    key = tmp_path / "identity.txt"
    key.write_text(case["identity"] + "\n")
    command = ["age", "--decrypt", "--identity", str(key)]
    opened = subprocess.run(command, input=unbase64(case["sealed"]), capture_output=True, check=True)
    assert json.loads(json.loads(opened.stdout)["body"]) == case["body"]


def test_opens_what_the_age_command_sealed() -> None:
    identity = seal.new_identity()
    command = ["age", "--recipient", seal.recipient_of(identity)]
    sealed = subprocess.run(command, input=b"The lantern is lit.", capture_output=True, check=True).stdout
    assert seal.unseal(identity, sealed) == b"The lantern is lit."


@cases("readings")
def test_gives_every_reading(case: Case) -> None:
    found = seal.readings(case["text"], case["count"], tuple(case["languages"]))
    assert [str(code.number) for code in found] == case["numbers"]
