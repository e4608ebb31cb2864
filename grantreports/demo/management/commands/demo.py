from django.core.management.base import BaseCommand
from django.utils import timezone

from grantreports.demo.fill import fill, make_users
from grantreports.demo.publish import publish_a_report


class Command(BaseCommand):
    help = "Fills the database with three projects to look at. Run again, it adds nothing twice."

    def handle(self, **options):
        fill(timezone.localdate())
        self.stdout.write("The demo's projects are there. Log in as:")
        users = make_users()
        for user, password in users:
            secret = f"password {password}" if password else "no password: set DEBUG=True"
            self.stdout.write(f"  {user.get_role_display():17} {user.email:26} {secret}")
        *_, writer, reader = (user for user, _ in users)
        link = publish_a_report(writer, reader)
        self.stdout.write(f"A donor reads a published report without a log-in, at {link.path}")
