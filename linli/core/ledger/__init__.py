"""The record that cannot be quietly changed: canonical bytes, hash chain, Merkle tree, checkpoints.

Standard library only.
"""

from linli.core.ledger.canonical import canonical_json, plain_text_fault
from linli.core.ledger.chain import ALGORITHMS, GENESIS, Link, leaf_hash, link
from linli.core.ledger.checkpoint import Checkpoint, Cosignature, Signer, read_note
from linli.core.ledger.merkle import (
    Tree,
    consistency_proof,
    inclusion_proof,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from linli.core.ledger.on_record import OffRecord, OnRecord

__all__ = [
    "ALGORITHMS", "GENESIS", "Checkpoint", "Cosignature", "Link", "OffRecord", "OnRecord", "Signer", "Tree",
    "canonical_json", "consistency_proof", "inclusion_proof", "leaf_hash", "link", "plain_text_fault", "read_note",
    "root_of", "verify_consistency", "verify_inclusion",
]  # fmt: skip
