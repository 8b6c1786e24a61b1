"""`goodtalk run`, killed with SIGKILL at one named step of a delivery (or never, for "none")."""

import os
import signal
import sys

from bot.logs import set_up_logs
from bot.serving import run
from bot.settings import load_settings


def main(step: str) -> None:
    def die(named: str, _delivery: object) -> None:
        if named == step:
            os.kill(os.getpid(), signal.SIGKILL)

    settings = load_settings(complete=True, env_file=None)
    set_up_logs(settings)
    run(settings, on_step=die)


if __name__ == "__main__":
    main(sys.argv[1])
