from __future__ import annotations

from django.urls import path

from .views import downloads, items, report, set_aside, sources, tokens, uploads

app_name = "intake"

urlpatterns = [
    path("bahan/<uuid:pk>/", items.item, name="item"),
    path("bahan/<uuid:pk>/hasil-baca.json", items.item_reading, name="item_reading"),
    path("sumber/", sources.sources, name="sources"),
    path("sumber/baru/", sources.source_new, name="source_new"),
    path("sumber/<uuid:pk>/", sources.source, name="source"),
    path("sumber/<uuid:pk>/kunci/", tokens.token_new, name="token_new"),
    path("sumber/<uuid:pk>/kunci/<uuid:token>/putar/", tokens.token_rotate, name="token_rotate"),
    path("sumber/<uuid:pk>/kunci/<uuid:token>/cabut/", tokens.token_revoke, name="token_revoke"),
    path("sumber/<uuid:pk>/berkas/", uploads.upload_new, name="upload_new"),
    path("berkas/", uploads.uploads, name="uploads"),
    path("berkas/<uuid:pk>/", uploads.upload, name="upload"),
    path("berkas/<uuid:pk>/unduh/", downloads.upload_file, name="upload_file"),
    path("berkas/<uuid:pk>/kemajuan/", uploads.upload_progress, name="upload_progress"),
    path("berkas/<uuid:pk>/ulangi/", uploads.upload_replay, name="upload_replay"),
    path("dikesampingkan/", set_aside.set_aside, name="set_aside"),
    path("dikesampingkan/<uuid:pk>/ulangi/", set_aside.set_aside_replay, name="set_aside_replay"),
    path("dikesampingkan/<uuid:pk>/abaikan/", set_aside.set_aside_drop, name="set_aside_drop"),
    path("lapor/", report.report, name="report"),
    path("lapor/terkirim/<uuid:pk>/", report.report_sent, name="report_sent"),
]
