"""What is said of a person when they are invited or their roles change."""

import re
from collections.abc import Collection, Iterable
from typing import Final

from pydantic import Field

from registry.domain.errors import Invalid, InvalidInput
from registry.domain.inputs import Input, Line
from registry.domain.permissions import Grant, Role

LONGEST_EMAIL: Final = 254
LONGEST_NAME: Final = 120
_SIGN: Final = r"[^\s@<>\",;:\\()\[\]\x00-\x1f\x7f]"
_EMAIL: Final = re.compile(rf"{_SIGN}+@{_SIGN}+\.(?!.*\.){_SIGN}{{2,}}")


class InviteInput(Input):
    """Whom to invite, and what they will be."""

    email: str = Field(max_length=LONGEST_EMAIL)
    name: Line = Field(max_length=LONGEST_NAME)
    grants: frozenset[Grant] = Field(min_length=1)


def read_invitation(email: str, name: str, roles: Collection[str], region: str | None) -> InviteInput:
    """The invitation that was typed. Raises InvalidInput with all that is wrong (fields `email`, `name`, `roles`, `region`)."""
    problems: list[Invalid] = []
    address, called, grants = "", "", frozenset[Grant]()
    try:
        address = read_email(email)
    except Invalid as problem:
        problems.append(problem)
    try:
        called = read_name(name)
    except Invalid as problem:
        problems.append(problem)
    try:
        grants = read_grants(roles, region)
    except Invalid as problem:
        problems.append(problem)
    if problems:
        raise InvalidInput(problems)
    return InviteInput(email=address, name=called, grants=grants)


def read_email(typed: str) -> str:
    """An address in lower case. Raises Invalid (`missing`, `too_long`, `not_an_email`)."""
    text = typed.strip().lower()
    if not text:
        raise Invalid("email", "missing")
    if len(text) > LONGEST_EMAIL:
        raise Invalid("email", "too_long", most=LONGEST_EMAIL, length=len(text))
    if not _EMAIL.fullmatch(text):
        raise Invalid("email", "not_an_email")
    return text


def read_name(typed: str) -> str:
    """A name with single spaces. Raises Invalid (`missing`, `too_long`)."""
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in typed).split())
    if not text:
        raise Invalid("name", "missing")
    if len(text) > LONGEST_NAME:
        raise Invalid("name", "too_long", most=LONGEST_NAME, length=len(text))
    return text


def read_grants(roles: Iterable[str], region: str | None) -> frozenset[Grant]:
    """Roles with the region of a region editor. Raises Invalid on `roles` (`missing`, `unknown`) or `region` (`missing`, `only_of_editors`)."""
    chosen = list(dict.fromkeys(roles))
    if not chosen:
        raise Invalid("roles", "missing")
    if any(role not in set(Role) for role in chosen):
        raise Invalid("roles", "unknown")
    is_editor = Role.REGION_EDITOR in chosen
    if is_editor and not region:
        raise Invalid("region", "missing")
    if region and not is_editor:
        raise Invalid("region", "only_of_editors")
    return frozenset(Grant(Role(role), region if role == Role.REGION_EDITOR else None) for role in chosen)
