"""What is answered to a mail that says that something waits: yes, stop, or anything else.

Yes and stop are done at once, and nothing of the mail is kept. Anything else is a mail as any, in a conversation of its
own: a notice's tag adds to no conversation, since whoever has that mailbox may be somebody else than the seeker.
"""

from __future__ import annotations

from peerline.channels import tags
from peerline.channels.incoming import Incoming
from peerline.channels.stopping import asks_for_no_more_mail, says_yes
from peerline.conversations import access as conversations
from peerline.conversations import actions


def is_word_for_notice(incoming: Incoming, marks: tuple[str, ...], domain: str) -> bool:
    """Whether a mail said yes or stop to a notice, or came back from one. Then it is done.

    marks   what the recipients' addresses say
    domain  of the line, by which its own Message-IDs are known
    """
    is_stop = incoming.bounce is not None or asks_for_no_more_mail(incoming)
    if not is_stop and not says_yes(incoming):
        return False
    do = actions.stop_notice if is_stop else actions.confirm_notice
    return any(do(one) for one in tags.hashes_in(incoming, marks, domain))


def answers_notice(incoming: Incoming, marks: tuple[str, ...], domain: str) -> bool:
    """Whether it was written to the tag of a notice."""
    return any(conversations.notice_of_tag(one) for one in tags.hashes_in(incoming, marks, domain))
