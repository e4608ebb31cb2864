from simple_history.utils import get_history_model_for_model

from grantreports.delivery.models import Batch, BatchItem, Delivery, Opening
from grantreports.desk.models import Revision
from grantreports.handover.models import Reminder, ReminderItem
from grantreports.publishing.models import (
    EditionPhoto,
    EditionQuote,
    EndNotice,
    SignOffRequest,
    WithdrawalNotice,
)
from outreach.models import MonthSum, TakenOut
from outreach.sheets.models import EventExport, EventImport, KnownWord
from tests.our_apps import our_models

# A spreadsheet on its way in or out, and sums: what they are of is kept. The others are logs.
NO_RECORDS = [
    *(EventImport, Revision, Reminder, Opening, Batch, BatchItem, Delivery, WithdrawalNotice),
    *(EditionPhoto, EditionQuote, ReminderItem, SignOffRequest, TakenOut, EndNotice, KnownWord),
    *(EventExport, MonthSum),
]


def test_every_record_has_a_history():
    kept = [
        model
        for model in our_models()
        if not hasattr(model, "history_object") and model not in NO_RECORDS
    ]

    assert len(kept) > 15
    assert all(get_history_model_for_model(model) for model in kept)


def test_passwords_are_not_in_the_history(alice):
    fields = {field.name for field in get_history_model_for_model(type(alice))._meta.fields}

    assert "email" in fields
    assert "password" not in fields
