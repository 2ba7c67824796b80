from __future__ import annotations

from typing import ClassVar

from django.db import models

from sipks.ids import uuid7

NATION = "ID"


def _covered(act: str) -> str:
    # The reach is asked once a query, not once a row.
    return (
        f"exists (select from guard.reach('{act}') r where scope_code >= r.lo"
        " and scope_code < r.hi and classification <= r.clearance)"
    )


class Entry(models.Model):
    """One thing that somebody did. The app's database role can add entries and nothing else.

    `origin` is the address or the command that it came from. `scope_code` and `classification` are
    those of what it is about at that time, the nation where it is about no area. `history` says
    that whoever may read the record may read this entry on it. `detail` holds the rest, with the
    values that stood `before` and `after`, and no secrets.
    """

    # Nobody reads from his own refusals, or from what was asked about him, which records are kept
    # from him.
    row_policy: ClassVar[dict[str, str]] = {
        "select": "(select guard.is_service('audit'))"
        " or (actor_id = (select guard.who()) and verb <> 'refused')"
        " or (subject = 'user' and subject_id = (select guard.who())::text"
        " and verb <> 'access_explain')"
        f" or {_covered('audit')} or (history and {_covered('read')})",
        # A user writes in his own name, the program in anybody's, and whoever is nobody can only
        # be refused.
        "insert": "case when (select guard.who()) is not null"
        " then actor_id = (select guard.who())"
        " else (select guard.is_program()) or (verb = 'refused' and actor_id is null) end",
        "update": "false",
        "delete": "false",
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    actor_id = models.UUIDField(null=True, help_text="null: the program itself, or a stranger")
    actor_name = models.CharField(max_length=150)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64, blank=True)
    scope_code = models.CharField(max_length=13, db_collation="C", default=NATION)
    classification = models.PositiveSmallIntegerField(default=0)
    history = models.BooleanField(default=False)
    origin = models.CharField(max_length=200, blank=True, default="")
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "entries"
        # Ids grow with time, so each index also serves "newest first" and a range of days.
        indexes = [
            models.Index(fields=["subject", "subject_id", "id"], name="audit_of_subject"),
            models.Index(fields=["actor_id", "id"], name="audit_of_actor"),
            models.Index(fields=["verb", "id"], name="audit_of_verb"),
            models.Index(fields=["scope_code", "id"], name="audit_of_area"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"


class Link(models.Model):
    """The place of an entry in the chain, written by the database itself when a transaction ends.

    `digest` is SHA-256 over the digest before it, `linked_at` and the entry (`chain.py`).
    """

    row_policy: ClassVar[dict[str, str]] = {
        "select": "(select guard.is_service('audit'))",
        "insert": "false",
        "update": "false",
        "delete": "false",
    }

    position = models.BigIntegerField(primary_key=True)
    entry_id = models.UUIDField(unique=True)
    linked_at = models.DateTimeField()
    digest = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.position}"
