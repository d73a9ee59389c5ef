"""A file sent to `/check`: the same report as the command's, but no more than the viewer's rights allow."""

import io
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook
from starlette.applications import Starlette
from starlette.routing import Route

from exchange.findings import LONGEST_VALUE
from exchange.sentences import LANGUAGES
from exchange.sheets import SHEETS
from graph.access import Access
from graph.rights import View
from server.http import check_protocol
from server.http.check import BYTES, Checker
from server.http.check_protocol import WORKBOOK
from server.http.check_refusals import CheckRefusal, CheckRefusedError
from server.http.permits import OF_ONE_CLIENT
from server.http.template import template
from tests.exchange.workbooks import write
from tests.proofs import some_in_ci
from tests.server.small_service import serving
from tests.server.viewing import by_headers

MAX_BYTES = 200_000
HIDDEN = "trainer:8338ed48b9c4f771"
WRONG = {
    "Intitulé": "Atelier",
    "Début": "quand on peut",
    "Axes": "9",
    "Territoires": "commune:44109",
    "Acteurs": "institution:demo-tangram (porteur)",
}


@pytest.fixture(scope="module", params=some_in_ci(View, View.VISITOR))
def client(request: pytest.FixtureRequest, national_access: Access) -> Iterator[httpx.Client]:
    checker = Checker(national_access, by_headers, MAX_BYTES)
    app = Starlette(
        routes=[Route("/check", checker.respond, methods=["POST"]), Route("/check/template.xlsx", template)]
    )
    with serving(app, "h11") as origin, httpx.Client(base_url=origin, timeout=130.0) as client:
        client.headers["x-view"] = request.param
        yield client


def check(client: httpx.Client, path: Path, **parameters: str) -> httpx.Response:
    parameters = {"name": path.name} | parameters
    return client.post("/check", params=parameters, content=path.read_bytes(), headers={"content-type": BYTES})


def test_every_wrong_cell_is_reported_and_marked(client: httpx.Client, tmp_path: Path) -> None:
    path = write(tmp_path / "essai.xlsx", {"Actions": [WRONG]})
    report: dict[str, Any] = check(client, path).json()
    assert {error["column"] for error in report["errors"]} == {"Début", "Axes"}
    assert {error["cell"] for error in report["errors"]} == {"B2", "C2"}
    copy = check(client, path, answer="marked")
    assert copy.headers["content-type"] == WORKBOOK
    sheet: Any = load_workbook(io.BytesIO(copy.content))["Actions"]
    assert "axe" in sheet["C2"].comment.text
    assert sheet["E2"].comment is None


def test_a_list_in_another_format_is_recognised_and_the_template_is_available(
    client: httpx.Client, tmp_path: Path
) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("N° dossier;Bénéficiaire;Montant\nD1;Relais Fictif;300\n", "utf-8")
    report: dict[str, Any] = check(client, path).json()
    assert report["isOtherForm"]
    (cause,) = report["errorCauses"]
    assert "« cinqaxes mapping new liste.csv »" in cause["first"]["message"]
    answer = client.get("/check/template.xlsx")
    assert answer.headers["content-type"] == WORKBOOK
    assert "attachment" in answer.headers["content-disposition"]
    empty = tmp_path / "modele.xlsx"
    empty.write_bytes(answer.content)
    assert {sheet.name for sheet in SHEETS} <= set(load_workbook(empty).sheetnames)
    assert not check(client, empty).json()["isOtherForm"]


def test_errors_are_reported_by_cause(client: httpx.Client, tmp_path: Path) -> None:
    lines = [WRONG | {"Intitulé": f"Atelier {n}", "Début": "2026", "Axes": str(9 + n)} for n in range(3)]
    report: dict[str, Any] = check(client, write(tmp_path / "essai.xlsx", {"Actions": lines})).json()
    (cause,) = report["errorCauses"]
    assert (cause["findingCount"], cause["lineCount"]) == (3, 3)
    assert (cause["where"], cause["first"]["cell"]) == ("« Actions », lignes 2 à 4", "C2")
    assert report["errorCount"] == len(report["errors"]) == 3


def test_a_file_whose_cells_all_have_the_greatest_length_is_answered(client: httpx.Client, tmp_path: Path) -> None:
    cells = ((sheet, column.heading) for sheet in SHEETS for column in sheet.columns)
    lines: dict[str, dict[str, str]] = {}
    for number, (sheet, heading) in enumerate(cells):
        lines.setdefault(sheet.name, {})[heading] = f"{number}, {'é, ' * 10_666}"
    assert sum(map(len, lines.values())) >= 160
    path = write(tmp_path / "longues.xlsx", {name: [line] for name, line in lines.items()})
    report: dict[str, Any] = check(client, path).json()
    assert report["errorCount"] >= 100
    assert all(len(error["value"]) <= LONGEST_VALUE for error in report["errors"])


@pytest.mark.parametrize(
    ("accepted", "language", "message", "unread", "unopened"),
    [
        (
            "en-GB, fr;q=0.5",
            "en",
            "is planned, and ended on 2020-12-31; done, or cancelled?",
            "is not a date; expected: a date: 15/03/2021",
            "“abime.xlsx” is neither a workbook",
        ),
        (
            "de",
            "fr",
            "est prévue, et finie le 31/12/2020 ; réalisée, ou annulée ?",
            "n’est pas une date ; attendu : une date : 15/03/2021",
            "« abime.xlsx » n’est ni un classeur",
        ),
    ],
)
def test_a_report_is_in_the_accepted_language(
    client: httpx.Client, tmp_path: Path, accepted: str, language: str, message: str, unread: str, unopened: str
) -> None:
    lines = [WRONG | {"Début": "2020", "Fin": "2020", "État": "prévu", "Axes": "2"}, WRONG | {"Intitulé": "Forum"}]
    path = write(tmp_path / "essai.xlsx", {"Actions": lines})
    client.headers["accept-language"] = accepted
    damaged = tmp_path / "abime.xlsx"
    damaged.write_bytes(b"a\0b")
    answers = check(client, path), check(client, path, answer="marked")
    refusal = check(client, damaged)
    del client.headers["accept-language"]
    assert [(one.headers["content-language"], one.headers["vary"]) for one in answers] == [
        (language, "accept-language")
    ] * 2
    report: dict[str, Any] = answers[0].json()
    assert message in {one["message"] for one in report["warnings"]}
    (error, _) = report["errors"]
    assert error["message"].startswith(unread)
    assert (refusal.status_code, unopened in refusal.text) == (400, True)
    sheet: Any = load_workbook(io.BytesIO(answers[1].content))["Actions"]
    assert message in sheet["G2"].comment.text


def test_the_service_offers_all_languages() -> None:
    assert tuple(LANGUAGES) == check_protocol.LANGUAGES


def test_a_visitor_learns_nothing_about_a_person(client: httpx.Client, tmp_path: Path) -> None:
    """For a line that renames an unlisted trainer, only an officer sees the former name."""
    trainer = {"Identifiant": HIDDEN, "Nom": "Autre Nom"}
    offer = {"Identifiant": "offer:demo-parler-jeunes", "À faire": "supprimer"}
    path = write(tmp_path / "essai.xlsx", {"Formateurs": [trainer], "Offres": [offer]})
    text = check(client, path).text
    assert "sert encore" in text
    assert ("Loïc Fictif" in text) is (client.headers["x-view"] == "everything")


@pytest.mark.parametrize(
    ("name", "content", "kind", "status", "words"),
    [
        ("", b"x", BYTES, 400, {"fr": "nom du fichier", "en": "name of the file"}),
        ("..", b"x", BYTES, 400, {"fr": "nom du fichier", "en": "name of the file"}),
        ("é" * 300 + ".csv", b"x", BYTES, 400, {"fr": "nom du fichier", "en": "name of the file"}),
        ("a.xlsx", b"x", "text/plain", 415, {"fr": f"avec Content-Type: {BYTES}", "en": f"with Content-Type: {BYTES}"}),
        ("a.xlsx", b"x" * (MAX_BYTES + 1), BYTES, 413, {"fr": "divisez-le", "en": "divide it"}),
        ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1"), BYTES, 400, {"fr": "ancien fichier Excel"}),
        ("../../etc/a.xlsx", b"PK\x03\x04 spoilt", BYTES, 400, {"fr": "« a.xlsx » est abîmé"}),
    ],
)
def test_a_request_without_a_file_that_can_be_checked_is_refused(
    client: httpx.Client, name: str, content: bytes, kind: str, status: int, words: Mapping[str, str]
) -> None:
    for language, text in words.items():
        headers = {"content-type": kind, "accept-language": language}
        answer = client.post("/check", params={"name": name}, content=content, headers=headers)
        assert (answer.status_code, answer.headers["content-language"]) == (status, language)
        assert text in answer.json()["errors"][0]["message"]


def test_every_refusal_has_a_sentence_in_each_language() -> None:
    values = {"name": "a", "megabytes": 1, "seconds": 1, "suffixes": "", "bytes": 1, "answers": "ab", "media_type": ""}
    for refusal in CheckRefusal:
        assert refusal.sentences.keys() == {*check_protocol.LANGUAGES}
        for language in check_protocol.LANGUAGES:
            assert "{" not in CheckRefusedError(refusal, **values).sentence(language)


def test_a_slow_upload_delays_no_other_client(client: httpx.Client, tmp_path: Path) -> None:
    """An upload waits for its turn only once it is complete; one client has few permits."""
    head = f"POST /check?name=a.csv HTTP/1.1\r\nHost: a\r\nContent-Type: {BYTES}\r\nContent-Length: 1000\r\n\r\nab"
    path = write(tmp_path / "essai.xlsx", {"Actions": [WRONG]})

    def begin_slowly(held: ExitStack) -> None:
        slow = held.enter_context(socket.create_connection((client.base_url.host, client.base_url.port)))
        slow.sendall(head.encode())

    with ExitStack() as held:
        for _ in range(OF_ONE_CLIENT - 1):
            begin_slowly(held)
        assert check(client, path).status_code == 200
        deadline = time.monotonic() + 60.0
        while (refused := check(client, path)).status_code != 503:
            assert time.monotonic() < deadline
            begin_slowly(held)  # an earlier upload may have been dropped by now
        assert refused.headers["retry-after"]
    deadline = time.monotonic() + 30.0
    while check(client, path).status_code != 200:
        assert time.monotonic() < deadline
