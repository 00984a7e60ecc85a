"""The tables. A change here needs a migration beside it (migrations/, docs/database-changes.md).

Money is whole đồng. Dates are ISO dates, times UTC. Codes are stored, labels are not. The models are bound
to the database of the registry that is open, one in a process (database.py).
"""

from peewee import Model

from firereg.store.models.changes import Change, ChangedRow, ColumnMapping, ImportBatch, SavedView
from firereg.store.models.equipment import (
    Delivery,
    DueDate,
    DueTotal,
    Extinguisher,
    ExtinguisherKind,
    IntervalRule,
    Move,
)
from firereg.store.models.handovers import Entitled, Handover, HandoverLine, Round, RoundItem
from firereg.store.models.households import Household, KeptApart, Member, PovertyStatus
from firereg.store.models.programmes import (
    Alert,
    DutyPerson,
    DutyPost,
    DutyTurn,
    Notice,
    Programme,
    ProgrammeBody,
    ProgrammeGroup,
    ZaloGroup,
)
from firereg.store.models.records import (
    Attachment,
    Fault,
    Inspection,
    InspectionRound,
    Reminder,
    RoundLine,
    Service,
)
from firereg.store.models.ward import JournalEntry, ResidentialGroup, Setting, User, WardProfile

MODELS: tuple[type[Model], ...] = (
    WardProfile,
    User,
    ResidentialGroup,
    Household,
    Member,
    PovertyStatus,
    KeptApart,
    Programme,
    ProgrammeBody,
    ProgrammeGroup,
    ZaloGroup,
    Notice,
    Alert,
    DutyPost,
    DutyPerson,
    DutyTurn,
    ExtinguisherKind,
    IntervalRule,
    Delivery,
    Extinguisher,
    Move,
    DueDate,
    DueTotal,
    Inspection,
    Service,
    Fault,
    InspectionRound,
    RoundLine,
    Reminder,
    Attachment,
    Round,
    RoundItem,
    Handover,
    Entitled,
    HandoverLine,
    Change,
    ChangedRow,
    ImportBatch,
    ColumnMapping,
    SavedView,
    Setting,
    JournalEntry,
)
