from __future__ import annotations

from django.urls import include, path

from sipks.api.urls import api

from . import health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("akun/", include("sipks.people.signin.urls")),
    path("api/v1/", api.urls),
    path("", include("sipks.web.urls")),
]
