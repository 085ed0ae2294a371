"""The referral directory: services that help, near the seeker, checked, in open formats.

Words are those of the Human Services Data Specification (HSDS 3): organization, service, location, phone, schedule,
language, service area, taxonomy term, attribute, metadata (the log of changes). Ours beside them: need (the field of
help a service is listed for), listing (whether and why a service is shown), verification (somebody asked the service
itself), block list (numbers and domains that were replaced, closed or hijacked), reach (where a service is found).

Who may come in: anybody reads what is shown, by `access`; editors write, by `actions`, and every change is a row of the
log that can be taken back; a check speaks for the number that was asked (`actions/checks.py`). Public pages (/now/,
/cards/) are made once an hour and kept (`kept.py`, `access.edition`); one that cannot be shown gives at least the
emergency numbers (`views/away.py`); of a pair both or neither are told (`access.wholly`). `formats/` has one file a
format; `hsds.py` is the one list of their tables and fields, `sheets.py` that of the movement's lists (/networks/);
`about.py` knows every page that can be commented on. Other programs read `/hsds/`: what `access/shown.py` finds.
Deliberately not here: who was given which referral (a tally is a number), anything of a conversation, an address that
must stay secret. Nothing is fetched from here: what looks at links lives in `channels`.
"""
