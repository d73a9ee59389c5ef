"""Attacks on a service, each from its own process and address.

`python -m benchmarks.attacks NAME PORT SECONDS ATTACKERS` attacks from ATTACKERS addresses, and prints the number of
answers of each kind. The file is longer than others because it lists all attacks.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count

import orjson

from benchmarks.service import HOST

ADDRESSES = ("127.0.0.2", "127.0.0.3")
"""The attackers' addresses: limits per client apply to each of them."""
MOST_READ = 10_000
NO_MATCH = '{"title": {"eq": "nothing is called so %d"}}'
EXPENSIVE_FILTERS = {
    "EngagementWhere": '{"actors": {"some": {"node": {"engagements": {"some": {"node": %s}}}}}}',
    "SourceWhere": '{"engagements": {"some": {"node": {"sources": {"some": {"node": %s}}}}}}',
}
"""Filters almost as expensive as the limit allows, by the type of their variable."""
LISTS = {"EngagementWhere": "engagements", "SourceWhere": "sources"}
SUMMARY = (
    "{ coverage(rows: {kind: COMMUNE, onlyInCityContract: false}, asOf: %s, first: 1, orderBy: [{gaps: DESC}])"
    " { summary { lapsedCount } edges { node { territory { id } } } } }"
)
TITLES = " ".join(f"a{number}: title" for number in range(30))
FILES = ("xlsx", "jsonl")
LARGE = f"{{ engagements(first: 10000) {{ edges {{ node {{ id startsOn endsOn status {TITLES} }} }} }} }}"


@dataclass
class Attack:
    """One attack on a service, for a number of seconds."""

    port: int
    seconds: float
    addresses: Sequence[str] = ADDRESSES[:1]
    _opened: int = 0

    async def open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Open a connection."""
        self._opened += 1
        address = self.addresses[self._opened % len(self.addresses)]
        return await asyncio.open_connection(HOST, self.port, local_addr=(address, 0), limit=1 << 16)

    async def send(self, head: str, body: bytes = b"") -> str:
        """Send a request; return the status of the response and the error code in it."""
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
        """Send a query."""
        body = orjson.dumps({"query": query, "variables": variables or {}})
        head = f"POST /graphql HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
        return await self.send(f"{head}\r\nAccept: application/graphql-response+json", body)

    async def many(self, at_once: int, one: Callable[[int], Awaitable[str]]) -> Counter[str]:
        """Repeat something, `at_once` at a time, until the time is over; return how often each outcome occurred."""
        outcomes: Counter[str] = Counter()
        numbers = count()

        async def again() -> None:
            while True:
                outcomes[await one(next(numbers))] += 1

        tasks = [asyncio.create_task(again()) for _ in range(at_once)]
        await asyncio.wait(tasks, timeout=self.seconds)
        for task in tasks:
            task.cancel()
        return outcomes

    async def worst(self) -> Counter[str]:
        """Send a hundred of the most expensive queries at once."""

        async def one(number: int) -> str:
            if number % 4 == 0:
                return await self.ask(SUMMARY % f'"{2000 + number % 25}-0{1 + number % 9}-01"')
            if number % 4 == 1:
                return await self.ask(LARGE)
            kind = list(EXPENSIVE_FILTERS)[number % 2]
            where = orjson.loads(EXPENSIVE_FILTERS[kind] % (NO_MATCH % number))
            return await self.ask(f"query ($w: {kind}) {{ {LISTS[kind]}(where: $w) {{ totalCount }} }}", {"w": where})

        return await self.many(100, one)

    async def shapes(self) -> Counter[str]:
        """Send a thousand queries of new shapes a minute."""

        async def one(number: int) -> str:
            await asyncio.sleep(0.06 * 4)
            fields = " ".join(f"x{number}_{place}: label" for place in range(20))
            return await self.ask(f"{{ territories(first: 5) {{ edges {{ node {{ {fields} }} }} }} }}")

        return await self.many(4, one)

    async def below(self) -> Counter[str]:
        """Send a hundred queries at once, each just too cheap to count as expensive."""
        roots = " ".join(f"s{place}: search(text: $t{place}, first: 100) {{ totalCount }}" for place in range(8))
        query = f"query ({' '.join(f'$t{place}: String!' for place in range(8))}) {{ {roots} }}"
        return await self.many(100, lambda n: self.ask(query, {f"t{place}": f"ma {n} {place}" for place in range(8)}))

    async def sole(self) -> Counter[str]:
        """Ask which cells of communes depend only on one institution, for a hundred of them; ten queries at once."""
        query = (
            "query ($first: Int!, $day: Date!) { institutions(first: $first) { nodes { id"
            " soleCells(rows: {kind: COMMUNE}, asOf: $day) { axis } } } }"
        )
        return await self.many(10, lambda n: self.ask(query, {"first": 100, "day": f"2026-0{1 + n % 9}-01"}))

    async def alias(self) -> Counter[str]:
        """Ask for ten thousand values with an alias of 225,000 characters."""
        query = f"{{ engagements(first: 10000) {{ nodes {{ {'a' * 225_000}: id }} }} }}"
        return await self.many(4, lambda _: self.ask(query))

    async def toggles(self) -> Counter[str]:
        """Send all combinations of fourteen Booleans, each of which includes a field or leaves it out."""
        fields = " ".join(f"f{bit}: label @include(if: $b{bit})" for bit in range(14))
        declared = " ".join(f"$b{bit}: Boolean!" for bit in range(14))
        query = f"query ({declared}) {{ territories(first: 5) {{ nodes {{ id {fields} }} }} }}"
        return await self.many(8, lambda n: self.ask(query, {f"b{bit}": bool(n >> bit & 1) for bit in range(14)}))

    async def flood(self) -> Counter[str]:
        """Send queries of new shapes as fast as they are answered, thirty-two at once."""

        async def one(number: int) -> str:
            fields = " ".join(f"x{number}_{place}: label" for place in range(20))
            return await self.ask(f"{{ territories(first: 5) {{ nodes {{ {fields} }} }} }}")

        return await self.many(32, one)

    async def empty(self) -> Counter[str]:
        """Send 86,000 empty conditions in a variable."""
        where: dict[str, object] = {"OR": [{}] * 86_000}
        query = "query ($w: EngagementWhere) { engagements(where: $w) { totalCount } }"
        return await self.many(8, lambda _: self.ask(query, {"w": where}))

    async def gone(self) -> Counter[str]:
        """Send a query that takes the database long, and disconnect after two seconds."""

        async def one(number: int) -> str:
            kind = list(EXPENSIVE_FILTERS)[number % 2]
            where = orjson.loads(EXPENSIVE_FILTERS[kind] % (NO_MATCH % number))
            body = orjson.dumps(
                {
                    "query": f"query ($w: {kind}) {{ {LISTS[kind]}(where: $w) {{ totalCount }} }}",
                    "variables": {"w": where},
                }
            )
            head = f"POST /graphql HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\n"
            with suppress(OSError):
                _, writer = await self.open()
                writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
                await asyncio.sleep(2.0)
                writer.close()
            return "left"

        return await self.many(20, one)

    async def pipeline(self) -> Counter[str]:
        """Send 9,500 small requests at once on each of fifty connections, behind one that takes long."""
        body = orjson.dumps({"query": SUMMARY % '"2020-01-01"'})
        head = f"POST /graphql HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\n"
        first = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
        piece = first + b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n" * 9_500

        async def one(_number: int) -> str:
            with suppress(OSError):
                reader, writer = await self.open()
                writer.write(piece)
                await asyncio.wait_for(reader.read(), 5.0)
                writer.close()
            return "ended"

        return await self.many(50, one)

    async def bodiless(self) -> Counter[str]:
        """Send two thousand request heads whose bodies never arrive."""

        async def one(_number: int) -> str:
            with suppress(OSError):
                reader, writer = await self.open()
                writer.write(b"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n")
                await reader.read(1)
                writer.close()
            return "ended"

        return await self.many(2_000, one)

    async def streams(self) -> Counter[str]:
        """Open streams of the MCP tools, which never end."""
        head = "GET /mcp HTTP/1.1\r\nAccept: text/event-stream"
        return await self.many(1_500, lambda _: self.send(head))

    async def silent(self) -> Counter[str]:
        """Open two thousand connections and send nothing; reopen those that are closed."""

        async def one(_number: int) -> str:
            with suppress(OSError):
                reader, writer = await self.open()
                await reader.read(1)
                writer.close()
            return "ended"

        return await self.many(2_000, one)

    async def slow(self) -> Counter[str]:
        """Send two hundred requests at one byte a second."""

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
        """Request the largest answer twenty-five times, and read none."""
        body = orjson.dumps({"query": LARGE})
        head = f"POST /graphql HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\n"
        request = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
        return await self.many(25, lambda _: self._leave_unread(request))

    async def files(self) -> Counter[str]:
        """Request twenty exports of everything, workbooks and streams in turn, and read none."""
        return await self.many(
            20, lambda n: self._leave_unread(f"GET /export/{FILES[n % 2]} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        )

    async def _leave_unread(self, request: bytes) -> str:
        with suppress(OSError):
            _, writer = await self.open()
            writer.write(request)
            await asyncio.sleep(self.seconds)
        return "not read"

    async def long_urls(self) -> Counter[str]:
        """Send queries of 50,000 characters in the URL, each of a new shape."""

        async def one(number: int) -> str:
            fields = "".join(f"x{number}y{place}:label," for place in range(3_300))
            return await self.send(f"GET /graphql?query={{territories(first:5){{nodes{{{fields}}}}}}} HTTP/1.1")

        return await self.many(10, one)

    async def headers(self) -> Counter[str]:
        """Send headers of 200 kB."""
        long = "text/plain;q=0.1," * 12_000
        return await self.many(10, lambda _: self.send(f"GET /graphql HTTP/1.1\r\nAccept: {long}"))

    async def exports(self) -> Counter[str]:
        """Request twenty exports at once."""
        return await self.many(20, lambda _: self.send("GET /export/xlsx HTTP/1.1"))

    async def checks(self) -> Counter[str]:
        """Send twenty files at once that are not workbooks."""
        file = b"PK\x03\x04" + bytes(1_000_000)
        head = (
            f"POST /check?name=a.xlsx HTTP/1.1\r\nContent-Type: application/octet-stream\r\nContent-Length: {len(file)}"
        )
        return await self.many(20, lambda _: self.send(head, file))


ATTACKS: Mapping[str, Callable[[Attack], Awaitable[Counter[str]]]] = {
    "100 most expensive queries": Attack.worst,
    "100 queries just below that": Attack.below,
    "10 queries for sole cells": Attack.sole,
    "alias of 225,000 characters": Attack.alias,
    "86,000 empty conditions": Attack.empty,
    "queries abandoned after 2 s": Attack.gone,
    "1,000 new shapes a minute": Attack.shapes,
    "new shapes without pause": Attack.flood,
    "14 toggled Booleans": Attack.toggles,
    "pipelines of 9,500 requests": Attack.pipeline,
    "2,000 heads without bodies": Attack.bodiless,
    "1,500 open MCP streams": Attack.streams,
    "2,000 silent connections": Attack.silent,
    "200 slow requests": Attack.slow,
    "25 answers not read": Attack.unread,
    "20 exports not read": Attack.files,
    "URLs of 50,000 characters": Attack.long_urls,
    "headers of 200 kB": Attack.headers,
    "20 exports at once": Attack.exports,
    "20 checks at once": Attack.checks,
}


def main() -> None:
    """Attack as given on the command line."""
    name, port, seconds, attackers = sys.argv[1:]
    how = Attack(int(port), float(seconds), ADDRESSES[: int(attackers)])
    outcomes = asyncio.run(_attacked(ATTACKS[name], how))
    print(", ".join(f"{number:,} × {answer}" for answer, number in outcomes.most_common()) or "nothing answered")


async def _attacked(attack: Callable[[Attack], Awaitable[Counter[str]]], how: Attack) -> Counter[str]:
    return await attack(how)


if __name__ == "__main__":
    main()
