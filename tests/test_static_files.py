"""The static files of a deployed site: each is found under a name with a hash."""

import json

from django.core.management import call_command

LOADED = ["css/desk.css", "js/desk.js", "django_htmx/htmx-2.min.js", "img/icon.svg"]


def test_all_static_files_can_be_collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    storage = {"BACKEND": "grantreports.static_files.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": storage}
    # Compressing them takes most of the time, and is whitenoise's own.
    settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["css", "js", "map", "mjs", "svg", "ttf", "txt"]

    call_command("collectstatic", interactive=False, verbosity=0)

    manifest = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert all((tmp_path / manifest[name]).exists() for name in LOADED)
    assert all(manifest[name] != name for name in LOADED)
