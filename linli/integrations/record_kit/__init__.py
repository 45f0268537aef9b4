"""Two programs of one file each, that others run on their own machines: `verify.py` and `witness.py`.

They need Python's standard library and nothing of linli; an export carries them.
"""

from pathlib import Path

VERIFIER = Path(__file__).parent / "verify.py"
WITNESS = Path(__file__).parent / "witness.py"
