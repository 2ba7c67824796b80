from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

from .bounds import Bounded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sipks.config.settings")
application = Bounded(get_asgi_application())
