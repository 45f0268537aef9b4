"""The one place where addresses are wired: all of them belong to `linli.web`."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("linli.web.urls"))]
