from __future__ import annotations

from django.urls import URLPattern, URLResolver

from . import access, offices, record, seal

app_name = "people"
urlpatterns: list[URLPattern | URLResolver] = [
    *access.urlpatterns,
    *offices.urlpatterns,
    *record.urlpatterns,
    *seal.urlpatterns,
]
