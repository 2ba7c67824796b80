from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sipks.ids import uuid7
from sipks.people.choices import Classification
from sipks.people.scope import Scoped
from sipks.people.seal.files import file_open

from .reader_models import ReaderModel, ReaderState
from .token_models import Bucket, SenderToken, TokenSource, TokenState, Verb

__all__ = [
    "Bucket", "Delivery", "Item", "Pending", "ReaderModel", "ReaderState", "Reading",
    "Reliability", "SenderToken", "SetAside", "Source", "SourceKind", "TokenSource", "TokenState",
    "Upload", "UploadState", "Verb",
]  # fmt: skip


class SourceKind(models.TextChoices):
    NEWS = "news", _("Berita")
    SOCIAL = "social", _("Media sosial")
    CITIZEN = "citizen", _("Laporan warga")
    OFFICE = "office", _("Laporan kantor")
    INTELLIGENCE = "intelligence", _("Intelijen daerah")
    PARTNER = "partner", _("Lembaga mitra")


class Reliability(models.TextChoices):
    """Source reliability, the letter of the A–F × 1–6 grading."""

    A = "A", _("Sangat dipercaya")
    B = "B", _("Biasanya dipercaya")
    C = "C", _("Agak dipercaya")
    D = "D", _("Biasanya tidak dapat dipercaya")
    E = "E", _("Tidak dapat dipercaya")
    F = "F", _("Belum dapat dinilai")


class Source(Scoped):
    """An institution, feed or group that sends material. Its `scope_code` is its home area."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("kode"), max_length=40, unique=True)
    name = models.CharField(_("nama"), max_length=150)
    kind = models.CharField(_("jenis"), max_length=12, choices=SourceKind)
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, verbose_name=_("wilayah"))
    reliability = models.CharField(
        _("keandalan"), max_length=1, choices=Reliability, default=Reliability.F
    )
    default_classification = models.PositiveSmallIntegerField(
        _("klasifikasi bahan"), choices=Classification, default=Classification.OPEN
    )
    active = models.BooleanField(_("aktif"), default=True)
    # Kept up to date by `items_store`, so that lists need not count items.
    item_count = models.PositiveBigIntegerField(default=0, editable=False)
    last_item_at = models.DateTimeField(null=True, editable=False)

    class Meta(Scoped.Meta):
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class UploadState(models.TextChoices):
    WAITING = "waiting", _("Menunggu")
    RUNNING = "running", _("Sedang dibaca")
    DONE = "done", _("Selesai")
    REFUSED = "refused", _("Ditolak")


class Upload(Scoped):
    """A file that was brought in, kept as it came, and how far it has been taken in.

    Of `rows_done` records, `stored` are new items, `known` were there before, `bad` are set aside
    to be mended and `ignored` were never reports (a chat's system lines). `attempts` counts starts
    without progress.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="uploads")
    name = models.CharField(max_length=255)
    path = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    kind = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=8, choices=UploadState, default=UploadState.WAITING)
    refusal = models.TextField(blank=True)
    bytes_done = models.BigIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    stored = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    ignored = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    submitted_by = models.UUIDField(null=True)
    submitted_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True, help_text="the file itself, at its term")
    holds_sealed = models.BooleanField(default=False, help_text="names of informants and the like")

    class Meta(Scoped.Meta):
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def file(self) -> Path:
        """Where the file is, sealed; `path` is relative to the home folder, which may move."""
        home: Path = settings.HOME
        return home / self.path

    def open(self) -> BinaryIO:
        """What was sent, as a seekable stream. Raises `FileNotFoundError` and `SealError`."""
        return file_open(self.file)


class Item(Scoped):
    """One thing exactly as it came. Rows are never changed: an edit is a new `version`. The one
    exception is retention, which empties what never mattered and says when in `removed_at`.

    `content_hash` is of what the sender said (not of spacing in the file), so that the same thing
    sent again is found again. `author_hash` is keyed; the handle itself is not kept: in `raw` (and
    in `url` and `fields`) `#<author_hash>` stands in its place, every other byte is as it came.
    `brought_by` is the officer who typed or mended it, or who made the key that it came by; whose
    file it came in stands with the upload.
    """

    scope_fields = ("scope_code", "owner_code")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="items")
    owner_code = models.CharField(max_length=13, db_collation="C")
    upload = models.ForeignKey(Upload, null=True, on_delete=models.PROTECT, related_name="items")
    connector = models.CharField(max_length=20)
    row = models.PositiveIntegerField(default=0)
    sheet = models.CharField(max_length=100, blank=True)
    external_id = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    content_hash = models.BinaryField(max_length=32)
    raw = models.BinaryField()
    title = models.TextField(blank=True)
    text = models.TextField()
    fields = models.JSONField(default=dict)
    author_hash = models.CharField(max_length=32, blank=True)
    url = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    brought_by = models.UUIDField(null=True)
    removed_at = models.DateTimeField(null=True, help_text="what it said, at its term")

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(fields=["source", "content_hash"], name="item_once_a_source"),
            models.UniqueConstraint(
                fields=["source", "external_id", "version"],
                condition=~models.Q(external_id=""),
                name="item_version_once",
            ),
        ]
        indexes = [models.Index(fields=["source", "-id"], name="item_of_source")]


class Pending(models.Model):
    """An item that is stored and not yet read: the outbox of intake. Removed when it is read."""

    scope_through = "item"

    item = models.OneToOneField(Item, primary_key=True, on_delete=models.CASCADE)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.item_id} ({self.attempts})"


class Reading(models.Model):
    """What the program understood of an item, with the version of the reader.

    `result` is the reader's whole answer in the form of the command line's output; the columns
    beside it are what lists and maps ask for.
    """

    scope_through = "item"

    item = models.OneToOneField(
        Item, primary_key=True, on_delete=models.CASCADE, related_name="reading"
    )
    model = models.CharField(max_length=40)
    read_at = models.DateTimeField(auto_now=True)
    language = models.CharField(max_length=8)
    relevant = models.BooleanField(null=True)
    relevance = models.FloatField()
    category = models.CharField(max_length=8, blank=True)
    form = models.CharField(max_length=32, blank=True)
    severity = models.PositiveSmallIntegerField(default=0)
    place = models.ForeignKey("places.Area", null=True, on_delete=models.PROTECT)
    masked = models.TextField()
    fingerprint = models.CharField(max_length=16)
    result = models.JSONField()
    evidence = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.item_id}: {self.category or '-'} ({self.model})"


class SetAside(Scoped):
    """A row that could not be used, with the reason; it can be replayed after a fix.

    `raw` is at most the first 64 KiB; `offset` and `length` find the whole in the upload's file.
    `values` are its cells by heading, where it came from a table or an object. What was never a
    report (`HARMLESS_CODES`) is kept here too, as dropped from the start.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Terbuka")
        REPLAYED = "replayed", _("Sudah dipakai")
        DROPPED = "dropped", _("Diabaikan")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="set_aside")
    upload = models.ForeignKey(
        Upload, null=True, on_delete=models.CASCADE, related_name="set_aside"
    )
    connector = models.CharField(max_length=20)
    raw = models.BinaryField()
    code = models.CharField(max_length=40)
    reason = models.TextField()
    row = models.PositiveBigIntegerField(default=0)
    column = models.CharField(max_length=100, blank=True)
    sheet = models.CharField(max_length=100, blank=True)
    offset = models.BigIntegerField(default=0)
    length = models.BigIntegerField(default=0)
    digest = models.BinaryField(max_length=32, default=bytes)
    values = models.JSONField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    item = models.ForeignKey(Item, null=True, on_delete=models.SET_NULL)
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, help_text="its content, at its term")

    class Meta(Scoped.Meta):
        verbose_name_plural = "set aside"
        constraints = [
            models.UniqueConstraint(
                fields=["upload", "sheet", "row", "column"], name="set_aside_once_an_upload"
            ),
            models.UniqueConstraint(
                fields=["source", "digest"],
                condition=models.Q(upload=None),
                name="set_aside_once_a_source",
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="set_aside_list")]


class Delivery(models.Model):
    """An answer already given to a request with an idempotency key, given again on a re-send."""

    scope_through = "source"

    source = models.ForeignKey(Source, on_delete=models.CASCADE)
    key = models.CharField(max_length=200)
    body_hash = models.BinaryField(max_length=32)
    answer = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="delivery_once_a_key")
        ]

    def __str__(self) -> str:
        return self.key
