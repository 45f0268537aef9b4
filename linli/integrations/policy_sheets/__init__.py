"""A policy package as one Excel workbook and back: people who do not program edit tables, and nothing is lost."""

from linli.integrations.policy_sheets.build import build_package
from linli.integrations.policy_sheets.write import write_sheets

__all__ = ["build_package", "write_sheets"]
