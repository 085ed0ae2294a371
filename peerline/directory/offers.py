"""The form of what anybody sends as it was given out: signed, with the moment, so that a program is known.

Nothing of who asked for the form is in it. A form is too young for a person in its first seconds, and old after a day.
"""

from __future__ import annotations

import hashlib
import json
import secrets

from django.core import signing

from peerline.kit.errors import Refused, Unavailable

SALT = "peerline.directory.suggesting"
YOUNGEST_SECONDS, OLDEST_SECONDS = 3, 24 * 3600


class NotByHand(Refused):
    """The form was sent too soon, too late, or is none of ours."""

    code = "not-by-hand"


class Full(Unavailable):
    """So many wait, or have left today, that no more are taken."""

    code = "too-many-suggestions"


class Used(Refused):
    """This form has sent the same already."""

    code = "form-used"


def new_form() -> str:
    """What a form carries."""
    return signing.dumps(secrets.token_hex(16), salt=SALT)


def is_of_ours(form: str) -> bool:
    """Whether a form was given out here, and not long ago."""
    try:
        signing.loads(form, salt=SALT, max_age=OLDEST_SECONDS)
    except signing.BadSignature:
        return False
    return True


def same_form(form: str) -> str:
    """The form that was sent, so that its first seconds pass; a new one when it is too old or none of ours."""
    return form if is_of_ours(form) else new_form()


def number_of(form: str, *said: str) -> str:
    """What a form of ours that a person can have filled in is known by, with what was said. Raises NotByHand.

    The same words sent twice are one thing; who goes back and mends a word sends another, and nothing of it is lost.
    """
    try:
        number: str = signing.loads(form, salt=SALT, max_age=OLDEST_SECONDS)
    except signing.BadSignature as error:
        raise NotByHand from error
    try:
        signing.loads(form, salt=SALT, max_age=YOUNGEST_SECONDS)
    except signing.SignatureExpired:
        return hashlib.sha256(json.dumps([number, *said]).encode()).hexdigest()[:32]
    raise NotByHand
