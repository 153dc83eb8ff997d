"""The ways a request to the domain can fail. Codes are words for machines; the interface says them in the user's language."""

from collections.abc import Sequence


class DomainError(Exception):
    """Something the domain would not do."""


class NotFound(DomainError):
    """There is no such thing, or not for this person."""

    def __init__(self, kind: str, key: str) -> None:
        super().__init__(f"no {kind} {key!r}")
        self.kind, self.key = kind, key


class NotAllowed(DomainError):
    """The person may not do this; `action` and `region` say what was wanted, where it is one of the table of permissions."""

    def __init__(self, words: str, action: str | None = None, region: str | None = None) -> None:
        super().__init__(words)
        self.action, self.region = action, region


class Conflict(DomainError):
    """Somebody else changed the same thing first."""


class Invalid(DomainError):
    """A value that cannot be taken: `field` says where, `code` what is wrong with it."""

    def __init__(self, field: str, code: str, **values: object) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code, self.values = field, code, values

    @property
    def problems(self) -> Sequence["Invalid"]:
        """All that is wrong: this."""
        return (self,)


class InvalidInput(Invalid):
    """Several values that cannot be taken, all told at once."""

    def __init__(self, problems: Sequence[Invalid]) -> None:
        first = problems[0]
        super().__init__(first.field, first.code, **first.values)
        self._problems = tuple(problems)

    @property
    def problems(self) -> Sequence[Invalid]:
        """All that is wrong, in the order of the fields."""
        return self._problems
