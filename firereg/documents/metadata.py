"""What a PDF file says of itself: in its information dictionary and, in the same words, as XMP (ISO 16684-1).

Nothing here depends on the clock, so the same paper is the same bytes whenever and wherever it is made.
"""

from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFInfo, PDFName, PDFStream, PDFString

PROGRAM = "firereg"
LANGUAGE = "vi-VN"


@dataclass
class Metadata:
    """Title, author and subject of a file; `day` is the day of the paper, None where it has none."""

    title: str
    author: str
    subject: str
    day: date | None = None

    def put_into(self, document: PDFDocument) -> None:
        """Make them part of the file."""
        document.info = _Info(self)
        xmp = PDFStream(PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}))
        xmp.content, xmp.filters = self.xmp().encode(), []  # readable for who has no PDF program
        document.Catalog.Metadata = xmp

    def xmp(self) -> str:
        """The XMP packet."""
        dated = f"{self.day.isoformat()}T00:00:00+07:00" if self.day else ""
        dates = f"<xmp:CreateDate>{dated}</xmp:CreateDate><xmp:ModifyDate>{dated}</xmp:ModifyDate>"
        return (
            '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
            '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">'
            f"<dc:format>application/pdf</dc:format>"
            f"<dc:title>{_any_language(self.title)}</dc:title>"
            f"<dc:creator><rdf:Seq><rdf:li>{escape(self.author)}</rdf:li></rdf:Seq></dc:creator>"
            f"<dc:description>{_any_language(self.subject)}</dc:description>"
            f"<dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>"
            f"<xmp:CreatorTool>{PROGRAM}</xmp:CreatorTool>{dates if dated else ''}"
            f"<pdf:Producer>{PROGRAM}</pdf:Producer>"
            '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
        )


def _any_language(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'


class _Info(PDFInfo):
    """The information dictionary; a paper without a day has no date in it."""

    def __init__(self, its: Metadata) -> None:
        super().__init__()
        self.title, self.author, self.subject = its.title, its.author, its.subject
        self._day = its.day

    def format(self, document: PDFDocument) -> bytes:
        entries = {"Title": self.title, "Author": self.author, "Subject": self.subject}
        entries |= dict.fromkeys(("Creator", "Producer"), PROGRAM)
        if self._day:
            entries |= dict.fromkeys(("CreationDate", "ModDate"), f"D:{self._day:%Y%m%d}000000+07'00'")
        return PDFDictionary({name: PDFString(text) for name, text in entries.items()}).format(document)
