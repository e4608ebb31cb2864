"""A real mailbox on an IMAP server, in a thread of the test."""

import asyncio
from argparse import ArgumentParser
from contextlib import contextmanager
from threading import Thread

from imapclient import SEEN, IMAPClient
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import DictBackend
from pymap.imap import IMAPServer, IMAPService
from pysasl.hashing import BuiltinHash

USER, PASSWORD = "bounces", "s3cret/word"


class Mailbox:
    def __init__(self, port):
        self.address = f"imap://{USER}:s3cret%2Fword@127.0.0.1:{port}/INBOX"
        self.port = port

    @contextmanager
    def client(self):
        with IMAPClient("127.0.0.1", self.port, ssl=False, timeout=10) as client:
            client.login(USER, PASSWORD)
            client.select_folder("INBOX")
            yield client

    def receive(self, *messages):
        with self.client() as client:
            for message in messages:
                client.append("INBOX", message)

    def unread(self):
        """The subjects of what nobody has read; all that was received is still there."""
        with self.client() as client:
            flags = client.get_flags(client.search("ALL"))
            found = client.fetch([uid for uid in flags if SEEN not in flags[uid]], ["ENVELOPE"])
        subjects = [each[b"ENVELOPE"].subject for each in found.values()]
        return sorted((subject or b"").decode() for subject in subjects)

    def count(self):
        with self.client() as client:
            return len(client.search("ALL"))


async def start(tls):
    parser = ArgumentParser()
    parser.set_defaults(debug=False, passlib_cfg=None)
    IMAPService.add_arguments(parser)
    DictBackend.add_subparser("dict", parser.add_subparsers())
    user = ["--demo-user", USER, "--demo-password", PASSWORD]
    # Each log-in would take a tenth of a second.
    quick = BuiltinHash(rounds=1)
    arguments = parser.parse_args(["--no-tls", "dict", *user])
    backend, config = await DictBackend.init(arguments, hash_context=quick)
    config.apply_context()
    serve = ProxyProtocolReader(config.proxy_protocol).get_callback(
        IMAPServer(backend.login, config)
    )
    return await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)


def holding_tasks():
    """The server starts tasks that it holds nowhere: Python may collect them before their end."""
    held = set()

    def make(loop, coroutine, **kwargs):
        task = asyncio.Task(coroutine, loop=loop, **kwargs)
        held.add(task)
        task.add_done_callback(held.discard)
        return task

    return make


async def stop(server):
    server.close()
    await server.wait_closed()
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


@contextmanager
def mailbox_server(tls=None):
    """Serves an empty mailbox while the block runs."""
    loop = asyncio.new_event_loop()
    loop.set_task_factory(holding_tasks())
    thread = Thread(target=loop.run_forever)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(start(tls), loop).result(10)
    try:
        yield Mailbox(server.sockets[0].getsockname()[1])
    finally:
        asyncio.run_coroutine_threadsafe(stop(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
