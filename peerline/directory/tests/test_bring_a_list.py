"""The page on which an editor brings a list: it ..."""

from __future__ import annotations

import html
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from peerline.directory import forms
from peerline.directory.formats import hsds_json
from peerline.directory.models import Change, Service
from peerline.directory.tests.test_keep_the_queue import editor
from peerline.directory.views import bringing
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PAGE = "/directory/bring/"
HIDDEN = re.compile('<input type="hidden" name="(held|named)" value="([^"]*)"')
COLUMNS = re.compile('<textarea name="columns"[^>]*>\n([^<]*)')
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


def fields(shown: str) -> dict[str, str]:
    """What a browser would send of the page that was shown, without the file, which it forgets."""
    said = dict(HIDDEN.findall(shown.partition("<main")[2]))
    (columns,) = COLUMNS.findall(shown)
    (chosen,) = re.findall(r'<option value="([^"]*)" selected', shown) or [""]
    return {**said, "columns": html.unescape(columns), "format": chosen}


def test_keeps_what_was_looked_at_until_it_is_taken_in(cast: Cast) -> None:
    client = editor(cast)
    looked = sent(client, TABLE, act="look")
    assert "list.tsv</bdi> is still here." in looked
    taken = client.post(PAGE, {**fields(looked), "act": "take"}).content.decode()
    assert "It is stored." in taken
    assert Service.objects.count() == 2
    assert "is still here" not in taken
    assert "Choose a file." in client.post(PAGE, {**fields(taken), "format": "tsv", "act": "take"}).content.decode()


def test_keeps_no_large_file_in_the_page(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    client = editor(cast)
    looked = fields(sent(client, TABLE, act="look"))
    monkeypatch.setattr(forms, "MOST_HELD_BYTES", len(TABLE))
    large = SimpleUploadedFile("large.tsv", TABLE.encode() + b"\n")
    shown = client.post(PAGE, {**looked, "file": large, "act": "look"}).content.decode()
    assert "Nothing is wrong with it" in shown
    assert "is still here" not in shown
    assert not fields(shown).get("held")


def test_takes_another_file_rather_than_the_one_that_was_looked_at(cast: Cast) -> None:
    client = editor(cast)
    looked = sent(client, TABLE, act="look")
    other = SimpleUploadedFile("other.tsv", TABLE.replace("Law", "Law by Night").encode())
    client.post(PAGE, {**fields(looked), "file": other, "act": "take"})
    assert set(Service.objects.values_list("name", flat=True)) == {"Lantern Call", "Law by Night"}


def test_asks_which_of_ours_a_column_is(cast: Cast) -> None:
    client = editor(cast)
    theirs = TABLE.replace("field", "topic").replace("country", "land\tcolor").replace("DE", "DE\tred")
    asked = sent(client, theirs, act="look")
    assert "There is no column of this name: topic, land, color." in asked
    said = fields(asked)
    assert said["columns"].split("\n") == ["topic = ", "land = ", "color = "]
    slip = {"columns": "topic = feild\r\nland = country\ncolor =", "act": "look"}
    wrong = client.post(PAGE, {**said, **slip}).content.decode()
    assert "There is no column of this name: feild." in wrong
    assert fields(wrong)["columns"].split() == slip["columns"].split()
    client.post(PAGE, {**fields(wrong), "columns": slip["columns"].replace("feild", "field"), "act": "take"})
    assert set(Service.objects.values_list("name", flat=True)) == {"Lantern Call", "Law"}


@pytest.mark.parametrize("held", ["", "?", "é", "AA", "====", "LS0t"])
def test_stores_nothing_of_rubbish_that_is_said_to_be_held(cast: Cast, held: str) -> None:
    answer = editor(cast).post(PAGE, {"format": "tsv", "held": held, "act": "take"})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode() or "Choose a file." in answer.content.decode()
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
