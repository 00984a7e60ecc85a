"""What stands on the receipts of a registry, line by line."""

from io import BytesIO

import pdfplumber

from firereg.services import receipts
from firereg.services.registry import Registry
from firereg.store import models as t


def receipt_lines(registry: Registry) -> dict[str, list[str]]:
    """The lines of the receipt of each handover, by its code."""
    found = {}
    for row in t.Handover.select(t.Handover.id, t.Handover.code).order_by(t.Handover.id):
        with pdfplumber.open(BytesIO(receipts.pdf_of(registry, [row.id]))) as pdf:
            found[row.code] = [line for page in pdf.pages for line in page.extract_text().splitlines()]
    return found
