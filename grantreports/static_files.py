from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Scripts import each other by their names with a hash, so that all of them can be cached."""

    support_js_module_import_aggregation = True
