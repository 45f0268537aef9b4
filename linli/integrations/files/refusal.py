"""How the process that looks into a file says no: a code with values, which the parent turns into words."""

from __future__ import annotations


class Refused(Exception):
    """``code`` of `linli.core.sentences.faults_evidence`, with the values of its sentence."""

    def __init__(self, code: str, **values: str | int) -> None:
        self.code = code
        self.values = values
        super().__init__(code)
