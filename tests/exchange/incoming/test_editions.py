"""Claims sifted by day, for every column of every sheet: the older one is dropped, the later one kept."""

from dataclasses import replace
from datetime import date

import pytest

from changes.attribution import Attribution, Verdict
from changes.changeset import Changes, Facts
from changes.current import Current
from changes.rows import EdgeKey
from exchange.cells.text import Raw
from exchange.findings import Findings
from exchange.incoming.workbook.lines import Line
from exchange.incoming.workbook.placing import report
from exchange.incoming.workbook.statements import Claim
from exchange.sheets import BY_KIND, SHEETS, Column, Sheet
from graph.shape import Property, Relation
from graph.statement.maintain.facts import attribution_of
from judgement.deletions import Deletions, without_deleted
from judgement.disputes import problem_of
from judgement.editions import Edition, Sifting, attributions_of, sift
from judgement.statements import OWNER

KNOWN = Attribution(date(2026, 11, 25), "source:classeur-n", "n")
OLDER = Edition("o", "source:classeur-o", date(2026, 6, 20), titles={"source:classeur-o": "Liste de juin"})
LATER = Edition("p", "source:classeur-p", date(2026, 12, 1))
COLUMNS = [
    (sheet, column)
    for sheet in SHEETS
    for column in sheet.columns
    if column.name not in {"id", OWNER, sheet.relation_name}
]
KEYS: dict[str, EdgeKey] = {end: ("X", "n:1", end) for end in ("known", "claimed")}


def stated(sheet: Sheet, column: Column, known: Attribution | None) -> tuple[Claim, Current]:
    """Return the claim of a line with one cell, and a graph with another value and its attribution."""
    cells: dict[str, Raw] = {column.name: "x"}
    line = Line(sheet, 2, cells, {column.name: "B"}, sheet.name)
    mark: Facts = {attribution_of(column.name): known.write()} if known else {}
    kinds = {"n:1": sheet.kind_name}
    member = sheet.model_member(column)
    words = member.type if isinstance(member, Property) and isinstance(member.type, type) else ()
    there, new = [str(word) for word in words][:2] or ["known", "claimed"]
    facts: Facts = {column.name: there, **mark}
    if sheet.relation_name:
        key = KEYS["known"]
        claim = Claim(sheet.kind_name, "n:1", {}, {sheet.relation_name: {key: {column.name: new}}}, line=line)
        edges: dict[str, dict[EdgeKey, Facts]] = {sheet.relation_name: {key: facts}}
        return claim, Current(kinds, {"n:1": {}}, {"n:1": edges})
    if isinstance(member, Relation) or member.linked:
        claim = Claim(sheet.kind_name, "n:1", {}, {column.name: {KEYS["claimed"]: {}}}, line=line)
        return claim, Current(kinds, {"n:1": mark}, {"n:1": {column.name: {KEYS["known"]: {}}}})
    claim = Claim(sheet.kind_name, "n:1", {column.name: new}, line=line)
    return claim, Current(kinds, {"n:1": facts}, {"n:1": {}})


@pytest.mark.parametrize(("sheet", "column"), COLUMNS, ids=lambda one: one.name)
def test_in_every_column_the_older_claim_is_dropped_and_the_later_one_kept(sheet: Sheet, column: Column) -> None:
    claim, current = stated(sheet, column, KNOWN)
    sifting = sift(Sifting([claim]), current, OLDER)
    ((left,), (dispute,)) = sifting.statements, sifting.disputes
    assert (dispute.name, dispute.verdict, sifting.older_ids) == (column.name, Verdict.OLDER, ["n:1"])
    assert left.facts == {}
    assert not any(facts for ends in left.edges.values() for facts in ends.values())
    assert KEYS["claimed"] not in {key for ends in left.edges.values() for key in ends}
    assert attributions_of([left], current, Changes(), OLDER) == Changes()
    standing = sift(Sifting([claim]), current, LATER)
    assert standing.disputes == []
    assert standing.statements == [claim]
    given = attributions_of([claim], current, Changes(), LATER)
    (change,) = [*given.nodes.values(), *given.edges.values()]
    name = attribution_of(column.name)
    assert (change.before, change.after) == ({name: KNOWN.write()}, {name: "2026-12-01 p source:classeur-p"})


@pytest.mark.parametrize(("sheet", "column"), COLUMNS, ids=lambda one: one.name)
def test_every_claim_is_kept_against_a_graph_without_days(sheet: Sheet, column: Column) -> None:
    claim, current = stated(sheet, column, None)
    sifting = sift(Sifting([claim]), current, replace(OLDER, day=None))
    assert (sifting.statements, sifting.disputes) == ([claim], [])


def test_communes_that_are_not_replaced_imply_no_perimeter() -> None:
    sheet = BY_KIND["CityContract"]
    column = sheet.column("communes")
    assert column is not None
    claim, current = stated(sheet, column, KNOWN)
    claim.facts["perimeter"] = "STATED"
    (left,) = sift(Sifting([claim]), current, OLDER).statements
    assert (left.facts, left.edges) == ({}, {})


def test_the_default_axis_of_plans_is_not_a_difference() -> None:
    plan = Line(BY_KIND["TerritorialPlan"], 2, {"axes": "1"}, {}, "Plans")
    one, five = ({("ON_AXIS", "plan:1", f"axis:{n}"): Facts()} for n in (1, 5))
    current = Current({"plan:1": "TerritorialPlan"}, {"plan:1": {"axesAttribution": KNOWN.write()}}, {"plan:1": {"axes": one | five}})  # fmt: skip # noqa: E501
    sifting = sift(Sifting([Claim("TerritorialPlan", "plan:1", {}, {"axes": one}, line=plan)]), current, OLDER)
    assert sifting.disputes == []


def test_an_exported_line_is_kept_and_gives_no_fact_an_earlier_day() -> None:
    sheet = BY_KIND["Grant"]
    column = sheet.column("grantedEuros")
    assert column is not None
    claim, current = stated(sheet, column, KNOWN)
    assert len(sift(Sifting([claim]), current, OLDER).disputes) == 1
    export, emptied = replace(OLDER, exported_ids={"n:1"}), replace(claim, fingerprint="")
    assert len(sift(Sifting([claim]), current, export).disputes) == 1
    for one, edition in ((replace(claim, fingerprint="0" * 8), OLDER), (emptied, export)):
        assert sift(Sifting([one]), current, edition).statements == [one]
        ((_, change),) = attributions_of([one], current, Changes(), edition).nodes.items()
        assert change.after == {"grantedEurosAttribution": "2026-11-25 o source:classeur-o"}


def test_a_statement_has_the_day_of_the_latest_source_that_it_names() -> None:
    line = Line(BY_KIND["Action"], 2, {"sources": "x", "title": "x"}, {}, "Actions")
    sources: dict[EdgeKey, Facts] = {("STATED_BY", "action:1", "source:1"): {"confirmedOn": date(2026, 11, 30)}}
    claim = Claim("Action", "action:1", {"title": "Forum"}, {"sources": sources}, line=line)
    assert OLDER.attribution(claim) == Attribution(date(2026, 11, 30), "source:1", "o")
    assert LATER.attribution(claim) == LATER.file_attribution
    assert replace(OLDER, day=None).attribution(claim) == Attribution(date(2026, 11, 30), "source:1", "o")


def test_an_unstated_status_is_deduced_on_the_day_of_the_latest_file() -> None:
    line = Line(BY_KIND["Action"], 2, {"endsOn": "x"}, {}, "Actions")
    facts: Facts = {
        "endsOn": date(2026, 9, 30),
        "endsOnAttribution": KNOWN.write(),
        "status": "ACTIVE",
        "statusAttribution": Attribution(None, "", "n").write(),
    }
    current = Current({"action:1": "Action"}, {"action:1": facts}, {"action:1": {}})
    for day, end, status in ((20, 30, "DONE"), (20, 1, "DONE"), (29, 30, "DONE")):
        claim = Claim("Action", "action:1", {"endsOn": date(2026, 9, end)}, line=line)
        (left,) = sift(Sifting([claim]), current, replace(OLDER, day=date(2026, 11, day))).statements
        assert left.facts["status"] == status
    stated_since = facts | {"statusAttribution": Attribution(None, "source:1", "n").write()}
    current = Current({"action:1": "Action"}, {"action:1": stated_since}, {"action:1": {}})
    assert "status" not in sift(Sifting([claim]), current, LATER).statements[0].facts


def test_statements_that_refer_to_something_deleted_later_are_left_out() -> None:
    def line(kind: str, **cells: Raw) -> Line:
        return Line(BY_KIND[kind], 2, cells, {}, BY_KIND[kind].name)

    action = Claim("Action", "action:1", {"title": "Forum"}, line=line("Action", title="x"))
    grant = Claim(
        "Grant", "grant:1", {}, {"funds": {("FUNDS", "grant:1", "action:1"): {}}}, line=line("Grant", funds="x")
    )
    both: dict[EdgeKey, Facts] = {("TAKEN_UP_BY", "orientation:1", f"action:{n}"): {} for n in (1, 2)}
    orientation = Claim(
        "Orientation", "orientation:1", {}, {"takenUpBy": both}, line=line("Orientation", takenUpBy="x")
    )
    deleted: Deletions = {("action:1",): KNOWN}
    sifting = without_deleted([grant, orientation, action], Current(), OLDER, deleted)
    (left,) = sifting.statements
    assert left.id == "orientation:1"
    assert list(left.edges["takenUpBy"]) == [("TAKEN_UP_BY", "orientation:1", "action:2")]
    findings = Findings()
    for dispute in sifting.disputes:
        report(problem_of(dispute, lambda source: OLDER.titles.get(source, source)), dispute.statement.line, findings)
    sentence = (
        "« {} », ligne 2 : n’entre pas : « Liste de juin » le dit le 20/06/2026, et plus récemment "
        "« source:classeur-n » (25/11/2026) a supprimé ce que {} la ligne ; pour l’imposer, donnez à la ligne ou au "
        "classeur un jour plus récent."
    )
    assert [str(finding) for finding in findings.warnings] == [
        sentence.format("Actions", "dit"),
        sentence.format("Subventions", "nomme"),
    ]
    assert without_deleted([grant, action], Current(), LATER, deleted).statements == [grant, action]
