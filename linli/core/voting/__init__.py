"""Owners' decisions: who counts, which ballots count, and whether the tests of the vote rule are met, exactly."""

from linli.core.voting.ballots import BallotPaper, CountedBallot, RejectedBallot, sift_ballots
from linli.core.voting.conditions import ConditionFinding, judge
from linli.core.voting.counts import Count, Standing, count_votes
from linli.core.voting.law import edition_on, law_on
from linli.core.voting.roll import Electors, RollEntry, check_roll, electors_of
from linli.core.voting.scope import Ground
from linli.core.voting.tally import TallyFinding, find_vote, tally
from linli.core.voting.vetoes import RoundFinding, VetoFinding

__all__ = [
    "BallotPaper", "ConditionFinding", "Count", "CountedBallot", "Electors", "Ground", "RejectedBallot", "RollEntry",
    "RoundFinding", "Standing", "TallyFinding", "VetoFinding", "check_roll", "count_votes", "edition_on", "electors_of",
    "find_vote", "judge", "law_on", "sift_ballots", "tally",
]  # fmt: skip
