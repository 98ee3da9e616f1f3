"""The engine's rhythms, each with its unit. What refuses something stands in `notes.ground.limits`."""

from typing import Final

TICK_SECONDS: Final = 0.040
TICK_LONGEST_SECONDS: Final = 0.200
HEARTBEAT_SECONDS: Final = 1.0
BEAT_SECONDS: Final = 0.250
BEAT_LONGEST_SECONDS: Final = 2.0
CHECK_EVERY_SECONDS: Final = 15.0
RENDER_AGAIN_SECONDS: Final = 30.0  # after notes that could not be rendered

TEXT_EVERY_SECONDS: Final = 1.0
FREEZE_GRACE_SECONDS: Final = 2.0
SNAPSHOT_EVERY_ROWS: Final = 200
ROWS_BEFORE_STATE: Final = 200  # a browser that lacks more rows gets the whole state
FETCH_OVER_BYTES: Final = 200_000  # a join's update above this travels over plain HTTP
ERASE_EVERY_SECONDS: Final = 600.0  # sign-ups that were kept long enough
UNDO_TAKE_OVER_SECONDS: Final = 15.0  # ten on the screen, and the way there
