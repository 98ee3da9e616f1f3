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
NEWS_MAX_CHARACTERS: Final = 280  # what an organiser says to everybody, or to one room

# --- sign-ups --------------------------------------------------------------------------------
SIGN_UP_NAME_MAX_CHARACTERS: Final = 100  # a whole name, with titles
SIGN_UP_LINE_MAX_CHARACTERS: Final = 200  # organisation, dietary wish
SIGN_UP_TEXT_MAX_CHARACTERS: Final = 500  # what somebody needs to take part
ACCESSIBILITY_MAX_CHARACTERS: Final = 2_000  # of the venue
PLACES_MAX: Final = 100_000
RETENTION_MAX_DAYS: Final = 365
SIGN_UPS_PER_ADDRESS: Final = 5  # of one e-mail address in one conference: a family, and no more mail than that
SIGN_UPS_MAX: Final = 50_000  # of one conference, cancelled ones too
IMPORT_MAX_BYTES: Final = 4_000_000
IMPORT_MAX_ROWS: Final = 20_000
IMPORTED_AT_ONCE: Final = 500  # rows in one act: the rooms' typing goes on between two

# --- ideas -----------------------------------------------------------------------------------
MERGED_AT_ONCE: Final = 50  # ideas
HANDS_MAX: Final = 10_000  # people who raise a hand
IDEAS_AT_ONCE: Final = 200  # that one act of a facilitator hides, approves or takes over

# --- notepads --------------------------------------------------------------------------------
NOTEPAD_MAX_CHARACTERS: Final = 200_000
NOTEPAD_MAX_BYTES: Final = 50_000_000  # of its document, with all that was ever typed; a long day of many is some 10
NOTEPAD_MAX_STRUCTS: Final = 2_000_000  # pieces of text and of what was taken away
INSERTED_CHARACTERS_PER_MINUTE: Final = 600_000  # a long text pasted, taken back and put back a few times
NEW_CLIENT_IDS_PER_HOUR: Final = 50
HISTORY_MAX_BYTES: Final = 50_000_000  # of a log that a browser is given whole
HISTORIES_HELD_BYTES: Final = 64_000_000  # of pasts that were read already and may be asked for again
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

# --- the cookie ------------------------------------------------------------------------------
COOKIE_DAYS: Final = 60  # after the last visit that changed it

# --- plain HTTP ------------------------------------------------------------------------------
FORM_MAX_BYTES: Final = 64_000
UPLOAD_MAX_BYTES: Final = 1_000_000
PLAN_MAX_BYTES: Final = 400_000  # a conference as a file, with the form around it
ARCHIVE_MAX_BYTES: Final = 100_000_000  # of a conference's archive as it is uploaded
ARCHIVE_DATA_MAX_BYTES: Final = 400_000_000  # of what is in it, unpacked
ARCHIVE_MAX_FILES: Final = 2_000

# --- how often, per person -------------------------------------------------------------------
IDEAS_PER_PERSON_PER_MINUTE: Final = 12
SUPPORT_PER_PERSON_PER_MINUTE: Final = 120
LINES_PER_PERSON_PER_MINUTE: Final = 30
LEADING_ACTS_PER_PERSON_PER_MINUTE: Final = 240  # hiding, taking over, merging: four a second, all the time
LINKS_MADE_PER_PERSON_PER_HOUR: Final = 200
DEVICE_CODES_PER_PERSON_PER_HOUR: Final = 30
UPLOADS_PER_PERSON_PER_MINUTE: Final = 20
REPORTS_PER_PERSON_PER_MINUTE: Final = 30
REPORT_LOOKS_PER_PERSON_PER_MINUTE: Final = 150  # a page that shows it asks each second; on two devices
ARCHIVES_PER_PERSON_PER_MINUTE: Final = 6
DAY_LOOKS_PER_PERSON_PER_MINUTE: Final = 120  # the desk asks every two seconds; on several devices
HISTORY_PER_PERSON_PER_MINUTE: Final = 60  # opened, restored, named, downloaded

WRONG_SCREEN_CODES_PER_PERSON_PER_MINUTE: Final = 10  # of some 65 thousand; a few screens wait at a time

# --- how often, per address: only before one is somebody, and wide, since a hall is one address -
NEW_PERSONS_PER_ADDRESS_PER_10_MINUTES: Final = 600
WRONG_CODES_PER_ADDRESS_PER_MINUTE: Final = 60
# A hall scans: whoever guesses there stops typed codes for a minute, and QR codes go on working.
WRONG_CODES_IN_ADDRESSES_PER_ADDRESS_PER_MINUTE: Final = 600
WRONG_LINKS_PER_ADDRESS_PER_MINUTE: Final = 60
WRONG_DEVICE_CODES_PER_ADDRESS_PER_MINUTE: Final = 30
SCREENS_OPENED_PER_ADDRESS_PER_10_MINUTES: Final = 100

# --- sign-ups: before one is somebody, too; people sign up from work, where an address is a whole office ---------
SIGN_UPS_PER_FORM_PER_HOUR: Final = 20  # of one form, however often it is corrected and sent
SIGN_UPS_PER_ADDRESS_PER_HOUR: Final = 150
SIGN_UP_CHANGES_PER_LINK_PER_HOUR: Final = 20
SIGN_UP_MAILS_PER_ADDRESS_PER_HOUR: Final = 10  # to one e-mail address: nobody is bombed with our mail
DOOR_ACTS_PER_PERSON_PER_MINUTE: Final = 600  # a phone that was without a network sends an hour's at once

# --- the whole site's brake ------------------------------------------------------------------
NEW_PERSONS_PER_SITE_PER_10_MINUTES: Final = 6_000
# Six characters of 26: within its ten minutes a code is found with a chance of one in a hundred thousand at this rate.
WRONG_DEVICE_CODES_PER_SITE_PER_MINUTE: Final = 300

# --- screens ---------------------------------------------------------------------------------
SCREENS_WAITING_MAX: Final = 500  # for somebody who types their code; the ones unseen longest make room
SCREENS_PER_CONFERENCE_MAX: Final = 100
SCREEN_IDEA_AFTER_SECONDS: Final = 15  # from when its words are what they are
