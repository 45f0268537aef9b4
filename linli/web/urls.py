"""Every address of linli. Each name must stand in ``access.ACCESS``; a test compares the two."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from linli.web import preferences
from linli.web.entrance import ENTRANCE
from linli.web.public import health
from linli.web.staff import (
    determinations,
    duties,
    edition_change,
    events,
    gallery,
    home,
    imports,
    money,
    overview,
    particulars,
    personal,
    policies,
    policy_changes,
    project,
    projects,
    readings,
    restored,
    selection,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    *ENTRANCE,
    path("preferences/language/", preferences.set_language, name="set_language"),
    path("preferences/theme/", preferences.set_theme, name="set_theme"),
    path("preferences/post/", preferences.choose_post, name="choose_post"),
    path("training/day/", preferences.training_day, name="training_day"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("", home.home, name="home"),
    path("policies/", policies.policies, name="policies"),
    path("policies/<str:package_id>/", policies.policy, name="policy"),
    path("policies/<str:package_id>/readings/", policies.policy_readings, name="policy_readings"),
    path("policies/<str:package_id>/coverage/", policies.policy_coverage, name="policy_coverage"),
    path("policies/<str:package_id>/changes/", policy_changes.policy_changes, name="policy_changes"),
    path("policies/<str:package_id>/text/", policies.policy_text, name="policy_text"),
    path("programmes/<slug:slug>/", overview.programme, name="programme"),
    path("programmes/<slug:slug>/why/<str:subject>/", overview.programme_why, name="programme_why"),
    path("programmes/<slug:slug>/compounds/", projects.projects, name="projects"),
    path("programmes/<slug:slug>/compounds/export.<str:kind>", projects.projects_export, name="projects_export"),
    path("programmes/<slug:slug>/selection/", selection.selection, name="selection"),
    path("programmes/<slug:slug>/selection/why/<int:project_id>/", selection.selection_why, name="selection_why"),
    path("programmes/<slug:slug>/scores/", selection.scores, name="scores"),
    path("programmes/<slug:slug>/scores/why/<str:table>/<int:project_id>/", selection.score_why, name="score_why"),
    path("programmes/<slug:slug>/duties/", duties.duties, name="duties"),
    path("programmes/<slug:slug>/duties/<int:done_id>/take-back/", duties.take_back_duty, name="take_back_duty"),
    path("programmes/<slug:slug>/determinations/", determinations.determinations, name="determinations"),
    path("programmes/<slug:slug>/determinations/decide/<str:kind>/", determinations.decide, name="decide"),
    path(
        "programmes/<slug:slug>/determinations/<int:determination_id>/",
        determinations.determination, name="determination",
    ),
    path(
        "programmes/<slug:slug>/determinations/<int:determination_id>/file.json",
        determinations.determination_file, name="determination_file",
    ),
    path(
        "programmes/<slug:slug>/determinations/<int:determination_id>/annul/",
        determinations.annul, name="annul_determination",
    ),
    path("programmes/<slug:slug>/money/", money.money, name="money"),
    path("personal/mine/", personal.kept_about_me, name="kept_about_me"),
    path("personal/seen/", personal.personal_seen, name="personal_seen"),
    path("personal/<str:table>/<int:row_id>/<str:column>/", personal.reveal_value, name="reveal_value"),
    path("restored/", restored.restored, name="restored"),
    path("programmes/<slug:slug>/money/allocate/", money.allocate, name="allocate"),
    path(
        "programmes/<slug:slug>/money/allocations/<int:allocation_id>/revoke/",
        money.revoke_allocation, name="revoke_allocation",
    ),
    path("programmes/<slug:slug>/imports/", imports.imports, name="imports"),
    path("programmes/<slug:slug>/imports/<str:kind>/", imports.import_file, name="import_file"),
    path("programmes/<slug:slug>/imports/<str:kind>/write/", imports.import_commit, name="import_commit"),
    path("programmes/<slug:slug>/imports/<str:kind>/template.xlsx", imports.import_template, name="import_template"),
    path("programmes/<slug:slug>/readings/", readings.programme_readings, name="programme_readings"),
    path("programmes/<slug:slug>/readings/<str:reading_id>/", readings.settle_reading, name="settle_reading"),
    path("programmes/<slug:slug>/policy/", edition_change.programme_policy, name="programme_policy"),
    path(
        "programmes/<slug:slug>/policy/export.<str:kind>",
        edition_change.programme_policy_export, name="programme_policy_export",
    ),
    path("programmes/<slug:slug>/record/", events.events, name="events"),
    path("programmes/<slug:slug>/compounds/<int:project_id>/", project.project, name="project"),
    path(
        "programmes/<slug:slug>/compounds/<int:project_id>/particulars/",
        particulars.particulars, name="particulars",
    ),
    path(
        "programmes/<slug:slug>/compounds/<int:project_id>/particulars/<int:particular_id>/take-back/",
        particulars.take_back_particular, name="take_back_particular",
    ),
    path(
        "programmes/<slug:slug>/compounds/<int:project_id>/particulars/records/<int:compound_id>/",
        particulars.compound_record, name="compound_record",
    ),
    path("programmes/<slug:slug>/compounds/<int:project_id>/facts/", project.record_fact, name="record_fact"),
    path(
        "programmes/<slug:slug>/compounds/<int:project_id>/facts/<int:fact_id>/withdraw/",
        project.withdraw_fact, name="withdraw_fact",
    ),
    path(
        "programmes/<slug:slug>/compounds/<int:project_id>/why/<str:subject>/<str:key>/",
        project.project_why, name="project_why",
    ),
]  # fmt: skip
