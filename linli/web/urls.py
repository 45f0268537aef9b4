"""Every address of linli. Each name must stand in ``access.ACCESS``; a test compares the two."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from linli.web import preferences
from linli.web.public import health, signing_in
from linli.web.staff import events, gallery, home

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("preferences/language/", preferences.set_language, name="set_language"),
    path("preferences/theme/", preferences.set_theme, name="set_theme"),
    path("preferences/post/", preferences.choose_post, name="choose_post"),
    path("training/day/", preferences.training_day, name="training_day"),
    path("", home.home, name="home"),
    path("gallery/", gallery.gallery, name="gallery"),
]

