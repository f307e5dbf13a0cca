"""A mail server of a test's own: keeps every mail as a file in the folder that it is given, prints its port, and ends when
a file named "stop" is there. With a second argument, the PEM file of its certificate and key, over TLS."""

import asyncio
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP


class Keeper:
    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        path = os.path.join(self.folder, f"{self.count}.eml")
        with open(path + ".part", "wb") as file:
            file.write(f"X-To: {','.join(envelope.rcpt_tos)}\r\n".encode() + envelope.content)
        os.rename(path + ".part", path)
        return "250 kept"


async def serve(folder, certificate=None):
    loop = asyncio.get_running_loop()
    keeper = Keeper(folder)
    tls = None
    if certificate:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(certificate)
    server = await loop.create_server(
        lambda: SMTP(keeper, hostname="127.0.0.1"), "127.0.0.1", 0, ssl=tls
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    while not os.path.exists(os.path.join(folder, "stop")):
        await asyncio.sleep(0.05)
    server.close()


asyncio.run(serve(*sys.argv[1:]))
