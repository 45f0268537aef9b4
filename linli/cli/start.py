"""Where the script ``linli`` begins: until the command is loaded, Ctrl-C ends the process silently."""

import signal
import sys


def start() -> None:
    """Loads and runs the command line; a command that is interrupted later ends with 130."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    from linli.cli.main import main  # noqa: PLC0415 -- loading takes a tenth of a second, in which Ctrl-C may come

    signal.signal(signal.SIGINT, before)
    sys.exit(main())
