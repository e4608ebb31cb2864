from whitenoise.storage import CompressedManifestStaticFilesStorage

# Extensions of htmx, which no page loads; they import a module that is not there.
LEFT_ALONE = "django_htmx/ext/"


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Scripts import each other by their names with a hash, so that all of them can be cached."""

    support_js_module_import_aggregation = True

    def post_process(self, paths, *args, **kwargs):
        named = {name: path for name, path in paths.items() if not name.startswith(LEFT_ALONE)}
        return super().post_process(named, *args, **kwargs)
