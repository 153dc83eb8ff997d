"""Forms of signing in, of one's own account, and of those who manage people."""

from wtforms import HiddenField, PasswordField, SelectField, SelectMultipleField, StringField

from registry.web.forms.base import BaseForm


class SignInForm(BaseForm):
    """Address and password; `next` is where the person wanted to go, `carried` what they had sent when their session had ended."""

    email = StringField()
    password = PasswordField()
    next = HiddenField()
    carried = HiddenField()


class CarriedForm(BaseForm):
    """What was sent when nobody was signed in, once more."""

    carried = HiddenField()


class NewPasswordForm(BaseForm):
    """A password to begin with, or after a forgotten one."""

    password = PasswordField()


class ForgottenForm(BaseForm):
    """Whose password was forgotten."""

    email = StringField()


class ChangePasswordForm(BaseForm):
    """A new password instead of the old one."""

    old_password = PasswordField()
    new_password = PasswordField()


class NameForm(BaseForm):
    """What somebody is called."""

    name = StringField()


class SessionsForm(BaseForm):
    """Which sessions to end: the number of one, `others` or `all`."""

    which = HiddenField()


class RolesForm(BaseForm):
    """What somebody is, and of which region an editor."""

    roles = SelectMultipleField(validate_choice=False)
    region = SelectField(validate_choice=False)


class InviteForm(RolesForm):
    """Whom to invite, as what."""

    email = StringField()
    name = StringField()


class ActiveForm(BaseForm):
    """Whether somebody is in use: `1` or `0`."""

    active = HiddenField()
