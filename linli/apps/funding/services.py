"""Acts with money. Costs are recorded and superseded; allocations are made and revoked, never beyond the pot."""

from linli.apps.funding.allocations import allocate, revoke_allocation
from linli.apps.funding.costs import NewCostLine, record_cost_lines, record_costs, withdraw_cost_line
from linli.apps.funding.particulars import MEASURE, NewParticular, tell_particulars, withdraw_particular

__all__ = [
    "MEASURE", "NewCostLine", "NewParticular", "allocate", "record_cost_lines", "record_costs", "revoke_allocation",
    "tell_particulars", "withdraw_cost_line", "withdraw_particular",
]  # fmt: skip
