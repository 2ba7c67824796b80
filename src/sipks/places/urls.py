from __future__ import annotations

from django.urls import path

from . import views

app_name = "places"
urlpatterns = [
    path("wilayah/cari/", views.search, name="search"),
    path("wilayah/garis/<str:code>.json", views.outlines, name="outlines"),
    path("wilayah/<str:code>/", views.area, name="area"),
]
