"""A pytest plugin that is loaded before Django's settings: tests begin as the owner of the tables,
make their database, and go on as the app's role (see `conftest.py`)."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ["SIPKS_AS_OWNER"] = "1"
os.environ.setdefault("SIPKS_HOME", str(Path(tempfile.gettempdir()) / f"sipks-test-{os.getuid()}"))
os.environ.setdefault("SIPKS_LOG_LEVEL", "WARNING")
os.environ.setdefault("SIPKS_SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("SIPKS_HANDLE_KEY", "only-for-tests-" + "y" * 40)
os.environ.setdefault("SIPKS_ROW_KEY", "only-for-tests-" + "z" * 40)
