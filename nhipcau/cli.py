"""The `nhipcau` command. Exit status: 0 done, 1 refused with a sentence, 2 wrong usage (contract of bulk data)."""

import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module

from nhipcau.config import ports

# Each command: the module and function that run it, and one line for the help. A function takes the arguments
# after its name and gives the exit status.
COMMANDS = {
    "demo": ("nhipcau.demo.command:run", "demo federation, site on localhost"),
    "serve": ("nhipcau.config.commands:serve", "run the site"),
    "migrate": ("nhipcau.config.commands:migrate", "make or upgrade the database"),
    "worker": ("nhipcau.jobs.commands:worker", "background work"),
    "backup": ("nhipcau.config.keep:backup", "FILE: save the database and the files"),
    "restore": ("nhipcau.config.keep:restore", "FILE [--replace]: bring them back"),
    "check-data": ("nhipcau.config.commands:check_data", "integrity checks, each with meaning and advice"),
    "read": ("nhipcau.config.reading:read", "read documents: targets, tasks, deadlines (no database needed)"),
    "import": ("nhipcau.exchange.commands:run_import", "units|indicators|targets|allocations|values FILE [--dry-run]"),
    "export": ("nhipcau.exchange.commands:run_export", "units|indicators|targets|allocations|values|figures"),
    "allocate": ("nhipcau.programmes.commands:allocate", "divide a target down the tree and print the table"),
    "rollup": ("nhipcau.reporting.commands:rollup", "rebuild|verify [--period P]"),
    "catalogue": ("nhipcau.indicators.commands:load", "load the shipped catalogue of indicators"),
    "synth": ("nhipcau.demo.synth:run", "--scale demo|province|national: a synthetic federation"),
    "bench": ("nhipcau.bench.command:run", "measure the figures of design/quality, a JSON line each"),
}
WITHOUT_DATABASE = {"read"}
# Those that run the site, and whether any free port will do where none was asked for.
SITES = {"demo": True, "serve": False}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; prints the list of them when none is named."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(_help())
        return 0 if arguments else 2
    name, rest = arguments[0], arguments[1:]
    if name not in COMMANDS:
        print(f"nhipcau: no command {name!r}.\n\n{_help()}", file=sys.stderr)
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
        _start_django(upgrade=name not in ("migrate", "restore"))
    module, _, function = COMMANDS[name][0].partition(":")
    try:
        return int(getattr(import_module(module), function)(rest) or 0)
    except KeyboardInterrupt:
        print("\nnhipcau: stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _end(*_about: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # told once is enough; a second time would break into the tidying up
    sys.exit(143)


def _help() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {about}" for name, (_, about) in COMMANDS.items()]
    return "Usage: nhipcau COMMAND …\n\n" + "\n".join(lines) + "\n\n`nhipcau COMMAND --help` tells more."


def _start_django(*, upgrade: bool) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhipcau.config.settings")
    import django

    django.setup()
    if upgrade:
        from nhipcau.config.commands import migrate_when_needed

        migrate_when_needed()


if __name__ == "__main__":
    sys.exit(main())
