"""Who may import what, where a contract of import-linter cannot say it, or would fall silent for a room yet to come."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.rule import Rule
from tests.house.source import Module, Tree, begins, last_name

NETWORK = {
    "socket", "smtplib", "ftplib", "poplib", "imaplib", "socketserver", "xmlrpc", "http.client", "http.server",
    "urllib.request", "requests", "urllib3", "httpx", "aiohttp", "aiosmtplib", "aiosmtpd", "dns", "imapclient",
    "uvicorn", "websockets", "ssl", "redis",
}  # fmt: skip
REACHING = {
    "open_connection", "open_unix_connection", "create_connection", "create_unix_connection", "getaddrinfo",
    "start_server", "start_unix_server", "create_server", "create_unix_server", "create_datagram_endpoint",
}  # fmt: skip
# What opens the doors of one process: it listens and starts what the channels made.
LISTENERS = {"peerline.cli", "peerline.serve"}
LISTENING = {"uvicorn", "socket", "ssl", "start_server", "create_server"}
DOOR_KNOWS_NOT = tuple(f"peerline.{room}" for room in ("people", "rota", "training", "matching", "escalation"))
SIGNALS = ("django.dispatch", "django.db.models.signals", "django.contrib.auth.signals", "django.core.signals")
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
BY_NAME = {"import_string", "import_module", "__import__", "get_model"}


def faces_without_models(tree: Tree) -> Iterator[str]:
    """4: desk and door never import models."""
    for module in tree.product:
        for found in module.imports if module.room in {"desk", "door"} else []:
            if found.name.startswith("peerline.") and "models" in found.name.split(".")[2:]:
                yield module.at(found.row, f"imports {found.name}: go by access and actions")


def only_seal_and_channels_hold_libraries(tree: Tree) -> Iterator[str]:
    """6: the age library is in `seal`, the OpenPGP library in `channels.mail`."""
    homes = {"pyrage": "peerline.seal", "pysequoia": "peerline.channels.mail"}
    for module in tree.product:
        for found in module.imports:
            home = homes.get(found.name.partition(".")[0])
            if home and not begins(module.name, {home}):
                yield module.at(found.row, f"imports {found.name}: only {home} may")


def only_channels_reach_out(tree: Tree) -> Iterator[str]:
    """7: only `channels` speaks to the network. (Database and object store are reached by their settings.)"""
    for module in tree.product:
        if module.room != "channels":
            allowed = LISTENING if begins(module.name, LISTENERS) else set()
            yield from reaching(module, allowed)


def reaching(module: Module, allowed: set[str]) -> Iterator[str]:
    """Where one module reaches for the network."""
    for found in module.imports:
        if begins(found.name, NETWORK - allowed):
            yield module.at(found.row, f"imports {found.name}: only channels speaks to the network")
    for call, name in module.calls():
        if name in REACHING - allowed:
            yield module.at(call.lineno, f"calls {name}: only channels speaks to the network")


def door_knows_no_members(tree: Tree) -> Iterator[str]:
    """8: the seeker's side knows no members, rota, training, matching, escalation."""
    for module in tree.product:
        for found in module.imports if module.room == "door" else []:
            if begins(found.name, DOOR_KNOWS_NOT):
                yield module.at(found.row, f"imports {found.name}: the door knows no members")


def insight_counts(tree: Tree) -> Iterator[str]:
    """9: `insight` reads each room's counts.py and nothing else of it."""
    for module in tree.product:
        for found in module.imports if module.room == "insight" else []:
            parts = found.name.split(".")
            own = begins(found.name, ("peerline.insight", "peerline.kit"))
            if parts[0] == "peerline" and not own and parts[2:3] != ["counts"]:
                yield module.at(found.row, f"imports {found.name}: insight counts, it never reads")


def relations_name_classes(tree: Tree) -> Iterator[str]:
    """10: a foreign key names a class, so that the linter sees it."""
    for module in tree.product:
        for call, name in module.calls():
            target = next(
                (word.value for word in call.keywords if word.arg == "to"), call.args[0] if call.args else None
            )
            if name in RELATIONS and target is not None and is_hidden(target):
                yield module.at(call.lineno, "names a model by a string: name the class")


def is_hidden(target: ast.expr) -> bool:
    """Whether a relation's target is a string other than "self", or a setting that holds one."""
    if isinstance(target, ast.Constant):
        return target.value != "self"
    return last_name(target) == "AUTH_USER_MODEL"


def addresses_import_modules(tree: Tree) -> Iterator[str]:
    """10: urls.py imports modules and names functions by them; `include` takes a module, never a string."""
    names = {module.name for module in tree.modules}
    for module in tree.product:
        if module.path.name != "urls.py":
            continue
        for found in module.imports:
            if found.name.startswith("peerline.") and found.name not in names:
                yield module.at(found.row, f"imports {found.name}, which is no module")
        for call, name in module.calls():
            if name == "include" and call.args and isinstance(call.args[0], ast.Constant):
                yield module.at(call.lineno, "includes by a string: import the module")


def no_signals(tree: Tree) -> Iterator[str]:
    """10: no signals between rooms: what happens next is called by name."""
    for module in tree.product:
        for found in module.imports:
            if begins(found.name, SIGNALS) or (found.name.startswith("allauth.") and ".signals" in found.name):
                yield module.at(found.row, f"imports {found.name}: call it by name instead")


def nothing_by_name(tree: Tree) -> Iterator[str]:
    """10: nothing is looked up by a string that the linter cannot follow."""
    for module in tree.product:
        for call, name in module.calls():
            if name in BY_NAME:
                yield module.at(call.lineno, f"calls {name}: import it")


RULES = [
    Rule("4 desk and door never import models", faces_without_models, {
        "peerline/desk/views.py": "from peerline.conversations.models import Message\n",
        "peerline/door/views.py": "def show():\n    from peerline.line import models\n",
    }),
    Rule("6 only seal imports the age library", only_seal_and_channels_hold_libraries, {
        "peerline/post/actions.py": "import pyrage\n",
        "peerline/channels/web/doors.py": "from pysequoia import Cert\n",
        "peerline/seal/identities.py": "import pyrage\n",
        "peerline/channels/mail/keys.py": "import pysequoia\n",
    }, kept=("peerline/seal/identities.py", "peerline/channels/mail/keys.py")),
    Rule("7 only channels speaks to the network", only_channels_reach_out, {
        "peerline/desk/views.py": "import smtplib\n",
        "peerline/kit/fetch.py": "from urllib.request import urlopen\n",
        "peerline/rota/views.py": "import asyncio\n\nasync def ask():\n    await asyncio.open_connection('a', 1)\n",
        "peerline/channels/mail/send.py": "import socket\n",
        "peerline/kit/tests/test_open.py": "import socket\n",
        "peerline/cli.py": "import uvicorn\n",
    }, kept=("peerline/channels/mail/send.py", "peerline/kit/tests/test_open.py", "peerline/cli.py")),
    Rule("8 the door knows no members", door_knows_no_members, {
        "peerline/door/views.py": "from peerline.people import access\n",
    }),
    Rule("9 insight counts, it never reads", insight_counts, {
        "peerline/insight/tallies.py": "from peerline.rota import access\n",
        "peerline/insight/pages.py": "from peerline.rota import counts\nfrom peerline.kit import clock\n",
    }, kept=("peerline/insight/pages.py",)),
    Rule("10 foreign keys name classes", relations_name_classes, {
        "peerline/rota/models.py": "from django.db import models\nmember = models.ForeignKey('people.Member')\n",
        "peerline/calls/models.py": "from django.db import models\nmember = models.ForeignKey(to='people.Member')\n",
        "peerline/post/models.py": "from django.db import models\nback = models.ForeignKey('self')\n",
    }, kept=("peerline/post/models.py",)),
    Rule("10 urls.py imports modules", addresses_import_modules, {
        "peerline/rota/urls.py": "from peerline.rota.views import show\n",
        "peerline/urls.py": "from django.urls import include\nrows = [include('peerline.rota.urls')]\n",
        "peerline/calls/urls.py": "from peerline.rota import views\n",
        "peerline/rota/views.py": "def show():\n    pass\n",
    }, kept=("peerline/calls/urls.py", "peerline/rota/views.py")),
    Rule("10 no signals between rooms", no_signals, {
        "peerline/rota/apps.py": "from django.db.models.signals import post_save\n",
        "peerline/people/apps.py": "from django.dispatch import receiver\n",
    }),
    Rule("10 nothing is looked up by a string", nothing_by_name, {
        "peerline/rota/actions.py": "from django.apps import apps\nmember = apps.get_model('people', 'Member')\n",
    }),
]  # fmt: skip
