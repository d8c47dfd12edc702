"""Plain readings of the agency's files, which share nothing with the readers."""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

__all__ = ["count_forms", "form_of", "rows_of"]

# Texts in names and the forms they show; texts of one line win over those below. Of
# texts on one line the longest wins, of equally long ones that which comes last.
NAMED = """
労働組合$=labour-union 社会福祉法人連絡協議会$= 農水産業協同組合貯金保険機構$=

特定非営利活動法人=specified-nonprofit-corporation
NPO法人=specified-nonprofit-corporation
公益社団法人=public-interest-incorporated-association
公益財団法人=public-interest-incorporated-foundation
一般社団法人=general-incorporated-association
一般財団法人=general-incorporated-foundation
社会福祉法人=social-welfare-corporation 学校法人=incorporated-education-institution
医療法人=medical-corporation 社会医療法人=social-medical-corporation
宗教法人=religious-corporation 労働組合=labour-union 弁護士法人=attorneys-corporation
税理士法人=tax-accountant-corporation 司法書士法人=judicial-scrivener-corporation
行政書士法人=administrative-scrivener-corporation
監査法人=audit-corporation 弁理士法人=patent-attorney-corporation
土地家屋調査士法人=land-and-house-investigator-corporation
準学校法人=quasi-incorporated-educational-institution
管理組合法人=condominium-management-corporation
社会保険労務士法人=social-insurance-and-labour-attorney-corporation
農事組合法人=agricultural-producers-cooperative-corporation

従業員組合$= 職員組合$= 互助会$= 連絡協議会$= 有限責任= 保証責任= 無限責任=
町会$=neighbourhood-association 町会連合会$=neighbourhood-association
町会連絡協議会$=neighbourhood-association 町内会$=neighbourhood-association
町内会連合会$=neighbourhood-association 町内会連絡協議会$=neighbourhood-association
自治会$=neighbourhood-association 自治会連合会$=neighbourhood-association
自治会連絡協議会$=neighbourhood-association

消費生活協同組合連合会=federation-of-consumer-cooperatives
生活協同組合連合会=federation-of-consumer-cooperatives
労働者協同組合連合会=federation-of-workers-cooperatives
労働者協同組合=workers-cooperative 信用金庫$=shinkin-bank 労働金庫$=rokin-bank
農業協同組合中央会=federation-of-agricultural-cooperatives
農業協同組合連合會=federation-of-agricultural-cooperatives
生産森林組合=production-forestry-cooperative
漁業生産組合=fishery-production-cooperative
水産加工業協同組合=fishery-processing-cooperative
水産加工業協同組合連合会=federation-of-fishery-processing-cooperatives
商工会連合会$=federation-of-societies-of-commerce-and-industry
信用組合$=sme-cooperative
農業協同組合連合会=federation-of-agricultural-cooperatives
漁業協同組合連合会=federation-of-fishery-cooperatives
森林組合連合会=federation-of-forest-owners-cooperatives
生活協同組合=consumer-cooperative 企業組合=joint-business-cooperative
農業協同組合=agricultural-cooperative 漁業協同組合=fishery-cooperative
森林組合=forest-owners-cooperative 協業組合=joint-operation-association
商工組合=commercial-and-industrial-association
商店街振興組合=shopping-district-promotion-association
商工会議所$=chamber-of-commerce-and-industry
商工会$=society-of-commerce-and-industry

協同組合=sme-cooperative
"""
KINDS = {
    "301": "joint-stock-company",
    "302": "limited-company",
    "303": "unlimited-partnership",
    "304": "limited-partnership",
    "305": "limited-liability-company",
}
LINES = [
    [(text.rstrip("$"), text[-1] == "$", form) for text, form in pairs]
    for pairs in (
        [part.split("=") for part in block.split()] for block in NAMED.split("\n\n")
    )
]


def form_of(name: str, kind: str) -> str:
    """Return the form of a body, or nothing."""
    if kind not in ("399", "499"):
        return KINDS.get(kind, "")
    name = "".join(unicodedata.normalize("NFKC", name).split())
    for line in LINES:
        found = [
            (len(text), name.rfind(text), form)
            for text, at_end, form in line
            if (name.endswith(text) if at_end else text in name)
        ]
        if found:
            return max(found)[2]
    return ""


def count_forms(rows: Iterable[list[str]]) -> Counter[str]:
    """Count the forms of bodies of which each has one row."""
    found = Counter(form_of(row[6], row[8]) for row in rows)
    del found[""]
    return found


def rows_of(path: Path, encoding: str = "utf-8") -> list[list[str]]:
    """Return all rows of a file or of the one table in a zip."""
    data = path.read_bytes()
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            (member,) = archive.namelist()
            data = archive.read(member)
    return [*csv.reader(io.StringIO(data.decode(encoding), newline=""))]
