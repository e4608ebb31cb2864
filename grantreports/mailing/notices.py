"""What a mail server says when it could not deliver an e-mail: RFC 3464, and older dialects.

Anybody can write to the mailbox: each function may raise any error on what nobody can parse.
"""

import re
from email import message_from_bytes
from email.message import Message

from flufl.bounce import all_failures

from grantreports.logs import TOKEN
from grantreports.mailing.outbox import one_line

# As the outbox makes them.
MESSAGE_ID = re.compile(rb"[0-9a-f]{32}@[\w.-]*\w")
NO_REASON = "It came back without a reason."
# Mail has no longer lines, and on these the patterns of flufl.bounce would take minutes.
LONGEST_LINE = 998


def parsed(raw: bytes) -> Message:
    return message_from_bytes(b"\n".join(line[:LONGEST_LINE] for line in raw.splitlines()))


def message_ids_in(raw: bytes) -> set[str]:
    """In angle brackets; from the headers that came back, or wherever else they are quoted."""
    texts = [raw]
    for part in parsed(raw).walk():
        if not part.is_multipart():
            # Here a line or the whole may be encoded.
            texts.append(bytes(part.get_payload(decode=True) or b""))
    found = {each for text in texts for each in MESSAGE_ID.findall(text)}
    return {f"<{each.decode(errors='replace')}>" for each in found}


def failures_in(raw: bytes) -> dict[str, str]:
    """Addresses, in lower case, to which it was not delivered for good, each with the reason.

    A message that is no bounce, or tells of a mere delay, has none.
    """
    message = parsed(raw)
    _, permanent = all_failures(message)
    reasons = reasons_in(message)
    addresses = [address.decode(errors="replace").lower() for address in permanent]
    return {address: reasons.get(address) or NO_REASON for address in addresses}


def reasons_in(message: Message) -> dict[str, str]:
    """What the servers said, by the address; the link of a donor, if they quote it, left out."""
    found = {}
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            for block in part.get_payload():
                said = str(block.get("Diagnostic-Code") or block.get("Status") or "")
                # Before it stands whose words they are: “smtp;”.
                said = one_line(TOKEN.sub(r"\1…", said.partition(";")[2] or said))
                for name in ("Original-Recipient", "Final-Recipient"):
                    address = str(block.get(name, "")).rpartition(";")[2].strip("<> \t")
                    found[address.lower()] = said
    return found
