from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from .learning.urls import urlpatterns as learning
from .views import decide, incident, map, queue, share

app_name = "incidents"

urlpatterns: list[URLPattern | URLResolver] = [
    path("peta/", map.map_page, name="map"),
    path("peta/data/", map.map_data, name="map_data"),
    path("antrean/", queue.queue, name="queue"),
    path("antrean/baru/", queue.queue_news, name="queue_news"),
    path("peristiwa/<uuid:pk>/", incident.incident, name="detail"),
    path("peristiwa/<uuid:pk>/bagikan/", share.share, name="share"),
    path("peristiwa/<uuid:pk>/<slug:verb>/", decide.decide, name="decide"),
    *learning,
]
