from __future__ import annotations

from django.contrib.auth.decorators import login_required
from ninja import NinjaAPI

from sipks.intake.api import router as intake

api = NinjaAPI(
    title="SIPKS",
    version="1",
    urls_namespace="api",
    description="Kirim bahan dari sistem lain, dengan token per sumber.",
    docs_url=None,  # its page loads scripts from elsewhere; openapi.json stays, for the signed-in
    docs_decorator=login_required,
)
api.add_router("", intake)
