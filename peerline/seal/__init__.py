"""Sealing: bytes in, bytes out. The rules of every sealed thing, and the only place that knows them.

Words: identity (opens), recipient (seals), grant (an identity sealed to a recipient), bundle (a member key), code
(words a person keeps, and keys made of them), envelope and body (what is inside a message), pad.

Every room may come in, by the names below; it knows no room. Its mirror in the browser is web/seal, with the same
names and modules; vectors/ hold both to one format, docs/reference/sealing.md describes it. Deliberately not here:
Django, disk, network, logs; who may open what (people, conversations); OpenPGP (channels.mail).
"""

from peerline.seal.attachments import AttachmentHead, open_attachment, seal_attachment
from peerline.seal.body import Body
from peerline.seal.bundle import Bundle, open_bundle, seal_bundle
from peerline.seal.code import Code, CodeKeys, keys_of_code, new_code, read_code, readings
from peerline.seal.envelope import Message, check, pack, unpack
from peerline.seal.errors import Broken, NotAKey, NotForYou, NotSigned, SealError, UnreadableCode, WrongPlace
from peerline.seal.identities import grant, new_identity, open_grant, recipient_of, seal, unseal
from peerline.seal.padding import pad, padded_size
from peerline.seal.signing import is_signed_by, new_signing_seed, sign, verify_key_of
from peerline.seal.words import LANGUAGES as CODE_LANGUAGES

__all__ = [
    "CODE_LANGUAGES",
    "AttachmentHead",
    "Body",
    "Broken",
    "Bundle",
    "Code",
    "CodeKeys",
    "Message",
    "NotAKey",
    "NotForYou",
    "NotSigned",
    "SealError",
    "UnreadableCode",
    "WrongPlace",
    "check",
    "grant",
    "is_signed_by",
    "keys_of_code",
    "new_code",
    "new_identity",
    "new_signing_seed",
    "open_attachment",
    "open_bundle",
    "open_grant",
    "pack",
    "pad",
    "padded_size",
    "read_code",
    "readings",
    "recipient_of",
    "seal",
    "seal_attachment",
    "seal_bundle",
    "sign",
    "unpack",
    "unseal",
    "verify_key_of",
]
