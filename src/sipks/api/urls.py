from __future__ import annotations

from ninja import NinjaAPI

from sipks.intake.api import router as intake

api = NinjaAPI(
    title="SIPKS", version="1", urls_namespace="api",
    description="Kirim bahan dari sistem lain, dengan token per sumber.",
)
api.add_router("", intake)
