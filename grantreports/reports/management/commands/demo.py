from django.core.management.base import BaseCommand
from django.utils import timezone

from grantreports.reports.demo.fill import fill, make_users


class Command(BaseCommand):
    help = "Fills the database with three projects to look at. Run again, it adds nothing twice."

    def handle(self, **options):
        fill(timezone.localdate())
        self.stdout.write("The demo's projects are there. Log in as:")
        for user, password in make_users():
            secret = f"password {password}" if password else "no password: set DEBUG=True"
            self.stdout.write(f"  {user.get_role_display():17} {user.email:26} {secret}")
