"""`peerline parse [--json] FILE…`: what intake understands of mail files, without storing them.

Any bytes give an answer; a file that is no mail gives one clear sentence and, at the end, status 2.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Flags."""
    parser.add_argument("--json", action="store_true", help="one JSON object a row and file")
    parser.add_argument("files", nargs="+", metavar="FILE", help="mail files; - is standard input")


def run(arguments: argparse.Namespace) -> int:
    """Print every file; 0 when all were mail, else 2."""
    return max(_one(name, as_json=arguments.json) for name in arguments.files)


def _one(name: str, *, as_json: bool) -> int:
    from peerline.channels.mail.parse import NotMail, parse
    from peerline.channels.mail.parse import as_json as fields_of

    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        fields = fields_of(parse(data))
    except NotMail as error:
        return _fail(name, str(error.sentence), as_json=as_json)
    except OSError as error:
        return _fail(name, f"It cannot be read: {error.strerror}.", as_json=as_json)
    print(json.dumps(fields, ensure_ascii=False) if as_json else _shown(name, fields))
    return 0


def _fail(name: str, sentence: str, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"error": sentence}, ensure_ascii=False))
    print(f"peerline: {name}: {sentence}", file=sys.stderr)
    return 2


def _shown(name: str, fields: dict[str, Any]) -> str:
    sender = fields["from"] or {"name": "", "address": "?"}
    rows = [
        f"== {name}",
        f"From: {sender['name']} <{sender['address']}>",
        f"Subject: {fields['subject']}",
        f"Date: {fields['date']}   language: {fields['language']}   automatic: {fields['auto']}",
        *(f"Attachment: {one['name']} ({one['type']}, {one['size_bytes']} bytes)" for one in fields["attachments"]),
        *(f"Problem: {one}" for one in fields["problems"]),
        "",
        fields["text"],
    ]
    return "\n".join(rows)
