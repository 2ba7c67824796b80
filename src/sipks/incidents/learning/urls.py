from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("pembaca/", views.reader, name="reader"),
    path("pembaca/latih/", views.reader_train, name="reader_train"),
    path("pembaca/pakai/", views.reader_promote, name="reader_promote"),
    path("pembaca/kembali/", views.reader_rollback, name="reader_rollback"),
]
