"""Where to go: only to addresses of this service, and after signing in to where somebody wanted, or to their own work."""

from flask import request, url_for

from registry.domain.permissions import Actor, Role


def is_local(address: str) -> bool:
    """Whether an address is a path of this service. Browsers read `//x` and `/\\x` as another host, and drop control characters."""
    return (
        address.startswith("/")
        and not address.startswith(("//", "/\\"))
        and all(sign.isprintable() and sign != "\\" for sign in address)
    )


def here() -> str:
    """The address of this request, with its language and query."""
    return request.script_root + request.full_path.removesuffix("?")


def sign_in(wanted: str) -> str:
    """The address of the page for signing in, that leads on to another."""
    return url_for("accounts.sign_in", next=wanted)


def home(actor: Actor) -> str:
    """Where somebody's work is: a region editor's own page, a reviewer's desk, for others the front page."""
    if actor.regions:
        return f"{request.script_root}/alueet/{actor.regions[0]}/omat"
    return url_for("reviewing.desk" if Role.REVIEWER in actor.roles else "front.index")


def onward(wanted: str | None, actor: Actor) -> str:
    """Where to go after signing in."""
    return wanted if wanted and is_local(wanted) else home(actor)
