"""Fails when too many one-value changes of a policy package pass unnoticed by its cases: ``mutations.py PACKAGE``."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package")
    parser.add_argument("--allowed", type=Fraction, default=Fraction(1, 10), help="share that may pass unnoticed")
    arguments = parser.parse_args()
    linli = str(Path(sys.executable).parent / "linli")
    outcome = subprocess.run(
        [linli, "policy", "cases", arguments.package, "--mutate", "--json"], capture_output=True, text=True, check=False
    )
    if outcome.returncode != 0:
        print(outcome.stdout + outcome.stderr)
        return outcome.returncode
    mutations = json.loads(outcome.stdout)["mutations"]
    unnoticed, total = mutations["unnoticed_share"]
    for change in mutations["unnoticed"]:
        print(json.dumps(change, ensure_ascii=False))
    print(f"{unnoticed} of {total} one-value changes pass unnoticed")
    return 0 if unnoticed <= total * arguments.allowed else 1


if __name__ == "__main__":
    sys.exit(main())
