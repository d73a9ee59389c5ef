"""Mistakes of clients: each is answered by an error that names the argument and a valid value.

The wording of the messages is part of the product; a query is written as a client would write it.
"""

import pytest

from tests.api_session import ApiSession

DEPARTEMENT = '{code: {kind: DEPARTEMENT, code: "44"}}'
MISTAKES = [
    # Unknown ids, codes and kinds.
    ('{ mobilised(within: {id: "departement:999"}) { totalCount } }', "NOT_FOUND", "'departement:999'"),
    ('{ mobilised(within: {id: "institution:1"}) { totalCount } }', "NOT_FOUND", "no territory"),
    (
        '{ mobilised(within: {code: {kind: DEPARTEMENT, code: "999"}}) { totalCount } }',
        "NOT_FOUND",
        "no DEPARTEMENT (département) has the code '999'; codes are text, leading zeros kept",
    ),
    ('{ mobilised(within: {code: {kind: DEPT, code: "1"}}) { totalCount } }', "BAD_USER_INPUT", "TerritoryKind"),
    ('{ network(around: ["trainer:nobody"]) { totalCount } }', "NOT_FOUND", "around"),
    ('{ network(around: ["action:nothing"]) { nodes { key label } } }', "NOT_FOUND", "'action:nothing'"),
    ('{ path(from: "nobody", to: "departement:44") { totalCount } }', "NOT_FOUND", "from"),
    ('{ path(from: "departement:44", to: "axis:1") { totalCount } }', "NOT_FOUND", "to"),
    ('{ coverage(rows: {ids: ["commune:44109", "x"]}) { totalCount } }', "NOT_FOUND", "rows.ids"),
    ('{ vocabularies(names: ["Axes"]) { name } }', "NOT_FOUND", "names"),
    ('{ territories(where: {within: {id: "x"}}) { totalCount } }', "NOT_FOUND", "no territory has the id 'x'"),
    # References that contradict themselves.
    (
        '{ mobilised(within: {id: "departement:44", code: {kind: REGION, code: "52"}}) { totalCount } }',
        "BAD_USER_INPUT",
        "exactly one",
    ),
    ("{ mobilised(within: {}) { totalCount } }", "BAD_USER_INPUT", "exactly one"),
    ("{ mobilised(within: {id: null}) { totalCount } }", "BAD_USER_INPUT", "non-null"),
    ("{ coverage(rows: {}) { totalCount } }", "BAD_USER_INPUT", "give kind (for example CITY_CONTRACT), or ids"),
    ('{ coverage(rows: {kind: REGION, ids: ["region:52"]}) { totalCount } }', "BAD_USER_INPUT", "rows: give ids alone"),
    (
        '{ coverage(rows: {ids: ["contract:2015:CV001"]}) { totalCount } }',
        "NOT_IN_FORCE",
        "not in force on 2026-11-25: contract:2015:CV001 (from 2015-01-01 to 2023-12-31)",
    ),
    # Pages.
    (
        "{ engagements(first: 0) { totalCount } }",
        "BAD_USER_INPUT",
        "engagements.first: 0 is out of range, give 1 to 10,000",
    ),
    (
        "{ engagements(last: -1) { totalCount } }",
        "BAD_USER_INPUT",
        "engagements.last: -1 is out of range, give 1 to 10,000",
    ),
    ("{ mobilised(first: 0) { totalCount } }", "BAD_USER_INPUT", "mobilised.first: 0"),
    ("{ mobilised(first: 1000000) { totalCount } }", "LIMIT_EXCEEDED", "mobilised.first: 1,000,000"),
    ("{ engagements(first: 1000000) { totalCount } }", "LIMIT_EXCEEDED", "engagements.first: 1,000,000"),
    ("{ engagements(first: 1, last: 1) { totalCount } }", "BAD_USER_INPUT", "give first or last, not both"),
    (
        '{ engagements(last: 1, after: "x") { totalCount } }',
        "BAD_USER_INPUT",
        "after goes with first, before with last",
    ),
    (
        '{ search(text: "nantes", first: 0) { totalCount } }',
        "BAD_USER_INPUT",
        "first: 0 is out of range, give 1 to 100",
    ),
    ('{ search(text: "nantes", first: null) { totalCount } }', "BAD_USER_INPUT", "first: null is out of range"),
    (
        '{ territory(ref: {id: "commune:44109"}) { engagements(first: 0) { totalCount } } }',
        "BAD_USER_INPUT",
        "engagements.first: 0",
    ),
    # Cursors.
    (
        '{ engagements(after: "") { edges { cursor } } }',
        "BAD_USER_INPUT",
        "engagements.after: not a cursor of this list",
    ),
    ('{ engagements(after: "é\\u0000") { edges { cursor } } }', "BAD_USER_INPUT", "engagements.after: not a cursor"),
    ('{ mobilised(after: "bm9uc2Vuc2U") { totalCount } }', "BAD_USER_INPUT", "mobilised.after: not a cursor"),
    (
        '{ mobilised(first: 1) { edges { node { engagements(after: "x") { totalCount } } } } }',
        "BAD_USER_INPUT",
        "engagements.after: not a cursor",
    ),
    # Days.
    ('{ mobilised(asOf: "2026-02-30") { totalCount } }', "BAD_USER_INPUT", "'2026-02-30' is not a day"),
    ('{ mobilised(asOf: "0000-01-01") { totalCount } }', "BAD_USER_INPUT", "'0000-01-01' is not a day"),
    ('{ mobilised(asOf: "10000-01-01") { totalCount } }', "BAD_USER_INPUT", "write YYYY-MM-DD"),
    ('{ mobilised(asOf: "20260101") { totalCount } }', "BAD_USER_INPUT", "write YYYY-MM-DD"),
    ('{ mobilised(asOf: "2026-01-01T00:00:00") { totalCount } }', "BAD_USER_INPUT", "Date"),
    ("{ mobilised(asOf: 20260101) { totalCount } }", "BAD_USER_INPUT", "Date"),
    # Orders.
    ("{ mobilised(orderBy: [{}]) { totalCount } }", "BAD_USER_INPUT", "exactly one"),
    (
        "{ mobilised(orderBy: [{name: ASC}, {name: DESC}]) { totalCount } }",
        "BAD_USER_INPUT",
        "orderBy.name: given twice",
    ),
    (
        "{ sources(orderBy: [{title: ASC}, {title: ASC}]) { totalCount } }",
        "BAD_USER_INPUT",
        "orderBy.title: given twice",
    ),
    ("{ sources(orderBy: [{title: ASC, id: ASC}]) { totalCount } }", "BAD_USER_INPUT", "exactly one"),
    # Filters.
    ("{ sources(where: {title: null}) { totalCount } }", "BAD_USER_INPUT", "where.title: null is not a condition"),
    ("{ sources(where: {title: {eq: null}}) { totalCount } }", "BAD_USER_INPUT", "where.title.eq: null is not a value"),
    ("{ sources(where: {OR: null}) { totalCount } }", "BAD_USER_INPUT", "where.OR: null is not a condition"),
    ("{ sources(where: {OR: [null]}) { totalCount } }", "BAD_USER_INPUT", "SourceWhere!"),
    ("{ actors(where: {engagements: {some: null}}) { totalCount } }", "BAD_USER_INPUT", "where.engagements.some: null"),
    # Numbers.
    ("{ engagements(first: 9007199254740992) { totalCount } }", "BAD_USER_INPUT", "32-bit"),
    ('{ network(around: ["departement:44"], depth: 5) { totalCount } }', "LIMIT_EXCEEDED", "depth: 5"),
    ('{ network(around: ["departement:44"], limit: 9999) { totalCount } }', "LIMIT_EXCEEDED", "limit: 9,999"),
    ("{ network(around: []) { totalCount } }", "BAD_USER_INPUT", "around: 0 is out of range, give 1 to 20"),
    ('{ path(from: "region:52", to: "region:52", maxLength: 0) { totalCount } }', "BAD_USER_INPUT", "maxLength: 0"),
    # Words.
    (
        '{ search(text: " -- ") { totalCount } }',
        "BAD_USER_INPUT",
        "text: give 1 to 12 words, 200 characters at most",
    ),
    (f'{{ search(text: "{"a" * 201}") {{ totalCount }} }}', "BAD_USER_INPUT", "200 characters at most"),
    # Documents.
    ("{", "BAD_USER_INPUT", "Syntax Error"),
    ("", "BAD_USER_INPUT", "Syntax Error"),
    ("{ \x00 }", "BAD_USER_INPUT", "U+0000"),
    ("mutation { erase }", "BAD_USER_INPUT", "mutation"),
    ("subscription { all }", "BAD_USER_INPUT", "subscription"),
    ("query A { __typename } query B { __typename }", "BAD_USER_INPUT", "operationName: the document has several"),
    ("{ node { id } }", "BAD_USER_INPUT", "id"),
    ("{ mobilised }", "BAD_USER_INPUT", "must have a selection of subfields"),
    (
        "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
        "BAD_USER_INPUT",
        "fragment A spreads itself",
    ),
]
VARIABLES = [
    ("query ($n: Int) { engagements(first: $n) { totalCount } }", {"n": 2**53}, "$n"),
    ("query ($n: Int) { engagements(first: $n) { totalCount } }", {"n": "5"}, "$n"),
    ("query ($d: Date) { mobilised(asOf: $d) { totalCount } }", {"d": "2026-13-01"}, "$d"),
    ("query ($d: ID!) { node(id: $d) { id } }", {}, "$d"),
    ("query ($d: ID!) { node(id: $d) { id } }", {"d": None}, "$d"),
    ("query ($a: [Axis!]) { mobilised(axes: $a) { totalCount } }", {"a": ["VICTIMS"]}, "$a"),
    ("query ($w: SourceWhere) { sources(where: $w) { totalCount } }", {"w": {"titl": {"eq": "x"}}}, "$w"),
    ("query ($t: TerritoryRef) { mobilised(within: $t) { totalCount } }", {"t": {}}, "exactly one"),
]
ANSWERED = [
    r"""{ node(id: "institution:\"'`\\ \u0000 $p0 }) DETACH DELETE n //") { id } }""",
    '{ node(id: "") { id } nodes(ids: []) { id } }',
    r'{ search(text: "nantes\u0000 \u0007 \u001b[31m") { totalCount } }',
    (
        r'{ search(text: "\u202enantes مرحبا") { totalCount } institutions(where: {name: {matches: "\u202eمرحبا"}}) '
        "{ totalCount } }"
    ),
    f'{{ sources(where: {{title: {{matches: "{"très long " * 5_000}"}}}}) {{ totalCount }} }}',
    (
        "{ mobilised(axes: [], reaches: [], roles: [], criteria: [], orderBy: []) { totalCount } "
        "coverage(rows: {kind: REGION}, axes: [], roles: [], criteria: []) { totalCount } "
        f"mobilisable(within: {DEPARTEMENT}, axes: [], themes: [], audiences: [], offerKinds: []) {{ totalCount }} "
        'search(text: "nantes", kinds: []) { totalCount } vocabularies(names: []) { name } '
        "sources(where: {AND: [], NOT: {OR: []}, title: {in: []}}, orderBy: []) { facets(by: []) { field } } "
        "empty: coverage(rows: {ids: []}) { totalCount } }"
    ),
    (
        "{ mobilised(axes: [VICTIM_SUPPORT, VICTIM_SUPPORT]) { totalCount facets(by: [AXIS, AXIS]) { field } } "
        'coverage(rows: {ids: ["region:52", "region:52"]}) { totalCount edges { node { cells { axis } } } } }'
    ),
    "{ mobilised(first: null, within: null) { totalCount } engagements(first: null) { totalCount } }",
    "{ mobilised @skip(if: true) { totalCount } sources { totalCount @include(if: false) } __typename }",
]


@pytest.mark.parametrize(("question", "code", "words"), MISTAKES)
async def test_a_mistake_is_reported(national: ApiSession, question: str, code: str, words: str) -> None:
    answer = await national.ask(question)
    assert answer.codes == [code], answer.errors
    assert words in answer.errors[0]["message"]
    assert not any(answer.data.values()) if answer.data else answer.data is None


@pytest.mark.parametrize(("question", "values", "words"), VARIABLES)
async def test_a_wrong_variable_is_named(
    national: ApiSession, question: str, values: dict[str, object], words: str
) -> None:
    answer = await national.ask(question, values)
    assert answer.codes == ["BAD_USER_INPUT"]
    assert words in answer.errors[0]["message"]
    assert answer.usage.statements == 0


@pytest.mark.parametrize("question", ANSWERED)
async def test_odd_but_valid_questions_are_answered(national: ApiSession, question: str) -> None:
    await national.data(question)


async def test_the_first_and_last_day_of_the_calendar_are_answered(national: ApiSession) -> None:
    fields = "totalCount edges { node { cells { status contradicted lapsedOn renewalPending } } }"
    for day in ("0001-01-01", "9999-12-31"):
        await national.data(
            f'{{ mobilised(asOf: "{day}") {{ edges {{ node {{ since sinceByAxis {{ since }} }} }} }} '
            f'coverage(rows: {{kind: REGION}}, asOf: "{day}") {{ {fields} summary {{ lapsedCount }} }} '
            f'mobilisable(within: {DEPARTEMENT}, asOf: "{day}") {{ totalCount }} '
            f'network(around: ["departement:44"], asOf: "{day}") {{ totalCount }} '
            f'path(from: "departement:44", to: "departement:49", asOf: "{day}") {{ totalCount }} '
            f'cityContracts(first: 3) {{ nodes {{ inCityContract(asOf: "{day}") diagnosticAgeMonths(asOf: "{day}") '
            f'planStage(asOf: "{day}") coverage(asOf: "{day}") {{ lapsedOn }} }} }} '
            "territorialPlans(first: 3) { edges { node { "
            f'stage(asOf: "{day}") inEffect(asOf: "{day}") }} }} }} }}'
        )


async def test_a_cursor_is_valid_for_one_list_order_and_day_only(national: ApiSession) -> None:
    data = await national.data(
        "{ engagements(first: 1) { pageInfo { endCursor } } mobilised(first: 1) { pageInfo { endCursor } } }"
    )
    engagements, mobilised = (data[name]["pageInfo"]["endCursor"] for name in ("engagements", "mobilised"))
    for question in (
        f'{{ sources(after: "{engagements}") {{ edges {{ cursor }} }} }}',
        f'{{ mobilised(after: "{engagements}") {{ edges {{ cursor }} }} }}',
        f'{{ engagements(after: "{mobilised}") {{ edges {{ cursor }} }} }}',
        f'{{ engagements(orderBy: [{{title: ASC}}], after: "{engagements}") {{ edges {{ cursor }} }} }}',
    ):
        answer = await national.ask(question)
        assert answer.codes == ["BAD_USER_INPUT"], question
        assert "not a cursor of this list in this order" in answer.errors[0]["message"]
    answer = await national.ask(f'{{ mobilised(after: "{mobilised}", asOf: "2020-01-01") {{ edges {{ cursor }} }} }}')
    assert answer.codes == ["BAD_USER_INPUT"]
    assert "this cursor is for asOf 2026-11-25, but the query is for 2020-01-01" in answer.errors[0]["message"]


async def test_too_many_ids_are_refused_at_once(national: ApiSession) -> None:
    ids = [f"commune:{number:05}" for number in range(10_000)]
    for question in (
        "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }",
        "query ($ids: [ID!]) { coverage(rows: {ids: $ids}) { totalCount } }",
        "query ($ids: [ID!]!) { territories(where: {id: {in: $ids}}) { totalCount } }",
        "query ($ids: [ID!]!) { network(around: $ids) { totalCount } }",
    ):
        answer = await national.ask(question, {"ids": ids})
        assert answer.codes == ["LIMIT_EXCEEDED"], question
        assert "10,0" in answer.errors[0]["message"]
