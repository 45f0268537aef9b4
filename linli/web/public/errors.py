"""The pages for what did not work: what happened, why, what to do next. Each also stands without a signed-in viewer."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from linli.stages.policy_shelf import MissingPackageError


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "errors/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    sentence = str(exception.args[0]) if exception.args else ""
    return render(request, "errors/403.html", {"sentence": sentence}, status=403)


def missing_policy(request: HttpRequest, exception: MissingPackageError) -> HttpResponse:
    """The programme's policy package is not at hand: nothing can be judged, nothing is lost."""
    return render(request, "errors/missing_policy.html", {"problem": exception.problem}, status=503)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "errors/400.html", status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """The form was too old or came from elsewhere."""
    return render(request, "errors/csrf.html", status=403)


def no_room(request: HttpRequest) -> HttpResponse:
    """The disk is full or nearly: nothing was written, everything can still be read."""
    return render(request, "errors/507.html", status=HTTPStatus.INSUFFICIENT_STORAGE)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Rendered without context processors: whatever broke may have broken those."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)
