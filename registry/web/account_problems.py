"""The words for what is wrong with addresses, passwords, roles and invitations (see problems.py)."""

from typing import Final

from registry.web.i18n import mark as _

ACCOUNT_WORDS: Final[dict[str, str]] = {
    "email.missing": _("Write the e-mail address."),
    "email.not_an_email": _("Write the e-mail address in full, such as name@example.fi."),
    "email.already_a_person": _(
        "Somebody with this address has an account already. Change their roles on their own page."
    ),
    "email.wrong": _(
        "The address or the password is wrong. We do not say which, so that nobody can find out who has an account."
    ),
    "too_many": _(
        "Too many attempts. Wait %(minutes)s minutes, then try again; what you try before that is not looked at."
    ),
    "name.missing": _("Write the name."),
    "roles.missing": _("Choose at least one role."),
    "roles.unknown": _("Choose roles of the list."),
    "region.missing": _("Choose the region that the person edits."),
    "region.unknown": _("Choose a region of the list."),
    "region.only_of_editors": _("Only a region editor has a region. Choose that role too, or no region."),
    "last_administrator": _("This is the only administrator. Make somebody else an administrator first."),
    "too_short": _("The password is too short: at least %(least)s characters. A sentence is easy to remember."),
    "known_bad": _(
        "This password is easy to guess or known to many. Choose several words that do not belong together."
    ),
    "old_password.wrong": _("This is not your password."),
    "old_password.none_yet": _("You have no password yet. Ask for one on the page for a forgotten password."),
}
