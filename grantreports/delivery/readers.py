"""Who opened a donor link: a person, or a program that looks at links by itself.

Mail servers, virus scanners and chat programs open what is sent to people. Nothing tells for sure;
what a browser sends that a person opens is known, and what does not is counted apart.
"""

import re

from django.http import HttpRequest

# As these programs call themselves.
PROGRAMS = re.compile(
    # Not Cubot, which makes telephones.
    r"(?<!cu)bot\b|crawl|spider|slurp|scan|preview|fetch|monitor|proxy|headless|phantom|curl|wget"
    r"|python|java/|okhttp|go-http|libwww|httpclient|axios|\bnode\b|\bruby\b|\bperl\b"
    r"|facebookexternalhit|whatsapp/|ms-?office|microsoft outlook|safelinks|proofpoint|mimecast"
    r"|barracuda|trendmicro|symantec|messagelabs|cloudmark|forcepoint|fortinet|sophos|kaspersky"
    r"|virustotal|google-read|link ?check",
    re.IGNORECASE,
)
# What is loaded before anybody asked for it.
BEFOREHAND = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


def is_person(request: HttpRequest) -> bool:
    """Whether the request is what a browser sends when somebody opens an address.

    Browsers name themselves “Mozilla/…”, and say what they take and in which language (RFC 9110,
    12.5). Those of today say too how the address was come by (W3C, Fetch Metadata).
    """
    headers = request.headers
    agent = headers.get("User-Agent", "")
    if request.method != "GET" or not agent.startswith("Mozilla/") or PROGRAMS.search(agent):
        return False
    if any(re.search("prefetch|preview|prerender", headers.get(n, "")) for n in BEFOREHAND):
        return False
    if "text/html" not in headers.get("Accept", "") or not headers.get("Accept-Language"):
        return False
    mode = headers.get("Sec-Fetch-Mode", "navigate")
    return mode == "navigate" and headers.get("Sec-Fetch-Dest", "document") == "document"
