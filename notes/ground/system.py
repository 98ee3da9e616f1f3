"""The real clock and the real randomness, behind the ports `Clock` and `Ids`."""

import secrets
import time
import uuid
from datetime import UTC, datetime

# Without what is mistaken for another: I, L, O, U, 0, 1, and B, G, S, Z, which look like 8, 6, 5, 2.
JOIN_CODE_ALPHABET = "ACDEFHJKMNPQRTVWXY23456789"
JOIN_CODE_LENGTH = 6
# Of those the letters that make no words: a screen stands in front of everybody.
SCREEN_CODE_ALPHABET = "CDFHJKMNPQRTVWXY"
SCREEN_CODE_LENGTH = 4


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return the seconds of a clock that nobody can set back."""
        return time.monotonic()


class RandomIds:
    """Ids from the operating system's randomness."""

    def uuid(self) -> str:
        """Return a random UUID (version 4) as text."""
        return str(uuid.uuid4())

    def token(self) -> str:
        """Return 128 random bits, safe in an address."""
        return secrets.token_urlsafe(16)

    def client_id(self) -> int:
        """Return 32 random bits, never 0."""
        return secrets.randbelow(2**32 - 1) + 1

    def epoch(self) -> int:
        """Return a positive number of at most 31 bits."""
        return secrets.randbelow(2**31 - 1) + 1

    def join_code(self) -> str:
        """Return six characters that nobody mistakes for others."""
        return "".join(secrets.choice(JOIN_CODE_ALPHABET) for _ in range(JOIN_CODE_LENGTH))

    def screen_code(self) -> str:
        """Return four consonants that nobody mistakes for others."""
        return "".join(secrets.choice(SCREEN_CODE_ALPHABET) for _ in range(SCREEN_CODE_LENGTH))
