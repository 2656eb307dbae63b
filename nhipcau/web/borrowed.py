"""Sentences of the sign-in library and of Django that people see here and that come without a Vietnamese text.

Named so that the catalogue of this room carries their translation; nothing imports this module.
"""

from django.utils.translation import gettext_noop, pgettext_lazy

# django-allauth: forms
gettext_noop("Username or email")
pgettext_lazy("field label", "Login")
gettext_noop("Email")
gettext_noop("Forgot your password?")
gettext_noop("Email address")
gettext_noop("Username")
gettext_noop("Password")
gettext_noop("Password (again)")
gettext_noop("Remember Me")
gettext_noop("Current Password")
gettext_noop("New Password")
gettext_noop("New Password (again)")
gettext_noop("Code")
gettext_noop("Authenticator code")
gettext_noop("You must type the same password each time.")
gettext_noop("Use your password")
gettext_noop("Use authenticator app or code")

# django-allauth: refusals
gettext_noop("The username and/or password you specified are not correct.")
gettext_noop("The email address and/or password you specified are not correct.")
gettext_noop("Too many failed login attempts. Try again later.")
gettext_noop("Be patient, you are sending too many requests.")
gettext_noop("This account is currently inactive.")
gettext_noop("Please type your current password.")
gettext_noop("Incorrect code.")
gettext_noop("Incorrect password.")
gettext_noop("Invalid or expired key.")
gettext_noop("Invalid login.")
gettext_noop("The password reset token was invalid.")
gettext_noop("The email address is not assigned to any user account.")
gettext_noop("The new value must be different from the current one.")
gettext_noop("You cannot deactivate two-factor authentication.")
gettext_noop("You cannot generate recovery codes without having two-factor authentication enabled.")
gettext_noop("You cannot activate two-factor authentication until you have verified your email address.")
