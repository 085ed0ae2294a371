"""The page on which an editor brings a list: it ..."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from peerline.directory.formats import hsds_json
from peerline.directory.models import Change, Service
from peerline.directory.tests.test_keep_the_queue import editor
from peerline.directory.views import bringing
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PAGE = "/directory/bring/"
TABLE = "organization\tservice\tfield\tcountry\nLantern House\tLantern Call\tlegal\tDE\nOpen Door\tLaw\tlegal\tAT\n"


def sent(client: Client, text: str, *, act: str, form: str = "tsv") -> str:
    """What the page says of a file."""
    file = SimpleUploadedFile("list.tsv", text.encode())
    answer = client.post(PAGE, {"file": file, "format": form, "act": act})
    assert answer.status_code == 200
    return answer.content.decode()


def test_looks_first_and_then_takes_all_of_it(cast: Cast) -> None:
    client = editor(cast)
    assert "Nothing is wrong with it, and nothing is stored yet." in sent(client, TABLE, act="look")
    assert not Service.objects.exists()
    assert "It is stored." in sent(client, TABLE, act="take")
    assert set(Service.objects.values_list("name", flat=True)) == {"Lantern Call", "Law"}
    assert Change.objects.filter(by=cast.ada.member, why="import").exists()


def test_tells_first_what_becomes_other_where_a_row_is_known_by_its_names(cast: Cast) -> None:
    client = editor(cast)
    sent(client, TABLE, act="take")
    shown = sent(client, TABLE.replace("legal\tDE", "youth\tDE"), act="look")
    assert "These rows have no id." in shown
    assert "<del><bdi>legal</bdi></del> <ins><bdi>youth</bdi></ins>" in shown
    assert shown.count("<del>") == 1


def test_names_every_row_that_is_wrong_and_stores_nothing(cast: Cast) -> None:
    shown = sent(editor(cast), TABLE.replace("DE", "Germany") + "X\t\tmoon\tDE\n", act="take")
    assert "Wrong: 2. Nothing is stored." in shown
    assert "row 2, country" in shown
    assert "row 4, field" in shown
    assert not Service.objects.exists()


@pytest.mark.parametrize("form", ["tsv", "wikitext", "hsds-json"])
@pytest.mark.parametrize("text", ["\0", "<table>", "{"])
def test_says_so_when_a_file_is_no_list(cast: Cast, form: str, text: str) -> None:
    shown = sent(editor(cast), text, act="take", form=form)
    assert 'role="alert"' in shown
    assert not Service.objects.exists()


def test_takes_no_more_rows_than_are_stored_in_a_moment(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing, "MOST_ROWS", 1)
    assert "A page takes 1,000 rows at most." in sent(editor(cast), TABLE, act="take")
    assert not Service.objects.exists()


def test_reads_what_the_editors_carry_away(cast: Cast) -> None:
    client = editor(cast)
    sent(client, TABLE, act="take")
    services = list(Service.objects.values_list("pk", flat=True))
    text = "".join(hsds_json.texts(services))
    assert len(json.loads(text)) == 2
    assert "new: 0, changed: 0" in sent(client, text, act="look", form="hsds-json")


def test_is_there_for_editors_only(cast: Cast) -> None:
    for name in ("bo", "kim", "sol"):
        client = Client()
        client.force_login(getattr(cast, name).member)
        assert client.get(PAGE).status_code == 404
        assert client.post(PAGE, {"act": "take"}).status_code == 404
