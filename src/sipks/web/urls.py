from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from . import views

web = [
    path("langsung/", views.live, name="live"),
    path("tampilan/", views.theme, name="theme"),
]

mark = RedirectView.as_view(url=f"{settings.STATIC_URL}web/mark.svg", permanent=True)

urlpatterns: list[URLPattern | URLResolver] = [
    path("favicon.ico", login_not_required(mark), name="favicon"),
    path("", views.home, name="home"),
    path("bahasa/", login_not_required(set_language), name="set_language"),
    path("", include((web, "web"))),
    path("", include("sipks.people.urls")),
    path("", include("sipks.privacy.urls")),
    path("", include("sipks.places.urls")),
    path("", include("sipks.intake.urls")),
    path("", include("sipks.incidents.urls")),
]
