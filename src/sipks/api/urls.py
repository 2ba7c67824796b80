from __future__ import annotations

from math import ceil

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from sipks.intake.api import router as intake
from sipks.intake.services.token_check import TooOften

api = NinjaAPI(
    title="SIPKS",
    version="1",
    urls_namespace="api",
    description="Kirim bahan dari sistem lain, dengan kunci per pengirim.",
    docs_url=None,  # its page loads scripts from elsewhere; openapi.json stays, for the signed-in
    docs_decorator=login_required,
)
api.add_router("", intake)


@api.exception_handler(TooOften)
def too_often(request: HttpRequest, error: TooOften) -> HttpResponse:
    """429, and when to come again."""
    told = {"detail": "Terlalu sering; coba lagi nanti."}
    answer: HttpResponse = api.create_response(request, told, status=429)
    answer["Retry-After"] = str(ceil(error.wait))
    return answer
