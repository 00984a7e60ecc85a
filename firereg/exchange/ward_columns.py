"""The columns of a ward's list of households, and the titles that wards give them."""

import re
from enum import StrEnum

from firereg.exchange.heads import Vocabulary
from firereg.i18n import _


class Field(StrEnum):
    """What a column of a ward's list can hold."""

    ORDINAL = "ordinal"
    CODE = "code"
    HEAD_NAME = "head_name"
    ID_NUMBER = "id_number"
    BORN = "born"
    MALE = "male"  # "Năm sinh | Nam": the year stands in the column of the sex
    FEMALE = "female"
    SEX = "sex"
    HOUSE_NUMBER = "house_number"
    STREET = "street"
    ADDRESS = "address"
    GROUP = "group"
    WARD = "ward"
    PERSONS = "persons"
    PHONE = "phone"
    CATEGORY = "category"
    POOR = "poor"  # a mark: x
    NEAR_POOR = "near_poor"
    CERTIFICATE = "certificate"
    DECISION = "decision"
    NOTE = "note"
    RELATION = "relation"  # in a list of people: to the head, whose row alone is a household


def field_label(field: Field) -> str:
    """What a field is called on the screen."""
    return {
        Field.ORDINAL: _("Number in the list"),
        Field.CODE: _("Household code"),
        Field.HEAD_NAME: _("Head of the household"),
        Field.ID_NUMBER: _("ID number"),
        Field.BORN: _("Year or date of birth"),
        Field.MALE: _("Male: year of birth or mark"),
        Field.FEMALE: _("Female: year of birth or mark"),
        Field.SEX: _("Sex"),
        Field.HOUSE_NUMBER: _("House number"),
        Field.STREET: _("Street"),
        Field.ADDRESS: _("Address"),
        Field.GROUP: _("Residential group"),
        Field.WARD: _("Old ward"),
        Field.PERSONS: _("Persons"),
        Field.PHONE: _("Phone"),
        Field.CATEGORY: _("Category"),
        Field.POOR: _("Poor (mark)"),
        Field.NEAR_POOR: _("Near-poor (mark)"),
        Field.CERTIFICATE: _("Certificate number"),
        Field.DECISION: _("Decision"),
        Field.NOTE: _("Note"),
        Field.RELATION: _("Relation to the head"),
    }[field]


# "năm" (year) and "nam" (male) fold to the same; here a year is written "nawm". The first match counts.
_GROUP_WORDS = "to dan pho|tdp|to dp|to|kp|khu pho|khu dan cu|kdc|thon|cum"
_TITLES: tuple[tuple[Field | None, str], ...] = (
    (Field.RELATION, r"(moi )?quan he( (voi|cua))?( nguoi)?( chu ho| ch)?"),
    (
        None,
        r".*\b(ngay|noi) cap\b.*|quan he.*|dan toc|ton giao|nghe nghiep|ky (nhan|ten)|chu ky|.* ngay( ky)?",
    ),
    (None, r"ngay (quyet dinh|qd|ky).*"),
    (Field.ORDINAL, r"s?tt|so (tt|thu tu)|thu tu"),
    (Field.CODE, r"ma( so)? ho( (gia dinh|khac|dan))?"),
    (Field.HEAD_NAME, r"ho( va)?( chu dem va)? ten( (chu )?ho( gia dinh)?| (nguoi )?dai dien.*)?"),
    (Field.HEAD_NAME, r"(ten )?(chu ho|ho gia dinh)( gia dinh)?|ten"),
    (Field.ID_NUMBER, r".*\b(cccd|cmnd|cmt|cmtnd|can cuoc|dinh danh|chung minh)\b.*"),
    (Field.BORN, r"sinh nam"),
    (Field.MALE, r"(.*\b(sinh|gioi tinh|phai) )?nam"),
    (Field.FEMALE, r"(.*\b(sinh|gioi tinh|phai) )?nu"),
    (Field.BORN, r"(ngay )?(thang )?(nam |nawm )?sinh( chu ho)?|sinh nawm|ntns|ns"),
    (Field.SEX, r"gioi tinh|gioi|phai|nam nu"),
    (Field.HOUSE_NUMBER, r"so nha|nha so|sn"),
    (Field.STREET, r"(ten )?(duong|pho)( (pho|ngo)\b.*)?|ngo( ngach)?( hem)?"),
    (
        Field.ADDRESS,
        r"dia chi.*|noi (o|thuong tru|cu tru)\b.*|(ho khau )?thuong tru\b.*|cho o\b.*|noi dang ky.*",
    ),
    (Field.GROUP, rf"(ten |so |thuoc )?({_GROUP_WORDS})( so)?( ({_GROUP_WORDS}))*"),
    (Field.WARD, r"(ten )?(phuong|xa|phuong xa)( cu)?"),
    (Field.PERSONS, r"(tong )?(so )?(nhan )?khau( .*)?|so (nguoi|thanh vien)\b.*|(so )?nk"),
    (Field.PHONE, r".*\b(dien thoai|sdt|so dt|di dong)\b.*|dt|tel"),
    (Field.NEAR_POOR, r"(ho |dien )?can ngheo( x)?|hcn"),
    (Field.POOR, r"(ho |dien )?ngheo( x)?|hn"),
    (
        Field.CATEGORY,
        r"(ho )?ngheo (ho )?can ngheo|(dien|doi tuong|loai ho|phan loai|thuoc dien|ho thuoc)\b.*",
    ),
    (Field.CERTIFICATE, r"(so )?(giay chung nhan|gcn|giay cn)\b.*"),
    (Field.DECISION, r"(so )?(quyet dinh|qd)\b.*"),
    (Field.NOTE, r"ghi chu.*|gc"),
)
HOUSEHOLDS = Vocabulary(
    fields=Field,
    patterns=tuple((field, re.compile(pattern)) for field, pattern in _TITLES),
    solid=frozenset({Field.HEAD_NAME, Field.ORDINAL, Field.ID_NUMBER}),
    examples="“Họ và tên chủ hộ”, “Số CCCD”, “Địa chỉ”",
)
