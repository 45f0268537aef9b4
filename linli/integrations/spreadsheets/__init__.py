"""Tables that offices keep: reading .csv and .xlsx with every fault told at once, and writing templates to fill in."""

from linli.integrations.spreadsheets.columns import Column, Kind, Ratio, Row, Table
from linli.integrations.spreadsheets.grid import Limits
from linli.integrations.spreadsheets.reader import read_table
from linli.integrations.spreadsheets.template import write_template

__all__ = ["Column", "Kind", "Limits", "Ratio", "Row", "Table", "read_table", "write_template"]
