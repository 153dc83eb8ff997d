"""The four ways a request to the domain can fail. Codes are words for machines; the interface says them in the user's language."""


class DomainError(Exception):
    """Something the domain would not do."""


class NotFound(DomainError):
    """There is no such thing, or not for this person."""

    def __init__(self, kind: str, key: str) -> None:
        super().__init__(f"no {kind} {key!r}")
        self.kind, self.key = kind, key


class NotAllowed(DomainError):
    """The person may not do this."""


class Conflict(DomainError):
    """Somebody else changed the same thing first."""


class Invalid(DomainError):
    """A value that cannot be taken: `field` says where, `code` what is wrong with it."""

    def __init__(self, field: str, code: str, **values: object) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code, self.values = field, code, values
