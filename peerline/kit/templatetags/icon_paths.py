"""Drawings from Wikimedia Codex icons (MIT, see web/node_modules/@wikimedia/codex-icons/LICENSE).

Made by `node web/build.mjs --icons`: do not edit. Name -> (SVG path, whether it is mirrored in right-to-left pages).
"""

# ruff: noqa: E501
# fmt: off

PATHS: dict[str, tuple[str, bool]] = {
    "add": ('<path d="M11.005 9H16v2h-4.995v5.005h-2V11H4V9h5.005V4.005h2z"/>', False),
    "alert": ('<path d="M19.765 16.059 18 19H2L.235 16.059l8-15h3.53zM9 14v2h2v-2zm0-8v6h2V6z"/>', False),
    "arrow-next": ('<path d="M18 9.804v1.392l-5.688 5.883-1.436-1.39L14.93 11.5H1v-2h13.923l-4.047-4.165 1.434-1.394z"/>', True),
    "arrow-previous": ('<path d="M8.124 5.335 4.077 9.5H18v2H4.07l4.054 4.188-1.437 1.391L1 11.196V9.804L6.69 3.94l1.434 1.394Z"/>', True),
    "attachment": ('<path d="M10 0a5 5 0 015 5v10.5a4.5 4.5 0 01-4.5 4.5H10a4 4 0 01-4-4v-1h2v1a2 2 0 002 2h.5a2.5 2.5 0 002.5-2.5V5a3 3 0 10-6 0v5a1 1 0 102 0V4.5h2V10a3 3 0 11-6 0V5a5 5 0 015-5"/>', False),
    "check": ('<path d="M18.154 3.837 8.034 16.62l-1.384.18-4.8-3.6 1.2-1.6 4.02 3.015 9.517-12.02z"/>', False),
    "download": ('<path d="M19 19H1v-2h18zm-8-7.104 3.5-3.5 1.414 1.414-5.207 5.208H9.293L4.086 9.81 5.5 8.396l3.5 3.5V1h2z"/>', False),
    "expand": ('<path d="m16.707 8.017-6 5.983H9.293l-6-5.983 1.414-1.414L10 11.896l5.293-5.293z"/>', False),
    "image": ('<path d="M15 15H5l3.5-4 2 2L15 8zM6.25 5a1.25 1.25 0 110 2.5 1.25 1.25 0 010-2.5"/><path d="M19 19H1V1h18zM3 17h14V3H3z"/>', False),
    "lock": ('<path d="M11 15H9v-3h2z"/><path d="M10 1a4 4 0 014 4v3h3v11H3V8h3V5a4 4 0 014-4M5 17h10v-7H5zm5-14a2 2 0 00-2 2v3h4V5a2 2 0 00-2-2"/>', False),
    "next": ('<path d="M14 9.293v1.414l-5.982 6-1.415-1.414L11.896 10 6.603 4.707l1.414-1.414z"/>', True),
    "pause": ('<path d="M8 15H5V5h3zm7 0h-3V5h3z"/>', False),
    "previous": ('<path d="M13.417 4.707 8.124 10l5.293 5.293-1.414 1.414-6-6V9.293l6-6z"/>', True),
    "printer": ('<path d="M17 5a2 2 0 012 2v9h-4v4H5v-4H1V7a2 2 0 012-2zM7 18h6v-7H7zm-4-4h2V9h10v5h2V7H3zM15 3H5V0h10z"/>', False),
    "reload": ('<path d="M10 1a8.98 8.98 0 016.999 3.343L17 2h2v5l-1 1h-5l-.001-2h2.746a7 7 0 101.184 5h2.016A9 9 0 1110 1"/>', False),
    "speech-bubbles": ('<path d="M15 16h-4.685l-4.742 3.32L4 18.5V16H1V5h14zM3 14h3v2.58L9.685 14H13V7H3z"/><path d="M19 13h-2V3H5V1h14z"/>', True),
    "trash": ('<path d="m16 8-1.087 12H5.087L4 8h2l.913 10h6.174L14 8zM13 4h5v2H2V4h5V0h6zM9 4h2V2H9z"/>', False),
    "user-avatar": ('<path d="M12 11a6 6 0 016 6v2H2v-2a6 6 0 016-6zM10 1a4 4 0 110 8 4 4 0 010-8"/>', False),
}
