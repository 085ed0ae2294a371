"""Letters that are passed on to who answers for a network or a partner, and back: to whom, and by which tags.

A mail that tells what came of a suggestion is a letter to a contact of no network, who can say STOP and nothing else.
"""

from __future__ import annotations

from django.db import models

from peerline.kit.fields import HashField, RefField, SealedField
from peerline.kit.tokens import new_ref
from peerline.post.models import Outgoing

from .movement import Network, Partner


class RelayContact(models.Model):
    """Who gets the letters to a network or a partner. The newest row of a network is the one that counts.

    sealed        the mail address, sealed to the address key, with a mac over this row's ref
    address_hash  keyed: who has said STOP is not asked again
    state         asked whether letters may come; on; stopped, by STOP; removed by an editor; failed, its address takes
                  no mail; told once what came of a suggestion, without an address kept
    """

    ASKED, ON, STOPPED, REMOVED, FAILED, TOLD = "asked", "on", "stopped", "removed", "failed", "told"

    ref = RefField(default=new_ref)
    network = models.ForeignKey(Network, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    partner = models.ForeignKey(Partner, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    sealed = SealedField()
    address_hash = HashField()
    state = models.CharField(max_length=8, default=ASKED)
    on = models.DateField()


class Relay(models.Model):
    """One letter that was passed on, and the tag by which it can be answered; the tag stands in that mail alone.

    exchange    what goes to and fro between two is one exchange
    to_contact  an answer by this tag goes to the contact; else to `back`
    back        of a letter to the contact, the way to who wrote it: sealed to the tag, then to the address key
    outgoing    how it leaves, until the post forgets that: where it fails, its reader's address may be no more
    form        the form of the page it came by and what was said: the same is passed on once
    """

    tag_hash = HashField(unique=True)
    contact = models.ForeignKey(RelayContact, on_delete=models.CASCADE, related_name="relays")
    exchange = models.CharField(max_length=26, db_index=True)
    to_contact = models.BooleanField()
    back = SealedField()
    language = models.CharField(max_length=35)
    on = models.DateField(db_index=True)
    outgoing = models.ForeignKey(Outgoing, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    form = models.CharField(max_length=32, unique=True, null=True, blank=True)
