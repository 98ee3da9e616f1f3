"""Every number that refuses something, with its unit in its name.

Characters are code points, in browser and server alike.
"""

from typing import Final

# --- text that people type -------------------------------------------------------------------
IDEA_MAX_CHARACTERS: Final = 500
NAME_MAX_CHARACTERS: Final = 60
LABEL_MAX_CHARACTERS: Final = 60
LINE_MAX_CHARACTERS: Final = 1_000
OWNERS_MAX_CHARACTERS: Final = 200  # of an action: several names
DUE_MAX_CHARACTERS: Final = 40
REASON_MAX_CHARACTERS: Final = 200  # why an idea is hidden
TEMPLATE_MAX_CHARACTERS: Final = 5_000
UUID_MAX_CHARACTERS: Final = 64

# --- ideas -----------------------------------------------------------------------------------
MERGED_AT_ONCE: Final = 50  # ideas
HANDS_MAX: Final = 10_000  # people who raise a hand
IDEAS_AT_ONCE: Final = 200  # that one act of a facilitator hides, approves or takes over

# --- notepads --------------------------------------------------------------------------------
NOTEPAD_MAX_CHARACTERS: Final = 200_000
NOTEPAD_MAX_BYTES: Final = 50_000_000  # of its document, with all that was ever typed; a long day of many is some 10
NOTEPAD_MAX_STRUCTS: Final = 2_000_000  # pieces of text and of what was taken away
INSERTED_CHARACTERS_PER_MINUTE: Final = 200_000
NEW_CLIENT_IDS_PER_HOUR: Final = 50
HISTORY_MAX_BYTES: Final = 50_000_000  # of a log that a browser is given whole
QUARANTINE_MAX_ROWS: Final = 200
QUARANTINE_MAX_BYTES: Final = 1_000_000
QUARANTINE_RETENTION_DAYS: Final = 30

# --- one update (the decoder) ----------------------------------------------------------------
UPDATE_MAX_BYTES: Final = 1_000_000
UPDATE_MAX_STRUCTS: Final = 20_000
UPDATE_MAX_CLIENTS: Final = 1_000
UPDATE_MAX_ANCHORS: Final = 2_000  # structs that begin at a new place: each may cost a walk through the document
UPDATE_MAX_DELETE_RANGES: Final = 20_000
UPDATE_MAX_UTF16_UNITS: Final = 2_000_000  # text and already deleted text together
CLIENT_ID_MAX: Final = 2**32 - 1
CLOCK_MAX_UTF16_UNITS: Final = 2**31 - 1  # yrs counts clocks in 32 bits

# --- what is read back from our own log (the same decoder) -----------------------------------
LOG_UPDATE_MAX_BYTES: Final = 256_000_000
LOG_UPDATE_MAX_ITEMS: Final = 10_000_000  # structs, clients or delete ranges

# --- sockets ---------------------------------------------------------------------------------
MESSAGE_BEFORE_JOIN_MAX_BYTES: Final = 4_096
MESSAGE_MAX_BYTES: Final = 300_000
SOCKET_UPDATE_MAX_BYTES: Final = 200_000  # larger ones travel over plain HTTP
BACKLOG_MAX_BYTES: Final = 4_000_000  # what waits for one slow receiver
BACKLOG_MAX_FRAMES: Final = 500
PRESENCE_PER_SECOND: Final = 4
PRESENCE_PER_FRAME: Final = 200
INBOX_MAX_BYTES_PER_CLIENT: Final = 1_000_000  # what waits for a tick; a browser of ours has a few updates there

# --- plain HTTP ------------------------------------------------------------------------------
FORM_MAX_BYTES: Final = 64_000
UPLOAD_MAX_BYTES: Final = 1_000_000

# --- how often, per person -------------------------------------------------------------------
IDEAS_PER_PERSON_PER_MINUTE: Final = 12
SUPPORT_PER_PERSON_PER_MINUTE: Final = 120
LINES_PER_PERSON_PER_MINUTE: Final = 30
LINKS_MADE_PER_PERSON_PER_HOUR: Final = 200
UPLOADS_PER_PERSON_PER_MINUTE: Final = 20
REPORTS_PER_PERSON_PER_MINUTE: Final = 30
HISTORY_PER_PERSON_PER_MINUTE: Final = 60  # opened, restored, named, downloaded

# --- how often, per address: only before one is somebody, and wide, since a hall is one address -
NEW_PERSONS_PER_ADDRESS_PER_10_MINUTES: Final = 600
WRONG_CODES_PER_ADDRESS_PER_MINUTE: Final = 60
# A hall scans: whoever guesses there stops typed codes for a minute, and QR codes go on working.
WRONG_CODES_IN_ADDRESSES_PER_ADDRESS_PER_MINUTE: Final = 600
WRONG_LINKS_PER_ADDRESS_PER_MINUTE: Final = 60

# --- the whole site's brake ------------------------------------------------------------------
NEW_PERSONS_PER_SITE_PER_10_MINUTES: Final = 6_000
