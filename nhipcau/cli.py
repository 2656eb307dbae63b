"""The `nhipcau` command. Exit status: 0 done, 1 refused with a sentence, 2 wrong usage (contract of bulk data)."""

import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module

from nhipcau.config import ports
from nhipcau.config.command_list import COMMANDS, help_text, no_database, no_such_command, stopped
from nhipcau.lib.terminal import language

WITHOUT_DATABASE = {"read"}
# Those that run the site, and whether any free port will do where none was asked for.
SITES = {"demo": True, "serve": False}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; prints the list of them when none is named."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(help_text())
        return 0 if arguments else 2
    name, rest = arguments[0], arguments[1:]
    if name not in COMMANDS:
        print(no_such_command(name), file=sys.stderr)
        return 2
    if name in SITES:
        try:
            rest, said = ports.settled(rest, any_port=SITES[name])
        except ports.Taken as taken:
            print(f"nhipcau: {taken.sentence}", file=sys.stderr)
            return 1
        if said:
            print(f"nhipcau: {said}", file=sys.stderr)
    if name not in WITHOUT_DATABASE:
        # Told to end, a command ends as it does by itself, and takes the embedded database with it.
        signal.signal(signal.SIGTERM, _end)
        if refused := _start_django(upgrade=name not in ("migrate", "restore")):
            return refused
    module, _, function = COMMANDS[name][0].partition(":")
    try:
        return int(getattr(import_module(module), function)(rest) or 0)
    except KeyboardInterrupt:
        print("\n" + stopped(), file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _end(*_about: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # told once is enough; a second time would break into the tidying up
    sys.exit(143)


def _start_django(*, upgrade: bool) -> int:
    """Gives 1, with a sentence, where the database does not answer."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhipcau.config.settings")
    import django

    django.setup()
    from django.utils.translation import activate

    activate(language())
    if upgrade:
        from django.db import OperationalError

        from nhipcau.config.commands import migrate_when_needed

        try:
            migrate_when_needed()
        except OperationalError as problem:
            print(no_database(str(problem).splitlines()[0]), file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
