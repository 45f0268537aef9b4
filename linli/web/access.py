"""Who may open which address: one table, denied by default.

Every named address stands in ``ACCESS`` with the question it asks of the viewer; `Guard` (middleware) asks it before
the view runs. An address missing from the table is refused to everybody. Which *objects* one sees is not decided here:
queries take the viewer, and somebody else's object is not found (404).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject

from linli.apps.accounts.actors import Actor, actor_for
from linli.apps.accounts.permissions import may_administer, may_enter, sentence_of
from linli.apps.accounts.refusals import NotFoundError, NotPermittedError
from linli.apps.funding.permissions import may_handle_money
from linli.apps.personal.permissions import may_see_disclosures
from linli.apps.programme.permissions import may_bring_in_sheets
from linli.apps.records.permissions import may_supply_official_text
from linli.apps.signin.permissions import may_invite
from linli.stages.policy_shelf import MissingPackageError
from linli.web import clock
from linli.web.doors import at_the_gate
from linli.web.preferences import SESSION_MANDATE, SESSION_POST
from linli.web.public import errors
from linli.web.requests import StaffRequest
from linli.web.residents.doors import resident_of

Question = Callable[[Actor], bool]


@dataclass(frozen=True, slots=True)
class Access:
    """What an address asks: nothing (``public``), only a signed-in person (``question`` None), or a predicate's yes.

    ``residents``: for owners who came in with a letter, and for nobody else; staff come in by another door.
    """

    public: bool = False
    residents: bool = False
    question: Question | None = None


NOBODY = Access()
PUBLIC = Access(public=True)
SIGNED_IN = Access()
RESIDENTS = Access(residents=True)
POST_HOLDERS = Access(question=may_enter)
ADMINISTRATORS = Access(question=may_administer)

#: address name → who may open it
ACCESS: dict[str, Access] = {
    "sign_in": PUBLIC,
    "healthz": PUBLIC,
    "readyz": PUBLIC,
    "set_language": PUBLIC,
    "set_theme": PUBLIC,
    "enter_home": PUBLIC,
    "enter_home_with": PUBLIC,
    "my_dwelling": RESIDENTS,
    "leave_home": RESIDENTS,
    "dwellings": Access(question=may_bring_in_sheets),
    "entry_letters": Access(question=may_bring_in_sheets),
    "revoke_entry": Access(question=may_bring_in_sheets),
    "sign_in_code": PUBLIC,
    "sign_in_with": PUBLIC,
    "back_from": PUBLIC,
    "forgotten": PUBLIC,
    "invitation": PUBLIC,
    "sign_out": SIGNED_IN,
    "kept_about_me": SIGNED_IN,
    "reveal_value": POST_HOLDERS,
    "personal_seen": Access(question=may_see_disclosures),
    "restored": SIGNED_IN,
    "security": SIGNED_IN,
    "end_session": SIGNED_IN,
    "second_factor": SIGNED_IN,
    "recovery_codes": SIGNED_IN,
    "change_password": SIGNED_IN,
    "confirm_identity": SIGNED_IN,
    "security_record": POST_HOLDERS,
    "entrants": Access(question=may_invite),
    "invite": Access(question=may_invite),
    "entrant": Access(question=may_invite),
    "help_in": Access(question=may_invite),
    "choose_post": SIGNED_IN,
    "home": SIGNED_IN,
    "training_day": SIGNED_IN,
    "gallery": SIGNED_IN,
    "inbox": POST_HOLDERS,
    "jobs": POST_HOLDERS,
    "job": POST_HOLDERS,
    "job_file": POST_HOLDERS,
    "cancel_job": POST_HOLDERS,
    "retry_job": POST_HOLDERS,
    "ask_export": POST_HOLDERS,
    "programme": POST_HOLDERS,
    "programme_why": POST_HOLDERS,
    "projects": POST_HOLDERS,
    "projects_export": POST_HOLDERS,
    "project": POST_HOLDERS,
    "project_why": POST_HOLDERS,
    "record_fact": POST_HOLDERS,
    "withdraw_fact": POST_HOLDERS,
    "particulars": POST_HOLDERS,
    "take_back_particular": POST_HOLDERS,
    "compound_record": POST_HOLDERS,
    "selection": POST_HOLDERS,
    "selection_why": POST_HOLDERS,
    "scores": POST_HOLDERS,
    "score_why": POST_HOLDERS,
    "duties": POST_HOLDERS,
    "take_back_duty": POST_HOLDERS,
    "waivers": POST_HOLDERS,
    "waiver": POST_HOLDERS,
    "ask_waiver": POST_HOLDERS,
    "take_back_waiver": POST_HOLDERS,
    "determinations": POST_HOLDERS,
    "determination": POST_HOLDERS,
    "determination_file": POST_HOLDERS,
    "annul_determination": POST_HOLDERS,
    "decide": POST_HOLDERS,
    "money": POST_HOLDERS,
    "allocate": Access(question=may_handle_money),
    "revoke_allocation": Access(question=may_handle_money),
    "events": POST_HOLDERS,
    "evidence_list": POST_HOLDERS,
    "evidence": POST_HOLDERS,
    "evidence_file": POST_HOLDERS,
    "evidence_picture": POST_HOLDERS,
    "replace_evidence": POST_HOLDERS,
    "withdraw_evidence": POST_HOLDERS,
    "project_evidence": POST_HOLDERS,
    "programme_readings": POST_HOLDERS,
    "settle_reading": POST_HOLDERS,
    "programme_policy": POST_HOLDERS,
    "programme_policy_export": POST_HOLDERS,
    "imports": Access(question=may_bring_in_sheets),
    "import_file": Access(question=may_bring_in_sheets),
    "import_commit": Access(question=may_bring_in_sheets),
    "import_template": Access(question=may_bring_in_sheets),
    "organisations": POST_HOLDERS,
    "organisation": POST_HOLDERS,
    "organisation_new": ADMINISTRATORS,
    "organisation_correct": ADMINISTRATORS,
    "organisation_reshape": ADMINISTRATORS,
    "post_new": ADMINISTRATORS,
    "post_close": ADMINISTRATORS,
    "appoint": ADMINISTRATORS,
    "appointment_end": ADMINISTRATORS,
    "mandates": POST_HOLDERS,
    "mandate_new": POST_HOLDERS,
    "mandate_revoke": POST_HOLDERS,
    "people": POST_HOLDERS,
    "person": POST_HOLDERS,
    "person_new": ADMINISTRATORS,
    "person_correct": ADMINISTRATORS,
    "person_close": ADMINISTRATORS,
    "people_import": ADMINISTRATORS,
    "people_import_commit": ADMINISTRATORS,
    "people_import_template": ADMINISTRATORS,
    "leading_group": POST_HOLDERS,
    "roster": ADMINISTRATORS,
    "policies": POST_HOLDERS,
    "policy": POST_HOLDERS,
    "policy_readings": POST_HOLDERS,
    "policy_changes": POST_HOLDERS,
    "policy_coverage": POST_HOLDERS,
    "policy_text": Access(question=may_supply_official_text),
}


def _access(request: HttpRequest) -> Access:
    match = request.resolver_match
    return ACCESS.get(match.view_name, NOBODY) if match else NOBODY


def viewer(request: StaffRequest) -> Actor:
    """The signed-in person in the post, or by the mandate, chosen in this browser (the first post held, otherwise)."""
    post_id, mandate_id = (request.session.get(key) for key in (SESSION_POST, SESSION_MANDATE))
    return actor_for(
        request.user,
        clock.real_today(),
        post_id=post_id if isinstance(post_id, int) else None,
        mandate_id=mandate_id if isinstance(mandate_id, int) else None,
    )


def asked(request: StaffRequest) -> HttpResponse | None:
    """The table's question about this address: None lets the viewer in, otherwise the way to the door.

    Raises Http404 for an address that is not in the table, PermissionDenied with the predicate's sentence.
    """
    access = _access(request)
    if access is NOBODY:
        raise Http404
    if access.public:
        return None
    if access.residents:
        return _asked_of_resident(request)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if (first := at_the_gate(request, request.resolver_match.view_name if request.resolver_match else "")) is not None:
        return first
    if access.question is not None and not access.question(request.actor):
        raise PermissionDenied(sentence_of(access.question))
    return None


def _asked_of_resident(request: Any) -> HttpResponse | None:
    """A letter's session opens these pages; a session of staff does not."""
    resident = resident_of(request)
    if resident is None:
        return redirect_to_login(request.get_full_path(), login_url="enter_home")
    request.resident = resident
    return None


def told(request: StaffRequest, exception: Exception) -> HttpResponse | None:
    """The page for what a service or query refused; None for any other mistake."""
    if isinstance(exception, NotFoundError):
        return errors.not_found(request, exception)
    if isinstance(exception, NotPermittedError):
        return errors.forbidden(request, exception)
    if isinstance(exception, MissingPackageError):
        return errors.missing_policy(request, exception)
    return None


class Guard:
    """Middleware: asks the table's question before every view, and turns refusals of services into 403 and 404."""

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: StaffRequest) -> HttpResponse:
        request.actor = cast("Actor", SimpleLazyObject(lambda: viewer(request)))
        response = self.get_response(request)
        if not _access(request).public:  # on a shared machine nothing may be left to the next person's back button
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(self, request: StaffRequest, *_view: object) -> HttpResponse | None:
        return asked(request)

    def process_exception(self, request: StaffRequest, exception: Exception) -> HttpResponse | None:
        return told(request, exception)
