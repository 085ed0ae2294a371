"""The settings of one installation, from the environment or the file that PEERLINE_SETTINGS names.

Every setting is described in docs/reference/settings.md. What a coordinator may change lives in the room `line`.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from peerline.kit import environment, logs
from peerline.kit.secret_files import SecretsFolder

HERE = Path(__file__).resolve().parent

# ---- where things are -------------------------------------------------------------------------------------------
PEERLINE_DATA = environment.folder("DATA", "peerline-data")
PEERLINE_SECRETS = SecretsFolder(environment.folder("SECRETS", str(PEERLINE_DATA / "secrets")))
PEERLINE_STORAGE_URL = environment.text("STORAGE_URL", f"file://{PEERLINE_DATA / 'blobs'}")
DATABASES = {"default": environment.database(environment.text("DATABASE_URL"), PEERLINE_DATA)}

# ---- where it listens and by whom it sends ----------------------------------------------------------------------
PEERLINE_WEB_BIND = environment.bind("WEB_BIND", "127.0.0.1:8000")
PEERLINE_SMTP_BIND = environment.bind("SMTP_BIND", "127.0.0.1:8025")
PEERLINE_LMTP_BIND = environment.bind("LMTP_BIND", "")
PEERLINE_SMTP_PROXY = environment.flag("SMTP_PROXY")
PEERLINE_SMTP_CERTIFICATE = environment.text("SMTP_CERTIFICATE")
PEERLINE_MAIL_HOST = environment.text("MAIL_HOST")
PEERLINE_WEB_PROXY = environment.flag("WEB_PROXY")
PEERLINE_SMARTHOST = environment.text("SMARTHOST")
PEERLINE_SMARTHOST_TOKEN_COMMAND = environment.text("SMARTHOST_TOKEN_COMMAND")
PEERLINE_TLS_OUT = environment.text("TLS_OUT", "opportunistic")
# A mailbox at a provider; channels/mail/provider/account.py reads these together.
PEERLINE_IMAP = environment.text("IMAP")
PEERLINE_IMAP_FOLDERS = environment.text("IMAP_FOLDERS", "INBOX")
PEERLINE_IMAP_AFTER = environment.text("IMAP_AFTER", "delete")
PEERLINE_IMAP_TOKEN_COMMAND = environment.text("IMAP_TOKEN_COMMAND")
PEERLINE_IMAP_AUTHSERV = environment.text("IMAP_AUTHSERV")
# Processes that understand and seal mails beside the door's; on a machine with one processor it does that itself.
_PROCESSORS = len(os.sched_getaffinity(0))
PEERLINE_PREPARERS = environment.number("PREPARERS", min(_PROCESSORS, 4) if _PROCESSORS > 1 else 0)
PEERLINE_TRUSTED_AUTHSERV = environment.text("TRUSTED_AUTHSERV")
PEERLINE_TRUSTED_SEALERS = environment.text("TRUSTED_SEALERS").lower().replace(",", " ").split()
# How many mails of one address and of one network are taken in ten minutes; the others are asked to come later.
PEERLINE_MOST_FROM_ADDRESS = environment.number("MOST_FROM_ADDRESS", 30)
PEERLINE_MOST_FROM_NETWORK = environment.number("MOST_FROM_NETWORK", 300)
PEERLINE_RSPAMD = environment.bind("RSPAMD", "")
# Ask the domain of who writes with OpenPGP for their key, where the mail brought none.
PEERLINE_LOOK_UP_KEYS = environment.flag("LOOK_UP_KEYS", default=True)
PEERLINE_LOG_LEVEL = environment.text("LOG_LEVEL", "INFO").upper()
# The demo and the tests: every client on loopback counts as verified, and outgoing mail is caught in memory.
PEERLINE_PRACTICE = environment.flag("PRACTICE")
# Seconds between loading the seeker's page and sending; nobody waits on a practice line.
PEERLINE_DOOR_WAIT = 0 if PEERLINE_PRACTICE else 10
# Numbers a browser tries, at most, before its page serves to send once; 0 asks for no work.
PEERLINE_DOOR_WORK = environment.number("DOOR_WORK", 0)
# Where somebody goes who leaves the seeker's page quickly: a page that says nothing about them.
PEERLINE_LEAVE_TO = environment.text("LEAVE_TO", "https://www.wikipedia.org/")
# The same line as an onion service, `http://….onion`: browsers that know Tor are told of it.
PEERLINE_ONION = environment.text("ONION").rstrip("/")
PEERLINE_URL = environment.text("URL", "http://127.0.0.1:8000").rstrip("/")

# ---- Django -----------------------------------------------------------------------------------------------------
SECRET_KEY = PEERLINE_SECRETS.read("django.key").hex() if PEERLINE_SECRETS.has("django.key") else secrets.token_hex(32)
DEBUG = False
# Who asks by another name is sent nowhere: a page made for a stranger's host name could carry links to that stranger.
OWN_HOSTS = ",".join(
    (
        urlsplit(PEERLINE_URL).hostname or "localhost",
        "localhost",
        "127.0.0.1",
        "[::1]",
        urlsplit(PEERLINE_ONION).hostname or "localhost",
    )
)
ALLOWED_HOSTS = [host.strip() for host in environment.text("HOSTS", OWN_HOSTS).split(",")]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "peerline.kit",
    "peerline.line",
    "peerline.post",
    "peerline.people",
    "peerline.conversations",
    "peerline.directory",
    "peerline.channels",
    "peerline.desk",
    "peerline.door",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "peerline.kit.pages.NothingKept",
    "peerline.directory.views.away.NumbersAtLeast",
    "peerline.line.onion.Onion",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "peerline.people.middleware.SignedIn",
    # Innermost, so that an error wears the same headers as any page.
    "peerline.kit.pages.ErrorPages",
]
ROOT_URLCONF = "peerline.urls"
ASGI_APPLICATION = "peerline.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "peerline.line.frame.line",
                "peerline.people.frame.context",
            ],
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Member"
AUTHENTICATION_BACKENDS = ["peerline.people.sign_in.CodeBackend"]
# The sign-in secret has 256 random bits; a slow hash would only slow the honest.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
LOGIN_URL = "people:sign-in"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/sign-in/"

ACCOUNT_ADAPTER = "peerline.people.sign_in.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up; allauth asks here whether there are passwords
ACCOUNT_FORMS = {"login": "peerline.people.forms.CodeForm"}
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PEERLINE_URL.startswith("https://")
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_USE_SESSIONS = True
CSRF_TRUSTED_ORIGINS = [PEERLINE_URL, *([PEERLINE_ONION] if PEERLINE_ONION else [])]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if SESSION_COOKIE_SECURE else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "frame-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["peerline-mail", "peerline-worker", "dompurify"],
    }
}

# Uploads stay in memory: Django would write anything larger to a temporary file.
FILE_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LOCALE_PATHS = [HERE / "locale"]
# Those that pages are wholly written in, each by its own name; tests/house compares with the catalogs.
LANGUAGES = [
    ("ar", "العربية"),
    ("de", "Deutsch"),
    ("en", "English"),
    ("es", "español"),
    ("fr", "français"),
    ("ja", "日本語"),
    ("pl", "polski"),
    ("pt", "português"),
    ("uk", "українська"),
]

STATIC_URL = "/static/"
STATIC_ROOT = HERE / "static"
WHITENOISE_USE_FINDERS = False
STATICFILES_DIRS: list[str] = []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

LOGGING = logs.logging_settings(PEERLINE_LOG_LEVEL)
LOGGING_CONFIG = "logging.config.dictConfig"

if os.environ.get("PYTEST_VERSION"):
    # Nothing a test does may reach a line that runs on this machine.
    PEERLINE_PRACTICE = True
