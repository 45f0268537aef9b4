"""Waking Django for the commands that need the database; a setting that cannot be used is told like any other fault."""

from __future__ import annotations

import os


def wake() -> None:
    """Sets Django up. Raises BadInput when the environment's settings cannot be used."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    import django  # noqa: PLC0415 -- commands without a database never import it
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415

    from linli.core.faults import BadInput, Fault  # noqa: PLC0415
    from linli.core.wording import say  # noqa: PLC0415

    try:
        django.setup()
    except ImproperlyConfigured as exc:
        if isinstance(exc.__cause__, BadInput):
            raise exc.__cause__ from exc
        raise BadInput([Fault(message=str(exc), path=say("command.environment"))]) from exc
    except ImportError as exc:
        raise BadInput(
            [Fault(message=str(exc), path=say("command.environment"), hint=say("command.needs_pg"))]
        ) from exc


def wake_with_database() -> None:
    """As `wake`, and the database answers with its tables in step. Raises BadInput otherwise, saying what to do."""
    wake()
    from linli.config.health import readiness  # noqa: PLC0415
    from linli.core.faults import BadInput, Fault  # noqa: PLC0415

    if unmet := [condition for condition in readiness() if not condition.holds]:
        raise BadInput([Fault(message=unmet[0].detail, file=unmet[0].name)])
