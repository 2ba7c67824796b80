"""What holds back whoever guesses, without letting a stranger lock an officer out.

Guesses count per name *and* network, and per network; a name that is guessed at from many
networks answers ever more slowly to devices that it does not know. None of this touches a device
on which the name has signed in before: that one has a count of its own.
"""

from __future__ import annotations

import time
from typing import cast

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from .address import client_address, network_of
from .cache import TableCache
from .device import device_of

WINDOW = 15 * 60
PER_NAME_AND_NETWORK = 5
PER_NETWORK = 30
PER_KNOWN_DEVICE = 10
FREE_GUESSES = 10  # at a name, from everywhere, within an hour, before it slows down
HOUR = 3600
LONGEST_WAIT = 60
MAILS_PER_HOUR = 3


class TooManyAttempts(Exception):
    """Refused without looking at the password; `seconds` is how long to wait, about. `first`
    when it is the first refusal of many to come."""

    def __init__(self, seconds: float, *, first: bool = False) -> None:
        super().__init__(seconds)
        self.seconds = seconds
        self.first = first


class Attempt:
    """One try to sign in as `name`, which need not be anybody's."""

    def __init__(self, request: HttpRequest, name: str) -> None:
        self.name = name.casefold()
        network = network_of(client_address(request))
        device = device_of(request, name)
        self.known = bool(device)
        if self.known:
            self._limits = [(_key("device", self.name, device), PER_KNOWN_DEVICE)]
        else:
            self._limits = [
                (_key("pair", self.name, network), PER_NAME_AND_NETWORK),
                (_key("network", network), PER_NETWORK),
            ]

    def begin(self) -> None:
        """Count it before the password is looked at, so that many at once gain nothing. Raises
        `TooManyAttempts`."""
        if not self.known and (until := cache.get(self._wait)) and until > time.time():
            raise TooManyAttempts(until - time.time())
        for key, most in self._limits:
            if (tried := _shared().count(key, WINDOW)) > most:
                raise TooManyAttempts(WINDOW, first=tried == most + 1)

    def failed(self) -> None:
        """The password was wrong: the name slows down when many have guessed at it."""
        if self.known:
            return
        guesses = _shared().count(_key("name", self.name), HOUR)
        if guesses >= FREE_GUESSES:
            wait = min(2 ** (guesses - FREE_GUESSES), LONGEST_WAIT)
            cache.set(self._wait, time.time() + wait, wait)

    def succeeded(self) -> None:
        """Wipe the counts of the name. Of the network's only this one try is taken back: a
        guesser who owns an account must not be able to wipe it."""
        (own, _), *network = self._limits
        cache.delete_many([own, self._wait, _key("name", self.name)])
        for key, _ in network:
            _shared().count(key, WINDOW, step=-1)

    @property
    def _wait(self) -> str:
        return _key("wait", self.name)


def mail_allowed(user_id: object) -> bool:
    """Whether one more mail with a link for a new password may go to a user this hour. When not,
    the links of the last mails still work, so that nobody is kept out."""
    return _shared().count(_key("mail", str(user_id)), HOUR) <= MAILS_PER_HOUR


def _key(*parts: str) -> str:
    # Names that were tried may be passwords that slipped: only a keyed digest is stored.
    return salted_hmac("sipks.signin.limits", "\0".join(parts), algorithm="sha256").hexdigest()


def _shared() -> TableCache:
    return cast(TableCache, cache)
