"""Keys with which programs of others come in: what each may do, how long, from where, how often."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sipks.ids import uuid7

if TYPE_CHECKING:
    from .models import Source


class Verb(models.TextChoices):
    """What a token may be used for."""

    SEND = "bahan:kirim", _("mengirim bahan")
    STATUS = "bahan:status", _("menanyakan nasib kirimannya sendiri")
    ROTATE = "kunci:putar", _("memutar kuncinya sendiri")


class TokenState(models.TextChoices):
    """How a token stands today."""

    VALID = "valid", _("berlaku")
    ENDING = "ending", _("segera habis")
    ENDED = "ended", _("sudah habis")
    REVOKED = "revoked", _("dicabut")


WARNED = timedelta(days=30)  # how long before the end the pages begin to warn


def sending() -> list[str]:
    """The verbs of a token of which nothing else was said."""
    return [Verb.SEND.value]


def in_a_year() -> datetime:
    """The end of a token of which nothing else was said."""
    return timezone.now() + timedelta(days=365)


class SenderToken(models.Model):
    """Lets a program send for `source`, and for the sources in `also`.

    `office` is the partner agency that it was given to, if any: it ends with that agency.
    Secrets themselves are not kept, only their SHA-256. After a rotation `old_digest` is valid
    too until `old_until`. `networks` (CIDR) says from where; empty is from anywhere.
    """

    scope_through = "source"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey("intake.Source", on_delete=models.CASCADE, related_name="tokens")
    also: models.ManyToManyField[Source, TokenSource] = models.ManyToManyField(
        "intake.Source", through="intake.TokenSource", related_name="shared_tokens"
    )
    office = models.ForeignKey("people.Office", null=True, on_delete=models.PROTECT)
    name = models.CharField(max_length=100)
    verbs = ArrayField(models.CharField(max_length=20, choices=Verb), default=sending)
    networks = ArrayField(models.CharField(max_length=43), default=list, blank=True)
    digest = models.BinaryField(max_length=32, unique=True)
    old_digest = models.BinaryField(max_length=32, unique=True, null=True)
    old_until = models.DateTimeField(null=True)
    old_used = models.DateTimeField(null=True)
    rotated_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.UUIDField(null=True)
    expires_at = models.DateTimeField(default=in_a_year)
    last_used = models.DateTimeField(null=True)
    last_address = models.GenericIPAddressField(null=True)
    revoked_at = models.DateTimeField(null=True)

    by_old_secret = False
    """Whether this one was asked for with the secret before the last rotation."""

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> TokenState:
        """How it stands now."""
        now = timezone.now()
        if self.revoked_at:
            return TokenState.REVOKED
        if self.expires_at <= now:
            return TokenState.ENDED
        return TokenState.ENDING if self.expires_at - now <= WARNED else TokenState.VALID

    @property
    def overlaps(self) -> bool:
        """Whether the secret before the last rotation is still taken."""
        return bool(self.old_until and self.old_until > timezone.now())

    @property
    def others(self) -> list[str]:
        """The codes of the further sources that it sends for, as far as the actor sees them."""
        return sorted(one.code for one in self.also.all())

    @property
    def verb_labels(self) -> list[str]:
        """Its verbs as words for the page."""
        return [str(Verb(one).label) for one in self.verbs]


class TokenSource(models.Model):
    """One more source that a token may send for."""

    scope_through = "source"

    token = models.ForeignKey(SenderToken, on_delete=models.CASCADE)
    source = models.ForeignKey("intake.Source", on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "source"], name="token_source_once")
        ]

    def __str__(self) -> str:
        return f"{self.token_id} → {self.source_id}"


class Bucket(models.Model):
    """How much somebody may still ask: a token bucket that all web processes share.

    `key` is `token:<id>` or `address:<network>`; `level` is what was left at `at`.
    """

    key = models.CharField(max_length=60, primary_key=True)
    level = models.FloatField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="bucket_at")]

    def __str__(self) -> str:
        return self.key
