"""The one place where addresses are wired: all of them belong to `linli.web`."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("linli.web.urls"))]

handler400 = "linli.web.public.errors.bad_request"
handler403 = "linli.web.public.errors.forbidden"
handler404 = "linli.web.public.errors.not_found"
handler500 = "linli.web.public.errors.server_error"
