"""E-mails that wait in the database until a mail server has taken them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.records import RefusesOnField


class Outgoing(RefusesOnField):
    """One e-mail to one address: kept, tried again where it failed, and sent once."""

    to = models.EmailField(_("to"))
    begun_at = models.DateTimeField(_("begun at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    problem = models.CharField(
        _("problem"),
        max_length=300,
        blank=True,
        help_text=_("What the mail server said when it was tried last."),
    )

    class Meta:
        abstract = True

    def __str__(self):
        return self.to
