from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base

from sipks.config import embedded
from sipks.config.env import env


class DatabaseWrapper(base.DatabaseWrapper):
    """Connects like Django's backend, with two additions in the settings of the database.

    `EMBEDDED`: the cluster in the home folder is started when needed and its socket used.
    `ROLE`: each session begins in this role, so that whoever owns the tables is left behind.
    """

    def get_connection_params(self) -> dict[str, Any]:
        if self.settings_dict.get("EMBEDDED"):
            if not env.bool("DATABASE_WATCHED", False):
                embedded.cluster()
            self.settings_dict["HOST"] = embedded.socket_dir()
        params: dict[str, Any] = super().get_connection_params()
        if role := self.settings_dict.get("ROLE"):
            params["options"] = f"{params.get('options', '')} -c role={role}".strip()
        return params
