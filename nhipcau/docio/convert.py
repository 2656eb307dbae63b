"""Old formats (.doc, .rtf) made .docx by LibreOffice, where it is installed: without network, macros or a profile."""

import tempfile
from pathlib import Path

from nhipcau.docio.tools import run_tool, tool
from nhipcau.docio.words import CannotRead
from nhipcau.docio.work import TakesLong, Work

SECONDS = 300  # a paper takes a few; a busy machine is no defect of it
MAX_BYTES = 50 * 1024 * 1024
_RESTARTS = (79, 81)  # a new profile makes LibreOffice ask to be started once more
# What LibreOffice may not do: fetch what a document links to, run its macros, use the network at all.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
{items}
</oor:items>
"""
_ITEM = '<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
    ("/org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
)


def convert_to_docx(data: bytes, ending: str, work: Work) -> bytes:
    """The same document as .docx. Raises CannotRead where LibreOffice is missing or fails."""
    program = _program()
    if program is None:
        raise CannotRead("no-converter")
    if not work.slow:
        raise TakesLong
    with tempfile.TemporaryDirectory(prefix="nhipcau-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        _write_profile(place / "profile" / "user")
        (place / f"paper.{ending}").write_bytes(data)
        command = [
            program, "--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault",
            f"-env:UserInstallation={(place / 'profile').as_uri()}", "--convert-to", "docx:MS Word 2007 XML",
            "--outdir", str(place / "out"), str(place / f"paper.{ending}"),
        ]  # fmt: skip
        for _ in range(3):
            done = run_tool(command, seconds=min(SECONDS, work.left()), home=folder)
            if done is None or done[0] not in _RESTARTS:
                break
        work.left()
        made = place / "out" / "paper.docx"
        if not made.is_file() or made.stat().st_size > MAX_BYTES:
            raise CannotRead("not-converted")
        return made.read_bytes()


def _program() -> str | None:
    """The program itself, not the script that starts it: so that stopping it stops all of it."""
    script = tool("soffice") or tool("libreoffice")
    if script is None:
        return None
    beside = Path(script).resolve().with_name("soffice.bin")
    return str(beside) if beside.exists() else script


def _write_profile(folder: Path) -> None:
    folder.mkdir(parents=True)
    items = "\n".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    (folder / "registrymodifications.xcu").write_text(_PROFILE.format(items=items), encoding="utf-8")
