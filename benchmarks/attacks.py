"""Attacks of hostile clients on a service, each from a process and an address of its own.

`python -m benchmarks.attacks NAME PORT SECONDS` attacks, and prints how often it got which answer.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count

import orjson

from benchmarks.service import HOST

ADDRESS = "127.0.0.2"
"""The attackers' own: what is bounded for a client is bounded for them."""
MOST_READ = 10_000
SOME = '{"title": {"eq": "nothing is called so %d"}}'
THROUGH = {
    "EngagementWhere": '{"actors": {"some": {"node": {"engagements": {"some": {"node": %s}}}}}}',
    "SourceWhere": '{"engagements": {"some": {"node": {"sources": {"some": {"node": %s}}}}}}',
}
"""Filters near the most that is answered, by the type of the variable."""
LISTS = {"EngagementWhere": "engagements", "SourceWhere": "sources"}
SUMMARY = (
    "{ coverage(rows: {kind: COMMUNE, onlyInCityContract: false}, asOf: %s, first: 1, orderBy: [{gaps: DESC}])"
    " { summary { lapsedCount } edges { node { territory { id } } } } }"
)
TITLES = " ".join(f"a{number}: title" for number in range(30))
LARGE = f"{{ engagements(first: 10000) {{ edges {{ node {{ id startsOn endsOn status {TITLES} }} }} }} }}"


@dataclass
class Attack:
    """One attack on a service, for so many seconds."""

    port: int
    seconds: float

    async def open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Open a connection."""
        return await asyncio.open_connection(HOST, self.port, local_addr=(ADDRESS, 0), limit=1 << 16)

    async def send(self, head: str, body: bytes = b"") -> str:
        """Send a request, and return the status of its answer and the code in it."""
        try:
            reader, writer = await self.open()
            writer.write(f"{head}\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode() + body)
            answer = b""
            while part := await reader.read(1 << 16):
                answer = answer if len(answer) > MOST_READ else answer + part
            writer.close()
        except OSError:
            return "dropped"
        status = answer[9:12].decode() or "dropped"
        code = answer.partition(b'"code":"')[2].partition(b'"')[0].decode()
        return f"{status} {code}".strip()

    async def ask(self, query: str, variables: Mapping[str, object] | None = None) -> str:
        """Ask a question."""
        body = orjson.dumps({"query": query, "variables": variables or {}})
        head = f"POST /graphql HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
        return await self.send(f"{head}\r\nAccept: application/graphql-response+json", body)

    async def many(self, at_once: int, one: Callable[[int], Awaitable[str]]) -> Counter[str]:
        """Do something again and again, so many at once, until the time is over."""
        found: Counter[str] = Counter()
        numbers = count()

        async def again() -> None:
            while True:
                found[await one(next(numbers))] += 1

        tasks = [asyncio.create_task(again()) for _ in range(at_once)]
        await asyncio.wait(tasks, timeout=self.seconds)
        for task in tasks:
            task.cancel()
        return found

    async def worst(self) -> Counter[str]:
        """Ask a hundred of the dearest questions at once."""

        async def one(number: int) -> str:
            if number % 4 == 0:
                return await self.ask(SUMMARY % f'"{2000 + number % 25}-0{1 + number % 9}-01"')
            if number % 4 == 1:
                return await self.ask(LARGE)
            kind = list(THROUGH)[number % 2]
            where = orjson.loads(THROUGH[kind] % (SOME % number))
            return await self.ask(f"query ($w: {kind}) {{ {LISTS[kind]}(where: $w) {{ totalCount }} }}", {"w": where})

        return await self.many(100, one)

    async def shapes(self) -> Counter[str]:
        """Ask a thousand questions of new shapes a minute."""

        async def one(number: int) -> str:
            await asyncio.sleep(0.06 * 4)
            fields = " ".join(f"x{number}_{place}: label" for place in range(20))
            return await self.ask(f"{{ territories(first: 5) {{ edges {{ node {{ {fields} }} }} }} }}")

        return await self.many(4, one)

    async def silent(self) -> Counter[str]:
        """Open two thousand connections and say nothing, again where they are ended."""

        async def one(_number: int) -> str:
            with suppress(OSError):
                reader, writer = await self.open()
                await reader.read(1)
                writer.close()
            return "ended"

        return await self.many(2_000, one)

    async def slow(self) -> Counter[str]:
        """Send two hundred requests a byte a second."""

        async def one(_number: int) -> str:
            with suppress(OSError):
                _, writer = await self.open()
                for byte in b"POST /graphql HTTP/1.1\r\nContent-Length: 1000\r\n\r\n" + b" " * 1_000:
                    writer.write(bytes([byte]))
                    await writer.drain()
                    await asyncio.sleep(1.0)
            return "dropped"

        return await self.many(200, one)

    async def unread(self) -> Counter[str]:
        """Ask twenty-five times for the largest answer and read none."""

        async def one(_number: int) -> str:
            body = orjson.dumps({"query": LARGE})
            head = f"POST /graphql HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\n"
            with suppress(OSError):
                _, writer = await self.open()
                writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
                await asyncio.sleep(self.seconds)
            return "not read"

        return await self.many(25, one)

    async def headers(self) -> Counter[str]:
        """Send headers of 200 kB."""
        long = "text/plain;q=0.1," * 12_000
        return await self.many(10, lambda _: self.send(f"GET /graphql HTTP/1.1\r\nAccept: {long}"))

    async def exports(self) -> Counter[str]:
        """Ask for twenty exports at once."""
        return await self.many(20, lambda _: self.send("GET /export/xlsx HTTP/1.1"))

    async def checks(self) -> Counter[str]:
        """Send twenty files at once that are no workbooks."""
        file = b"PK\x03\x04" + bytes(1_000_000)
        head = (
            f"POST /check?name=a.xlsx HTTP/1.1\r\nContent-Type: application/octet-stream\r\nContent-Length: {len(file)}"
        )
        return await self.many(20, lambda _: self.send(head, file))


ATTACKS: Mapping[str, Callable[[Attack], Awaitable[Counter[str]]]] = {
    "100 of the worst questions": Attack.worst,
    "1,000 new shapes a minute": Attack.shapes,
    "2,000 silent connections": Attack.silent,
    "200 slow requests": Attack.slow,
    "25 answers not read": Attack.unread,
    "headers of 200 kB": Attack.headers,
    "20 exports at once": Attack.exports,
    "20 checks at once": Attack.checks,
}


def main() -> None:
    """Attack as the command line says."""
    name, port, seconds = sys.argv[1:]
    found = asyncio.run(_attacked(ATTACKS[name], Attack(int(port), float(seconds))))
    print(", ".join(f"{number:,} × {answer}" for answer, number in found.most_common()) or "nothing answered")


async def _attacked(attack: Callable[[Attack], Awaitable[Counter[str]]], how: Attack) -> Counter[str]:
    return await attack(how)


if __name__ == "__main__":
    main()
