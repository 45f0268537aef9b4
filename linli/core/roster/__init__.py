"""Appointment lists as official documents print them: who is head, deputy, member; and how two lists differ."""

from linli.core.roster.compare import Change, Comparison, compare
from linli.core.roster.parse import read_roster
from linli.core.roster.posts import body_key, split_post
from linli.core.roster.sitting import RANKS, Roster, Sitting

__all__ = ["RANKS", "Change", "Comparison", "Roster", "Sitting", "body_key", "compare", "read_roster", "split_post"]
