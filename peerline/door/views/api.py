"""The API of the door. It knows no cookie: who asks for a conversation proves its code each time.

Every answer is padded to a size class, so that a look at the wire does not tell how much was said.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from peerline import seal
from peerline.backup import days
from peerline.channels.web import address, going_on, intake, notice, pieces
from peerline.conversations import access, actions
from peerline.door import asked as asked_after
from peerline.door import forms, passes, shown, started, texts
from peerline.kit.errors import NotThere, Refused
from peerline.kit.posted import read
from peerline.line.access import the_line

Form = TypeVar("Form")
OURS = {"", "none", "same-origin"}


def _asked(form: type[Form]) -> Callable[[Callable[[Form], dict[str, Any] | bytes]], Any]:
    """A verb of the API: posted from our own page, read as `form`, answered padded."""

    def made(verb: Callable[[Form], dict[str, Any] | bytes]) -> Callable[[HttpRequest], HttpResponse]:
        # No cookie proves anything here, so there is nothing that a foreign page could ride on.
        @csrf_exempt
        @require_POST
        @wraps(verb)
        def view(request: HttpRequest) -> HttpResponse:
            if request.headers.get("Sec-Fetch-Site", "") not in OURS:
                raise Refused(code="another-site")
            found = verb(read(request.body, form))
            if isinstance(found, bytes):
                return HttpResponse(found, content_type="application/octet-stream")
            return HttpResponse(seal.pad(json.dumps(found).encode()), content_type="application/json")

        return view

    return made


@_asked(forms.Asking)
def offer(asked: forms.Asking) -> dict[str, Any]:
    """Whom to seal a new conversation to."""
    started.take(asked.started, asked.number)
    made = intake.offer(asked.language)
    return {
        "token": made.token,
        "line": the_line().ref,
        "keys": [{"ref": ref, "recipient": to} for ref, to in made.keys],
        "word": made.word,
    }


@_asked(forms.Restarting)
def restarted(_asked: forms.Restarting) -> dict[str, Any]:
    """Another word for a page, so that what was written in it need not be written again."""
    new = started.give()
    return {"word": new.word, "tries": new.tries, "goal": new.goal, "wait": texts.wait_seconds()}


@_asked(forms.Resuming)
def pieces_there(asked: forms.Resuming) -> dict[str, Any]:
    """Which pieces are there, file by file."""
    return {"there": pieces.there(asked.word, asked.files)}


@_asked(forms.Keeping)
def piece(asked: forms.Keeping) -> dict[str, Any]:
    """Keep one piece of a sealed file."""
    pieces.keep(asked.word, asked.piece)
    return {}


@_asked(forms.Sending)
def send(asked: forms.Sending) -> dict[str, Any]:
    """Store a new conversation; the pass that comes back lets this browser make a code for it."""
    intake.begin(
        intake.Begun(
            token=asked.token,
            conversation=asked.conversation,
            recipient=asked.recipient,
            grants=dict(asked.grants),
            message=asked.message,
            language=asked.language,
            urgent=asked.urgent,
            word=asked.word,
            files=asked.files,
        )
    )
    found = access.conversation_by_ref(asked.conversation)
    due_at = found.due_at.isoformat() if found is not None and found.due_at else None
    return {"pass_word": passes.give(asked.conversation), "due_at": due_at}


@_asked(forms.Coding)
def code(asked: forms.Coding) -> dict[str, Any]:
    """Keep the first code of a conversation that was just begun."""
    actions.add_way_back(passes.conversation_of(asked.pass_word), asked.made)
    return {}


@_asked(forms.CodingAgain)
def code_again(asked: forms.CodingAgain) -> dict[str, Any]:
    """Keep one more code, made from inside."""
    actions.add_way_back(access.way_back(asked.look_up, asked.proof).conversation, asked.made)
    return {}


@_asked(forms.Proving)
def kept(asked: forms.Proving) -> dict[str, Any]:
    """Two of the words were typed back."""
    actions.keep_way_back(access.way_back(asked.look_up, asked.proof))
    return {}


@_asked(forms.Proving)
def open_(asked: forms.Proving) -> dict[str, Any]:
    """The conversation of a code."""
    way = access.way_back(asked.look_up, asked.proof)
    actions.came_back(way.conversation)
    return shown.conversation(way)


@_asked(forms.Fetching)
def message(asked: forms.Fetching) -> bytes:
    """The age file of a large message."""
    way = access.way_back(asked.look_up, asked.proof)
    return access.sealed_to_seeker(way, asked.ref)


@_asked(forms.Fetching)
def attachment(asked: forms.Fetching) -> bytes:
    """The age stream of an attachment."""
    return access.attachment_of_seeker(access.way_back(asked.look_up, asked.proof), asked.ref)


@_asked(forms.Writing)
def write(asked: forms.Writing) -> dict[str, Any]:
    """The seeker writes again."""
    intake.add(access.way_back(asked.look_up, asked.proof).conversation, asked.message)
    return {}


@_asked(forms.Proving)
def erase(asked: forms.Proving) -> dict[str, Any]:
    """Everything is gone, at once."""
    actions.erase(access.way_back(asked.look_up, asked.proof).conversation)
    return _gone()


@_asked(forms.TakingBack)
def take_back(asked: forms.TakingBack) -> dict[str, Any]:
    """What was just sent is gone, without a code."""
    actions.erase(passes.conversation_of(asked.pass_word))
    return _gone()


def _gone() -> dict[str, Any]:
    """The day after which no backup opens for anybody any more."""
    return {"backups_gone_by": days.gone_by().isoformat()}


@_asked(forms.Carding)
def card(asked: forms.Carding) -> dict[str, Any]:
    """A mail address as an address card, for the word that answers or a notice go there. Nothing is kept of it here."""
    found = _conversation_of(asked.mine)
    if asked.for_notice:
        return {"card": base64.b64encode(notice.card_for_notice(found.ref, asked.address)).decode(), "writer": ""}
    sealed, writer = address.card_of(found.ref, asked.address)
    return {"card": base64.b64encode(sealed).decode(), "writer": writer}


@_asked(forms.Mailing)
def by_mail(asked: forms.Mailing) -> dict[str, Any]:
    """Answers leave by mail from now on."""
    actions.answer_by_mail(_conversation_of(asked.mine), asked.message, encrypted=asked.encrypted)
    return {}


@_asked(forms.Wanting)
def by_page(asked: forms.Wanting) -> dict[str, Any]:
    """Answers wait on the page only."""
    actions.answer_at_the_door(_conversation_of(asked.mine))
    return {}


@_asked(forms.Noticing)
def be_told(asked: forms.Noticing) -> dict[str, Any]:
    """A notice goes to an address, once somebody there said yes. Whether it was asked lately shows nowhere."""
    notice.ask(_conversation_of(asked.mine), asked.message, asked.card, wishes=asked.wishes)
    return {}


@_asked(forms.Wanting)
def be_told_no_more(asked: forms.Wanting) -> dict[str, Any]:
    """No notice goes anywhere any more."""
    actions.end_notice(_conversation_of(asked.mine))
    return {}


@_asked(forms.Wanting)
def no_answer(asked: forms.Wanting) -> dict[str, Any]:
    """None is needed; the desk is told."""
    actions.want_no_answer(_conversation_of(asked.mine))
    return {}


@_asked(forms.Following)
def link(asked: forms.Following) -> dict[str, Any]:
    """Whom to seal to what a link begins. It uses nothing up."""
    keys = going_on.keys_of(asked.link)
    return {"line": the_line().ref, "keys": [{"ref": ref, "recipient": to} for ref, to in keys]}


@_asked(forms.Beginning)
def go_on(asked: forms.Beginning) -> dict[str, Any]:
    """Begin what goes on from a mail; the pass that comes back lets this browser make a code for it."""
    linked = going_on.Linked(asked.link, asked.conversation, asked.recipient, dict(asked.grants), asked.message)
    going_on.begin(linked)
    return {"pass_word": passes.give(asked.conversation)}


@_asked(forms.Telling)
def answers(asked: forms.Telling) -> dict[str, Any]:
    """What somebody answered after the end. No code comes with it, and nothing of the conversation."""
    asked_after.take(asked.word)
    actions.count_answers("door", helped=asked.helped, again=asked.again)
    return {}


def _conversation_of(mine: forms.Mine) -> Any:
    if mine.pass_word is not None:
        return passes.conversation_of(mine.pass_word)
    if mine.look_up is None or mine.proof is None:
        raise NotThere
    return access.way_back(mine.look_up, mine.proof).conversation
