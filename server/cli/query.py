"""The verb « query », which sends a query to the running service and prints the answer."""

import json
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Annotated

import typer

from graph.system_errors import reason_of
from server.cli.session import USAGE_ERROR, address_of, fail, read_settings_or_fail

app = typer.Typer()


@app.command()
def query(
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help="La question GraphQL, ou @fichier, ou - pour l’entrée standard.")
    ],
    variables: Annotated[str, typer.Option(help="Variables, en JSON.")] = "{}",
) -> None:
    """Pose une question au service qui tourne, et imprime la réponse en JSON ; code 1 si elle porte des erreurs."""
    settings = read_settings_or_fail()
    try:
        values = json.loads(variables)
    except json.JSONDecodeError as error:
        fail(f"--variables n’est pas du JSON : {error}", USAGE_ERROR)
    body = json.dumps({"query": _text(question), "variables": values}).encode()
    address = address_of(settings.host, settings.port)
    headers = {"content-type": "application/json", "accept": "application/graphql-response+json"}
    request = urllib.request.Request(address, body, headers)  # noqa: S310 - an http address, made above
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(request, timeout=settings.timeout_seconds + 5) as response:
            answer = json.load(response)
    except urllib.error.HTTPError as error:
        answer = _errors_of(error, address)
    except (OSError, ValueError):
        fail(f"le service ne répond pas sur {address} ; démarrez-le avec « cinqaxes serve »")
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    if answer.get("errors"):
        raise typer.Exit(1)


def _errors_of(refused: urllib.error.HTTPError, address: str) -> dict[str, object]:
    try:
        answer: dict[str, object] = json.load(refused)
    except ValueError:
        fail(f"ce qui répond sur {address} n’est pas Cinq Axes (statut {refused.code})")
    return answer


def _text(question: str) -> str:
    if question == "-":
        return sys.stdin.read()
    if question.startswith("@"):
        try:
            return Path(question[1:]).read_text("utf-8")
        except OSError as error:
            fail(f"impossible de lire {question[1:]} : {reason_of(error)}", USAGE_ERROR)
        except UnicodeDecodeError:
            fail(f"{question[1:]} n’est pas un texte en UTF-8", USAGE_ERROR)
    return question
