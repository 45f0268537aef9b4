"""Case sheets: what the document demands, worked by hand in tables, held against what the rules answer.

And mutation: which single values of a package could change without any case noticing.
"""

from linli.core.cases.book import CaseBook, read_cases, run_cases
from linli.core.cases.outcome import CaseReport, Outcome

__all__ = ["CaseBook", "CaseReport", "Outcome", "read_cases", "run_cases"]
