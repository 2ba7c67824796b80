from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from .views import breaches, home, requests, retention

app_name = "privacy"
_ROOT = "pelindungan-data/"
_REQUEST = f"{_ROOT}permohonan/<uuid:pk>/"
_BREACH = f"{_ROOT}kebocoran/<uuid:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_ROOT, home.home, name="home"),
    path(f"{_ROOT}permohonan/", requests.requests, name="requests"),
    path(f"{_ROOT}permohonan/baru/", requests.request_new, name="request_new"),
    path(_REQUEST, requests.request_page, name="request"),
    path(f"{_REQUEST}langkah/", requests.request_step_view, name="request_step"),
    path(f"{_REQUEST}cari/", requests.request_search, name="request_search"),
    path(f"{_REQUEST}surat/", requests.request_letter, name="request_letter"),
    path(f"{_ROOT}kebocoran/", breaches.breaches, name="breaches"),
    path(f"{_ROOT}kebocoran/baru/", breaches.breach_new, name="breach_new"),
    path(_BREACH, breaches.breach_page, name="breach"),
    path(f"{_BREACH}langkah/", breaches.breach_step_view, name="breach_step"),
    path(f"{_BREACH}surat/<str:to>/", breaches.breach_letter, name="breach_letter"),
    path(f"{_ROOT}retensi/", retention.retention, name="retention"),
    path(f"{_ROOT}retensi/masa/", retention.retention_term, name="retention_term"),
    path(f"{_ROOT}perjanjian/", retention.agreements, name="agreements"),
    path(f"{_ROOT}perjanjian/baru/", retention.agreement_new, name="agreement_new"),
]
