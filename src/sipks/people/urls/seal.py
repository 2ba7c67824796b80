from __future__ import annotations

from django.urls import path

from sipks.people.views import seal

urlpatterns = [
    path("segel/pembukaan/", seal.openings, name="sealed_openings"),
    path("segel/<uuid:pk>/", seal.sealed, name="sealed_open"),
]
