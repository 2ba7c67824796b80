from __future__ import annotations

from django.urls import path

from sipks.people.views import access, shares

urlpatterns = [
    path("berbagi/<uuid:pk>/akhiri/", shares.end, name="share_end"),
    path("berbagi/<uuid:pk>/perpanjang/", shares.renew, name="share_renew"),
    path("akses/", access.explain, name="access"),
]
