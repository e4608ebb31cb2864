from django.middleware import gzip


class GZipMiddleware(gzip.GZipMiddleware):
    """Pages are compressed; files, which are pictures, are small already."""

    def process_response(self, request, response):
        return response if response.streaming else super().process_response(request, response)
