"""Every address of the API: what it reads, what it does, what it answers."""

from __future__ import annotations

from dataclasses import dataclass

from peerline.desk import requests

JSON, BYTES = "application/json", "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address and method. `form` is what the body is read as; None for a GET. `is_open`: without a session."""

    name: str
    method: str
    path: str
    does: str
    form: type | None = None
    answers: str = JSON
    asks: str = JSON
    is_open: bool = False


def _post(name: str, path: str, does: str, *, form: type = requests.Nothing) -> Endpoint:
    return Endpoint(name, "post", path, does, form)


ENDPOINTS = (
    Endpoint("queue", "get", "/api/queue", "How many wait, as far as 100, and when the newest came."),
    Endpoint("conversation", "get", "/api/conversations/{ref}", "Keys, my grant and holders."),
    _post("claim", "/api/conversations/{ref}/claim", "Become responsible, by a new epoch.", form=requests.Claiming),
    _post("reply", "/api/conversations/{ref}/reply", "Answer; it leaves 30 seconds later.", form=requests.Replying),
    _post("note", "/api/conversations/{ref}/note", "Keep a note among helpers.", form=requests.Noting),
    _post("retire-tag", "/api/conversations/{ref}/retire-tag", "Retire the reply address.", form=requests.Noting),
    _post(
        "writers-key",
        "/api/conversations/{ref}/writers-key",
        "Say which OpenPGP key is the writer's.",
        form=requests.Confirming,
    ),
    _post("draft", "/api/conversations/{ref}/draft", "Ask for a review.", form=requests.Drafting),
    _post("holders", "/api/conversations/{ref}/holders", "Let one more member open it.", form=requests.Adding),
    _post("remove", "/api/conversations/{ref}/remove", "Take a holder off, by a new epoch.", form=requests.Removing),
    _post("hand-over", "/api/conversations/{ref}/hand-over", "Make another responsible.", form=requests.HandingOver),
    _post("step-back", "/api/conversations/{ref}/step-back", "Hold it no longer.", form=requests.Claiming),
    _post("new-key", "/api/conversations/{ref}/new-key", "The epoch after a holder parted.", form=requests.Claiming),
    _post("writing", "/api/conversations/{ref}/writing", "Say that one is writing; who else is, comes back."),
    _post("urgent", "/api/conversations/{ref}/urgent", "The shorter promise holds."),
    _post("calm", "/api/conversations/{ref}/calm", "It is urgent no longer."),
    _post("pause", "/api/conversations/{ref}/pause", "Pause a writer for 24 hours.", form=requests.Pausing),
    _post(
        "block",
        "/api/conversations/{ref}/block",
        "Ask to block a writer.",
        form=requests.Blocking,
    ),
    _post("close", "/api/conversations/{ref}/close", "Close it, with a reason.", form=requests.Closing),
    _post("ask-later", "/api/conversations/{ref}/ask-later", "Plan to ask how they are.", form=requests.AskingLater),
    _post("past", "/api/conversations/{ref}/past", "Add what was said by mail before.", form=requests.AddingPast),
    _post("reopen", "/api/conversations/{ref}/reopen", "Undo closing."),
    _post("release", "/api/drafts/{ref}/release", "Approve a draft; it leaves.", form=requests.Releasing),
    _post("return", "/api/drafts/{ref}/return", "Give a draft back.", form=requests.Returning),
    _post("drop", "/api/drafts/{ref}/drop", "Take one's own draft away."),
    _post("take-back", "/api/messages/{ref}/take-back", "Take a reply back while it waits."),
    _post("unmask", "/api/messages/{ref}/unmask", "Note that one looks at a covered name or address."),
    _post("message-key", "/api/messages/{ref}/key", "Keep the key of an opened mail, sealed.", form=requests.Keeping),
    Endpoint("message", "get", "/api/messages/{ref}/sealed", "The age file of a message.", answers=BYTES),
    Endpoint("attachment", "get", "/api/attachments/{ref}", "The age stream of an attachment.", answers=BYTES),
    Endpoint(
        "referrals", "get", "/api/referrals", "Services of a country, told in a language; for nobody in particular."
    ),
    _post("tally", "/api/referrals/tally", "One more referral, or what came of one.", form=requests.Counting),
    Endpoint("openapi", "get", "/api/openapi.json", "This description.", is_open=True),
)
