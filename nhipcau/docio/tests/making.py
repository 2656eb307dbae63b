"""Files made by the tests: Word parts written by hand, PDF with letters of its own, OpenDocument."""

import io
import zipfile

import docx
from docx.oxml import parse_xml

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def word(*bodies: str) -> bytes:
    """A Word file whose body holds the elements written (with the prefix `w:`) before its section."""
    document = docx.Document()
    for body in bodies:
        for element in parse_xml(f"<w:body {_SPACES}>{body}</w:body>"):
            document.element.body.insert(len(document.element.body) - 1, element)
    return saved(document)


def p(text: str = "", *, inside: str = "", properties: str = "") -> str:
    """A paragraph of one run, or of the runs given."""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}{inside}</w:p>"


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def changed(package: bytes, changes: dict[str, object]) -> bytes:
    """The zip with parts replaced: by bytes, or by what a function makes of the bytes there; None takes one out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            change = changes.get(part.filename, old.read(part))
            if change is not None:
                new.writestr(part.filename, change(old.read(part)) if callable(change) else change)
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name])
    return buffer.getvalue()


def zipped(parts: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in parts.items():
            package.writestr(name, body)
    return buffer.getvalue()


ODT_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name if name != "draw" else "drawing"}:1.0"'
    for name in ("office", "text", "table", "style", "draw")
)


def odt(body: str, *, styles: str = "", automatic: str = "") -> bytes:
    """An OpenDocument text with that body."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {ODT_SPACES}><office:automatic-styles>{automatic}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "styles.xml": f"<office:document-styles {ODT_SPACES}>{styles}</office:document-styles>",
        }
    )


class Pdf:
    """A PDF written by hand. Its font shows any letter: each gets a code, a table in the file says which it is.

    `mapped` False leaves that table out, as careless programs do.
    """

    def __init__(self, *, mapped: bool = True) -> None:
        self._mapped = mapped
        self._codes: dict[str, int] = {}
        self._pages: list[tuple[str, str]] = []
        self.catalogue = ""
        self.extra: list[str] = []

    def page(self, lines: list[tuple[float, float, str]], *, drawn: str = "", turn: str = "1 0 0 1", keys: str = ""):
        """A page with the lines at (x, y). `turn` turns the letters, `drawn` is painted beside; `keys` of the page."""
        shown = "\n".join(f"{turn} {x} {y} Tm <{self._coded(words)}> Tj" for x, y, words in lines)
        self._pages.append((f"{drawn}\nBT /F1 12 Tf\n{shown}\nET", keys))
        return self

    def _coded(self, words: str) -> str:
        return "".join(f"{self._codes.setdefault(letter, 33 + len(self._codes)):02X}" for letter in words)

    def bytes(self) -> bytes:
        kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(self._pages)))
        table = "\n".join(f"<{code:02X}> <{letter.encode('utf-16-be').hex()}>" for letter, code in self._codes.items())
        cmap = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
            f"1 begincodespacerange <00> <FF> endcodespacerange\n{len(self._codes)} beginbfchar\n{table}\nendbfchar\n"
            "endcmap end end"
        )
        widths = " ".join("500" for _ in range(33, 256))
        objects = [
            f"<< /Type /Catalog /Pages 2 0 R {self.catalogue} >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {len(self._pages)} >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 33 /LastChar 255 "
            f"/Widths [{widths}] {'/ToUnicode 4 0 R' if self._mapped else ''} /FontDescriptor 5 0 R >>",
            f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
            "<< /Type /FontDescriptor /FontName /Helvetica /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
            "/Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
        ]
        for number, (stream, keys) in enumerate(self._pages):
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {7 + 2 * number} 0 R {keys} "
                "/Resources << /Font << /F1 3 0 R >> >> >>"
            )
            objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        return pdf_of([*objects, *self.extra])


def pdf_of(objects: list[str]) -> bytes:
    """The bytes of a PDF of these objects, numbered from 1; the first is the catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()


def text_of(data: bytes, name: str) -> list[str]:
    """The lines that are read of a file, without the empty ones."""
    from nhipcau.docio.open_file import extract

    return [line for line in extract(data, name).text.split("\n") if line.strip()]
