"""How the sign-in library behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: an office above makes the account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
