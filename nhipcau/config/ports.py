"""Whether the port of the site is free, asked before anything is built. Needs no Django."""

import argparse
import socket
from collections.abc import Sequence

from nhipcau.config.command_list import gettext

PORT = 8000
_HIGHEST = 65_535


class Taken(Exception):
    """The port cannot be used; `sentence` says which one can."""

    def __init__(self, port: int, why: str, free: int | None) -> None:
        try_it = gettext("port %(port)d cannot be used (%(why)s); try --port %(free)s.")
        name_one = gettext("port %(port)d cannot be used (%(why)s); name another with --port.")
        self.sentence = (try_it if free else name_one) % {"port": port, "why": why, "free": free}
        super().__init__(self.sentence)


def settled(argv: Sequence[str], *, any_port: bool) -> tuple[list[str], str]:
    """The arguments of a command that runs the site, with a port that is free, and a sentence where it is not the usual
    one. Raises Taken; with `any_port` only for a port somebody asked for."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port")
    parser.add_argument("--build-only", action="store_true")
    parser.add_argument("-h", "--help", action="store_true")
    asked, _others = parser.parse_known_args(argv)
    port = str(PORT) if asked.port is None else asked.port
    if asked.build_only or asked.help or not port.isdecimal():
        return list(argv), ""  # no site, or one the command itself refuses
    why = unusable(asked.host, int(port))
    if not why:
        return list(argv), ""
    free = next_free(asked.host, int(port))
    if not any_port or asked.port is not None or free is None:
        raise Taken(int(port), why, free)
    return [*argv, "--port", str(free)], gettext("Port %(port)s is taken; %(free)s is used instead.") % {
        "port": port,
        "free": free,
    }


def unusable(host: str, port: int) -> str:
    """Why nobody can listen there; empty when one can."""
    if port > _HIGHEST:
        return gettext("ports go up to %(most)d") % {"most": _HIGHEST}
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
            tried.listen(1)
    except OSError as problem:
        return problem.strerror or str(problem)
    return ""


def next_free(host: str, port: int) -> int | None:
    """The first port after this one at which one can listen; None when a hundred cannot."""
    first = max(port + 1, 1024)
    return next((one for one in range(first, min(first + 100, _HIGHEST + 1)) if not unusable(host, one)), None)
