"""Which compounds, in which phase, with which money — and why each stands where it stands."""

from linli.core.selection.candidates import BUILT_IN, Candidate, criterion_columns, measure_name
from linli.core.selection.check import check_candidates
from linli.core.selection.choose import Place, SelectionFinding, select
from linli.core.selection.eligible import Admission, admit
from linli.core.selection.grades import grade_column
from linli.core.selection.order import Ranking, rank

__all__ = [
    "BUILT_IN", "Admission", "Candidate", "Place", "Ranking", "SelectionFinding", "admit", "check_candidates",
    "criterion_columns", "grade_column", "measure_name", "rank", "select",
]  # fmt: skip
