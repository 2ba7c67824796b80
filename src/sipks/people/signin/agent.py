"""A browser's own name for itself, in words that its user knows."""

from __future__ import annotations

from django.utils.translation import gettext as _

# In this order: most browsers also name the ones that they descend from.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def described(agent: str) -> str:
    """Such as "Chrome di Windows"; what the browser says, which need not be true."""
    browser = next((name for mark, name in BROWSERS if mark in agent), _("Peramban lain"))
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return _("%(browser)s di %(system)s") % {"browser": browser, "system": system} if system \
        else browser  # fmt: skip
