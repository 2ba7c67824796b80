"""Writes the table of docs/privacy/retention.md from the declaration.

Run it after a change of a rule: `python -m sipks.privacy.tests.retention_page`.
"""

from __future__ import annotations

from pathlib import Path

PAGE = Path(__file__).resolve().parents[4] / "docs" / "privacy" / "retention.md"
HEAD = """\
# How long things are kept

The table is written from the declaration (`src/sipks/privacy/retention/rules.py`); a test holds the
two together. It is in Indonesian, as the office reads it on the page `/pelindungan-data/retensi/`.

- `sipks privacy retention` tells for each kind how much is past its term, how large, how old, and
  on what ground. It changes nothing. `sipks privacy retention --apply` does what the table says.
- Each night the same is counted for the page. Only with `SIPKS_RETENTION=apply` is anything
  removed then (but for sessions that are over, and answers to senders after their 30 days).
- Work goes in batches; each batch and its entry in the audit (kind, number, term, ground) are one
  transaction. A run that was stopped is begun again and goes on where it was.
- Another term than the declared one is set on the page by the data protection officer of the
  nation, with its legal ground and the day from which it holds. Earlier terms stay on record. None
  can be set below the shortest one of the table.
- What a person decided on, what was typed in or mended by an officer, and what an open incident
  (new or verified) refers to is never removed; the page shows how much is held for that reason.
  "Proposed" means that a person is told and the program removes nothing.
- An item whose words were removed keeps the hash of its content, so that the same thing sent again
  is recognised and not stored anew, and the day on which it was emptied, which its page shows.
- Terms are our proposal where the law names none ("jangka waktu usulan"): the office sets them.

| kind | what | days | from | what happens | shortest | ground |
|---|---|---|---|---|---|---|
"""


def page() -> str:
    """The page as it should stand."""
    from sipks.privacy.retention.rules import RULES

    rows = (
        f"| `{rule.kind}` | {rule.what} | {rule.days} | {rule.since} | {rule.action.label} |"
        f" {rule.floor} | {rule.basis} |\n"
        for rule in RULES
    )
    return HEAD + "".join(rows)


if __name__ == "__main__":
    from sipks.config.prepare import setup

    setup()
    PAGE.write_text(page())
