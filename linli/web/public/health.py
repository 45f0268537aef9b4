"""Is the process alive, and is it ready to work. For load balancers; says nothing of what is inside."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    return JsonResponse({"ok": True})


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """200 when database, migrations and storage are in order, otherwise 503 with which is not."""
    conditions = import_string(settings.LINLI_READINESS)()
    ready = all(condition.holds for condition in conditions)
    return JsonResponse(
        {"ok": ready, "checks": {condition.name: condition.holds for condition in conditions}},
        status=200 if ready else 503,
    )
