"""The reading edition: the document's clauses beside the rules made of them, with every reading and its status.

One structure for the printed text, the printable page and the web. The official sentences stand in it only if the
official text is given: a package holds their places, never their words.
"""

from linli.core.policy.edition.build import edition
from linli.core.policy.edition.page import edition_page
from linli.core.policy.edition.parts import Clause, Edition, Entry, FullReading, Section
from linli.core.policy.edition.plain import edition_text

__all__ = ["Clause", "Edition", "Entry", "FullReading", "Section", "edition", "edition_page", "edition_text"]
