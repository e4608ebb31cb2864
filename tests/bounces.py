"""Messages as mail servers send them about an e-mail that they could not deliver."""

from base64 import encodebytes

POSTFIX = """\
From: MAILER-DAEMON@mail.example.net (Mail Delivery System)
To: reports@example.org
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b/1"

--b/1
Content-Description: Notification

This is the mail system at host mail.example.net.

<{to}>: host mx.example.com[192.0.2.7] said: 550 5.1.1 <{to}>:
    Recipient address rejected: User unknown (in reply to RCPT TO command)

--b/1
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.net
X-Postfix-Queue-ID: 4F2A1

Final-Recipient: rfc822; {to}
Original-Recipient: rfc822;{to}
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.example.com
Diagnostic-Code: smtp; 550 5.1.1 <{to}>:
    Recipient address rejected: User unknown

--b/1
Content-Type: message/rfc822

Message-ID: {message_id}
From: reports@example.org
To: {to}
Subject: A report

Dear friend, secret words.
--b/1--
"""

OFFICE_365 = """\
From: Microsoft Outlook <MicrosoftExchange0123@example.org>
To: reports@example.org
Subject: Undeliverable: A report
In-Reply-To: {message_id}
References: {message_id}
Content-Type: multipart/report; report-type=delivery-status; boundary="_o_"

--_o_
Content-Type: multipart/alternative; boundary="_a_"

--_a_
Content-Type: text/html; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

<p>Your message to <b>{to}</b> couldn't be delivered.</p>=20
--_a_--

--_o_
Content-Type: message/delivery-status

Reporting-MTA: dns;AM0PR01.example.com
Received-From-MTA: dns;DB8PR01.example.com

Final-Recipient: rfc822;{to}
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found
X-Display-Name: Ann

--_o_--
"""

GMAIL = """\
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: reports@example.org
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
Content-Type: multipart/report; boundary="g1"; report-type=delivery-status

--g1
Content-Type: multipart/related; boundary="g2"

--g2
Content-Type: text/plain; charset="UTF-8"

** Address not found **

Your message wasn't delivered to {to} because the address couldn't be found.
--g2--
--g1
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com
Arrival-Date: Mon, 05 Jan 2026 01:30:00 -0800 (PST)

Final-Recipient: rfc822; {to}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.
Last-Attempt-Date: Mon, 05 Jan 2026 01:30:01 -0800 (PST)

--g1
Content-Type: text/rfc822-headers

Message-ID: {message_id}
To: {to}
--g1--
"""

# No part of it is made for machines.
QMAIL = """\
From: MAILER-DAEMON@qmail.example.net
To: reports@example.org
Subject: failure notice

Hi. This is the qmail-send program at qmail.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{to}>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Message-ID: {message_id}
To: {to}

Dear friend, secret words.
"""

DELAYED = POSTFIX.replace("Undelivered Mail Returned to Sender", "Delayed Mail").replace(
    "Action: failed\nStatus: 5.1.1", "Action: delayed\nStatus: 4.4.1"
)

AUTO_REPLY = """\
From: {to}
To: reports@example.org
Subject: Out of office
In-Reply-To: {message_id}
Auto-Submitted: auto-replied

I am back on Monday. Your e-mail will be read then.
"""

HUMAN = """\
From: bob@example.com
To: reports@example.org
Subject: Thank you

For the report.
"""

DEEP = b"Content-Type: message/rfc822\n\n" * 3000


def bounce(dialect, record, **changes):
    """The message as a mail server hands it over."""
    told = {"to": record.to, "message_id": record.message_id} | changes
    return dialect.format(**told).replace("\n", "\r\n").encode()


def encoded_bounce(record):
    """The headers that came back as Base64."""
    headers = encodebytes(f"Message-ID: {record.message_id}\nTo: {record.to}\n".encode()).decode()
    encoding = "Content-Transfer-Encoding: base64"
    dialect = GMAIL.replace("Message-ID: {message_id}\nTo: {to}\n", headers)
    return bounce(dialect.replace("rfc822-headers\n", f"rfc822-headers\n{encoding}\n"), record)
