from __future__ import annotations

from django.urls import path

from sipks.people.views import record

urlpatterns = [
    path("jejak/", record.search, name="record"),
    path("jejak/<slug:subject>/<uuid:pk>/", record.history, name="record_history"),
]
