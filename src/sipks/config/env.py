"""The environment as typed values. Every setting is `SIPKS_<NAME>`; secrets may come as
`SIPKS_<NAME>_FILE`, the path of a file that holds the value."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from environs import Env, FileAwareEnv

env = FileAwareEnv(prefix="SIPKS_", strip_whitespace=True)
plain = Env(prefix="SIPKS_")  # for what is read, and written, by path later on
ROOT = Path(__file__).resolve().parents[3]


def _default_home() -> Path:
    if (ROOT / "pyproject.toml").is_file():
        return ROOT / ".sipks"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local/share")) / "sipks"


def home() -> Path:
    """The folder of this copy's own data: database, uploads, derived outlines, keys."""
    path = Path(env.str("HOME", "") or _default_home())
    path.mkdir(parents=True, exist_ok=True)
    return path


def kept_secret(name: str) -> str:
    """A secret from the environment, else one made once and kept in `home()`, readable by its
    owner only."""
    if given := env.str(name, ""):
        return str(given)
    path = home() / f"{name.lower()}.txt"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(value := secrets.token_urlsafe(48))
    return value
