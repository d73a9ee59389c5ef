"""The comparison as a table for people, as JSON and as a chart.

Each section (peers, growth, workers) states its time and machine, and can be replaced without the others; notes below
the table say which figures are not directly comparable. In the comparison of servers, a ratio below 1 is in favour of
the service.
"""

import statistics
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from benchmarks import report
from benchmarks.peers import node
from benchmarks.peers.plot import plot
from benchmarks.peers.rounds import CONNECTIONS, Effort
from benchmarks.peers.servers import FLOOR, NAMES, NEO4J, OURS, STOCK
from benchmarks.peers.stages import FIRST, STAGES

RESULTS = report.RESULTS
PEERS = (STOCK, NEO4J)
METHOD = (
    "Database, servers and load share the machine: one real Neo4j, one worker process per server, autocannon over "
    "kept connections, interleaved rounds, medians over the rounds and over their ratios. In the comparison of "
    "servers, each round starts them anew, and every second one measures them in opposite order. An answer counts if "
    "it has status 200, no errors and the length of the others; all other answers are listed. Milliseconds are over "
    f"one connection; requests per second and processor time per request over {CONNECTIONS}."
)
SERVERS = (
    f"**{OURS}**: `cinqaxes serve`. **{FLOOR}**: Starlette with one handwritten statement per query and no GraphQL, "
    f"the least a Python server can do. **{STOCK}**: types, data loaders and caches as its manual describes. "
    f"**{NEO4J}**: behind GraphQL Yoga, with two models; each query is sent in the fastest way."
)


def facts(engine: str, effort: Effort) -> dict[str, Any]:
    """Return the time, machine and effort of the comparison."""
    data = report.facts()
    data["versions"] |= {"Neo4j": engine, "Node.js": node.version(), **node.pinned()}
    return data | {"effort": asdict(effort)}


def keep(section: str, data: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Write a section to the report, keeping the other sections; return all sections."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "peers.json"
    written: dict[str, Any] = orjson.loads(file.read_bytes()) if file.exists() else {}
    written[section] = data
    file.write_bytes(orjson.dumps(written, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    (folder / "peers.md").write_text(table(written), encoding="utf-8")
    if "peers" in written:
        (folder / "peers.svg").write_text(plot(written["peers"]), encoding="utf-8")
    return written


def table(written: Mapping[str, Any]) -> str:
    """Return the report in Markdown."""
    lines = ["# Beside others", "", METHOD, ""]
    for section, lines_of in {"peers": _peers, "growth": _growth, "workers": _workers}.items():
        if section in written:
            lines += lines_of(written[section])
    return "\n".join(lines).rstrip() + "\n"


def _machine(data: Mapping[str, Any]) -> str:
    effort = data["effort"]
    versions = ", ".join(f"{name} {version}" for name, version in data["versions"].items())
    seconds = [f"{effort[f'{phase}_seconds']:g}" for phase in ("warm", "single", "many")]
    return (
        f"{report.machine(data)}. Size of the network: {effort['size']:g}; rounds: {effort['rounds']}, seconds to warm "
        f"up / over one connection / over {CONNECTIONS}: {' / '.join(seconds)}. {versions}."
    )


def _peers(data: Mapping[str, Any]) -> Iterator[str]:
    questions = data["questions"]
    yield from ("## The same questions, four servers", "", _machine(data), "", SERVERS, "")
    yield from ("![Milliseconds by question and server](peers.svg)", "")
    yield "Milliseconds, p50 (p95):"
    yield ""
    yield f"| question | {' | '.join(NAMES)} | ours / floor | ours / best peer |"
    yield f"|---|{'---:|' * (len(NAMES) + 2)}"
    for number, question in enumerate(questions, 1):
        cells = [_pair(s) for s in _in_order(question)]
        yield _row(number, question, cells, "p50", min)
    yield from ("", "Requests a second:", "")
    yield f"| question | {' | '.join(NAMES)} | floor / ours | best peer / ours |"
    yield f"|---|{'---:|' * (len(NAMES) + 2)}"
    for number, question in enumerate(questions, 1):
        yield _row(number, question, [_shown(s.get("perSecond"), 0) for s in _in_order(question)], "perSecond", max)
    yield ""
    yield from _failures(
        {f"{i} {q['title']}, {name}": s for i, q in enumerate(questions, 1) for name, s in q["servers"].items()}
    )
    yield from _remarks(questions)
    yield from _costs(questions)
    if "stages" in data:  # they come last: a draft may have none
        yield from _stages(questions, data["stages"])
    sizes = ", ".join(f"{name} {size}" for name, size in data["megabytes"].items())
    yield from (f"Resident memory after the run, MiB: {sizes}.", "")


def _in_order(question: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [question["servers"][name] for name in NAMES]


def _shown(value: float | None, digits: int) -> str:
    """Return a value of the table; a dash if nothing was answered."""
    return "–" if value is None else f"{value:.{digits}f}"


def _ratio(one: float | None, other: float | None) -> str:
    return "–" if one is None or not other else f"{one / other:.2f}"


def _paired_ratio(one: Mapping[str, Any], other: Mapping[str, Any], measure: str) -> str:
    """Return the median over the rounds of the ratio of two servers: the machine is faster in some rounds than others.

    If a server answered nothing in some round, or fewer than one request in 200 s, it is the ratio of their medians.
    """
    first, second = (server.get("rounds", {}).get(measure, []) for server in (one, other))
    if len(first) != len(second) or not first or not all(second):
        return _ratio(one.get(measure), other.get(measure))
    return f"{statistics.median([a / b for a, b in zip(first, second, strict=True)]):.2f}"


def _pair(server: Mapping[str, Any]) -> str:
    return f"{_shown(server.get('p50'), 1)} ({_shown(server.get('p95'), 1)})"


def _row(number: int, question: Mapping[str, Any], cells: list[str], measure: str, best: Any) -> str:
    servers = question["servers"]
    answered = [servers[name] for name in PEERS if measure in servers[name]]
    ours, others = servers[OURS], (servers[FLOOR], best(answered, key=lambda server: server[measure], default={}))
    ratios = [
        _paired_ratio(ours, other, measure) if measure == "p50" else _paired_ratio(other, ours, measure)
        for other in others
    ]
    mark = "*" if question["remark"] else ""
    return f"| {number}{mark} {question['title']} | {' | '.join([*cells, *ratios])} |"


def _failures(measured: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Yield a table of the requests that were refused or failed."""
    failing = {where: result for where, result in measured.items() if result.get("failures")}
    if not failing:
        return
    yield from ("Requests that were refused or failed, and are left out of the times above:", "")
    yield "| | answers | of them failed | messages |"
    yield "|---|---:|---:|---|"
    for where, result in failing.items():
        messages = "; ".join(f"{count} × {_cell(message)}" for message, count in result["failures"].items())
        yield f"| {where} | {result['requests']:,} | {sum(result['failures'].values()):,} | {messages} |"
    yield ""


def _cell(text: str) -> str:
    """Return the text escaped for a cell of a Markdown table."""
    return " ".join(text.replace("|", "\\|").split())


def _remarks(questions: list[Mapping[str, Any]]) -> Iterator[str]:
    for number, question in enumerate(questions, 1):
        if question["remark"]:
            yield f"{number}*: {question['remark']}."
            yield ""


def _costs(questions: list[Mapping[str, Any]]) -> Iterator[str]:
    yield "Bytes of a response's body, statements sent, processor milliseconds per request, and the first run, in ms,"
    yield "on servers just started (the database has its pages in memory, and its plans from earlier rounds):"
    yield ""
    yield "| question | server | asked as | bytes | statements | CPU server | CPU database | first |"
    yield "|---|---|---|---:|---:|---:|---:|---:|"
    for number, question in enumerate(questions, 1):
        for name in NAMES:
            s = question["servers"][name]
            yield (
                f"| {number} {question['title']} | {name} | {s['way']} | {s['bytes']:,} | {_shown(s['statements'], 0)} "
                f"| {_shown(s.get('cpu'), 2)} | {_shown(s.get('databaseCpu'), 2)} | {s['first']:.0f} |"
            )
    yield ""


def _stages(questions: list[Mapping[str, Any]], taken: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    yield f"Where the time goes in {OURS}, milliseconds, medians of one question at a time. {STAGES[-1]} is the time of"
    yield "the same question over HTTP minus the other stages; a dash: this difference is below zero."
    yield ""
    yield f"| question | {' | '.join(STAGES)} | {' | '.join(f'first time: {stage}' for stage in FIRST)} |"
    yield f"|---|{'---:|' * (len(STAGES) + len(FIRST))}"
    for number, question in enumerate(questions, 1):
        medians = {stage: median for stage, median in taken[question["name"]].items() if median >= 0}
        cells = (_shown(medians.get(stage), 2) for stage in (*STAGES, *FIRST))
        yield f"| {number} {question['title']} | {' | '.join(cells)} |"
    yield ""


def _growth(data: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"## {data['times']} times as many engagements", "", _machine(data), "")
    yield from _two(data, "usual", "larger", ("p50", "p50 of the larger", "ratio"), "p50")
    sizes = {variant: data["questions"][variant] for variant in ("usual", "larger")}
    grown = [
        f"{title} {sizes['larger'][name]['bytes'] / sizes['usual'][name]['bytes']:.1f}"
        for name, title in data["titles"].items()
        if "bytes" in sizes["larger"][name] and "bytes" in sizes["usual"][name]
    ]
    if grown:
        yield from (f"The answers themselves grow by these factors: {', '.join(grown)}.", "")


def _workers(data: Mapping[str, Any]) -> Iterator[str]:
    yield from ("## Workers", "", _machine(data), "")
    yield from _two(data, "1", "2", ("requests/s, 1 worker", "2 workers", "ratio"), "perSecond")


def _two(data: Mapping[str, Any], one: str, other: str, heads: tuple[str, ...], measure: str) -> Iterator[str]:
    yield f"| question | {' | '.join(heads)} |"
    yield "|---|---:|---:|---:|"
    questions, megabytes = data["questions"], data["megabytes"]
    for name, title in data["titles"].items():
        a, b = questions[one][name].get(measure), questions[other][name].get(measure)
        yield f"| {title} | {_shown(a, 1)} | {_shown(b, 1)} | {_ratio(b, a)} |"
    yield ""
    yield from _failures(
        {
            f"{title}, {variant}": questions[variant][name]
            for name, title in data["titles"].items()
            for variant in (one, other)
        }
    )
    yield from (f"Resident memory at start, MiB: {megabytes[one]}, {megabytes[other]}.", "")
