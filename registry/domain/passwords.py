"""Passwords: long rather than complex, none that are known or guessed at once, kept as argon2id.

Text is normalised (NFKC) first, so that the same letters typed on another keyboard are the same password. How guessable one is says
zxcvbn, which knows common passwords, names, dates and keyboard walks; the person's own name and address count as known too.
"""

import re
import unicodedata
from collections.abc import Iterable
from threading import Lock
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from registry.domain.errors import Invalid

SHORTEST: Final = 12
LONGEST: Final = 200
LEAST_SCORE: Final = 3
"""Of zxcvbn's 0 to 4: at 3 over 10^8 guesses are needed."""
LEAST_OF_ITS_OWN: Final = 8
"""Signs that a password must have besides words about the person and the service."""
OURS: Final = ("hyte", "menetelmat", "menetelmät", "rekisteri", "hyvinvointialue", "kerroin", "salasana", "lösenord")
_JUDGED: Final = 72
"""zxcvbn takes no more signs; what comes after them can only make a password better."""
_hasher: Final = PasswordHasher()
_DUMMY: Final = (  # of no password, with today's parameters: made here it would cost every start a tenth of a second
    "$argon2id$v=19$m=65536,t=3,p=4$IqadDdsVkOpz7+4VNaPz7A$MhD9kJBeRdS6IUobo46DLcsp76WUAenuuM5H9kB6SWs"
)
_judging: Final = Lock()


def check(password: str, known: Iterable[str] = (), field: str = "password") -> str:
    """The password as it is kept. Raises Invalid (`too_short`, `too_long`, `known_bad`); `known` are words about the person."""
    text = _normal(password)
    if len(text) < SHORTEST:
        raise Invalid(field, "too_short", least=SHORTEST)
    if len(text) > LONGEST:
        raise Invalid(field, "too_long", most=LONGEST, length=len(text))
    words = _words(known)
    if _own_signs(text, words) < LEAST_OF_ITS_OWN or _score(text, words) < LEAST_SCORE:
        raise Invalid(field, "known_bad")
    return text


def hashed(password: str) -> str:
    """An argon2id hash with its parameters and salt."""
    return _hasher.hash(_normal(password))


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether a password is the one of the hash. Takes as long where there is no hash: time tells nobody who has an account."""
    try:
        right = _hasher.verify(password_hash or _DUMMY, _normal(password[: 4 * LONGEST])[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return right and password_hash is not None


def is_dated(password_hash: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(password_hash)


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def _words(known: Iterable[str]) -> list[str]:
    """The words about the person and the service in lower case, whole and in parts, the longest first."""
    whole = [one.lower() for one in (*known, *OURS)]
    parts = {part for one in whole for part in (one, *re.split(r"[\W_]+", one)) if len(part) > 2}
    return sorted(parts, key=lambda part: (-len(part), part))


def _own_signs(text: str, words: list[str]) -> int:
    """How many signs are left without the words."""
    left = text.lower()
    for word in words:
        left = left.replace(word, "")
    return len(left)


def _score(text: str, words: list[str]) -> int:
    from zxcvbn import zxcvbn  # noqa: PLC0415  # reads lists of words that a start need not wait for

    with _judging:  # zxcvbn keeps the words it is given in one place for all threads
        return int(zxcvbn(text[:_JUDGED], words)["score"])
