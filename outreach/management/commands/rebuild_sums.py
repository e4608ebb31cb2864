from django.core.management.base import BaseCommand

from outreach.sums import AMOUNTS, KEYS, rebuild


class Command(BaseCommand):
    help = "Makes the sums by month and place anew, and prints each one that was not right."

    def handle(self, **options):
        differences = rebuild()
        for side, *row in differences:
            told = ", ".join(
                f"{name} {value}"
                for name, value in zip((*KEYS, *AMOUNTS), row, strict=True)
                if value
            )
            self.stdout.write(f"{side:3} {told}")
        if not differences:
            self.stdout.write("All sums were right.")
