"""The address of a mailbox on an IMAP server, as an environment variable gives it."""

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"imaps": 993, "imap": 143}
FORM = (
    "use imaps://user:password@host/INBOX, with @, /, # and other special characters"
    " of user and password written as %40, %2F, %23"
)


@dataclass(frozen=True)
class Mailbox:
    host: str
    port: int
    is_encrypted: bool
    user: str
    password: str = field(repr=False)
    folder: str


def mailbox_of(name, address):
    """The mailbox, or None where the variable `name` is empty.

    A wrong address raises `ImproperlyConfigured`, which never repeats the password.
    """
    if not address:
        return None
    try:
        url = urlsplit(address)
        port = url.port or PORTS[url.scheme]
    except (ValueError, KeyError):
        raise ImproperlyConfigured(f"{name}: {FORM}.") from None
    user, password = unquote(url.username or ""), unquote(url.password or "")
    if not (url.hostname and user and password) or url.query or url.fragment:
        raise ImproperlyConfigured(f"{name}: {FORM}.")
    if not ((user + password).isascii() and (user + password).isprintable()):
        # The protocol's plain log-in cannot say them.
        raise ImproperlyConfigured(f"{name}: user and password may have ASCII characters only.")
    folder = unquote(url.path.strip("/")) or "INBOX"
    return Mailbox(url.hostname, port, url.scheme == "imaps", user, password, folder)
