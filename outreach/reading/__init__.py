"""What people write, read: one reader for forms, spreadsheets and the administration.

It reads what has one meaning, and asks about or refuses everything else.
"""
