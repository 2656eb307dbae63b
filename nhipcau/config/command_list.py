"""The commands of `nhipcau` and their help, before Django or a database is there."""

from pathlib import Path

from nhipcau.lib.terminal import catalogue_of, gettext_noop

gettext = catalogue_of(Path(__file__).parent)


# Each command: the module and function that run it, and one line for the help. A function takes the arguments
# after its name and gives the exit status.
COMMANDS = {
    "demo": ("nhipcau.demo.command:run", gettext_noop("demo federation, site on localhost")),
    "serve": ("nhipcau.config.commands:serve", gettext_noop("run the site")),
    "migrate": ("nhipcau.config.commands:migrate", gettext_noop("make or upgrade the database")),
    "worker": ("nhipcau.jobs.commands:worker", gettext_noop("background work")),
    "backup": ("nhipcau.config.keep:backup", gettext_noop("FILE: save the database and the files")),
    "restore": ("nhipcau.config.keep:restore", gettext_noop("FILE [--replace]: bring them back")),
    "check-data": (
        "nhipcau.config.commands:check_data",
        gettext_noop("integrity checks, each with meaning and advice"),
    ),
    "read": (
        "nhipcau.config.reading:read",
        gettext_noop("read documents: targets, tasks, deadlines (no database needed)"),
    ),
    "import": (
        "nhipcau.exchange.commands:run_import",
        gettext_noop("units|indicators|targets|allocations|values FILE [--dry-run]: bring data in"),
    ),
    "export": (
        "nhipcau.exchange.commands:run_export",
        gettext_noop("units|indicators|targets|allocations|values|figures: write data out"),
    ),
    "allocate": (
        "nhipcau.programmes.commands:allocate",
        gettext_noop("divide a target down the tree and print the table"),
    ),
    "rollup": (
        "nhipcau.reporting.commands:rollup",
        gettext_noop("rebuild|verify [--period P]: compute figures anew, or compare"),
    ),
    "catalogue": ("nhipcau.indicators.commands:load", gettext_noop("load the shipped catalogue of indicators")),
    "synth": ("nhipcau.demo.synth:run", gettext_noop("--scale demo|province|national: a synthetic federation")),
    "bench": ("nhipcau.bench.command:run", gettext_noop("measure speed and size, a JSON line each")),
}


def no_such_command(name: str) -> str:
    """Said at a name that is no command's, with the list of all."""
    return gettext("nhipcau: there is no command %(name)s.") % {"name": name} + f"\n\n{help_text()}"


def no_database(why: str) -> str:
    """Said where the database does not answer."""
    return gettext("nhipcau: the database does not answer (%(why)s); check DATABASE_URL.") % {"why": why}


def stopped() -> str:
    """Said when somebody stopped a command."""
    return gettext("nhipcau: stopped.")


def help_text() -> str:
    """The list of all commands."""
    width = max(map(len, COMMANDS))
    return "\n".join(
        [
            gettext("Usage: nhipcau COMMAND …"),
            "",
            *(f"  {name:<{width}}  {gettext(about)}" for name, (_, about) in COMMANDS.items()),
            "",
            gettext("`nhipcau COMMAND --help` tells more."),
            gettext("Sentences are Vietnamese; English where LANG begins with en, or with NHIPCAU_LANGUAGE=en."),
        ]
    )
