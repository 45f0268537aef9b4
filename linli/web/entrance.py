"""The addresses of coming in: the door, one's own security, the administrator's help."""

from __future__ import annotations

from django.urls import URLPattern, path

from linli.web.public import city_sign_in, first_sign_in, signing_in
from linli.web.residents import dwelling, entering
from linli.web.staff import dwellings, entrants, security

A_PROJECT = "programmes/<slug:slug>/compounds/<int:project_id>/dwellings/"

ENTRANCE: list[URLPattern] = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/code/", signing_in.sign_in_code, name="sign_in_code"),
    path("sign-in/with/<str:provider>/", city_sign_in.sign_in_with, name="sign_in_with"),
    path("sign-in/with/<str:provider>/back/", city_sign_in.back_from, name="back_from"),
    path("sign-in/forgotten/", first_sign_in.forgotten, name="forgotten"),
    path("invitation/<str:secret>/", first_sign_in.invitation, name="invitation"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("security/", security.security, name="security"),
    path("security/sessions/end/", security.end_session, name="end_session"),
    path("security/second-factor/", security.second_factor_page, name="second_factor"),
    path("security/recovery-codes/", security.recovery_codes, name="recovery_codes"),
    path("security/password/", security.change_password, name="change_password"),
    path("security/confirm/", security.confirm_identity, name="confirm_identity"),
    path("security/record/", security.security_record, name="security_record"),
    path("home/", dwelling.my_dwelling, name="my_dwelling"),
    path("home/enter/", entering.enter, name="enter_home"),
    path("home/e/<str:code>/", entering.enter, name="enter_home_with"),
    path("home/leave/", entering.leave_home, name="leave_home"),
    path(A_PROJECT, dwellings.dwellings, name="dwellings"),
    path(f"{A_PROJECT}letters/", dwellings.entry_letters, name="entry_letters"),
    path(f"{A_PROJECT}<int:dwelling_id>/revoke/", dwellings.revoke_entry, name="revoke_entry"),
    path("entrants/", entrants.entrants_page, name="entrants"),
    path("entrants/invite/", entrants.invite, name="invite"),
    path("entrants/<int:user_id>/", entrants.entrant, name="entrant"),
    path("entrants/<int:user_id>/help/", entrants.help_in, name="help_in"),
]
