"""Acts with money. Costs are recorded and superseded; allocations are made and revoked, never beyond the pot."""

from linli.apps.funding.allocations import allocate, revoke_allocation
from linli.apps.funding.costs import NewCostLine, record_cost_lines, record_costs, withdraw_cost_line

__all__ = [
    "NewCostLine", "allocate", "record_cost_lines", "record_costs", "revoke_allocation", "withdraw_cost_line",
]  # fmt: skip
