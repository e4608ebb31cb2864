from grantreports.handover.models.handovers import Handover as Handover
from grantreports.handover.models.handovers import Note as Note
from grantreports.handover.models.letters import Mailing as Mailing
from grantreports.handover.models.reminder import Reminder as Reminder
from grantreports.handover.models.reminder import ReminderItem as ReminderItem
