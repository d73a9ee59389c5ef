"""The command « query », which sends a query to the running service and prints the answer."""

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
EXPECTED_VARIABLES = 'attendu : un objet JSON, comme {"id": "commune:44109", "first": 5}'
WRONG_JSON = (
    ("Expecting property name", "il faut ici un nom entre guillemets doubles"),
    ("Expecting ':'", "il faut ici deux-points, entre le nom et sa valeur"),
    ("Expecting ','", "il faut ici une virgule, ou la fin de la liste ou de l’objet"),
    ("Expecting value", "il faut ici une valeur : un texte entre guillemets doubles, un nombre, true, false ou null"),
    ("Illegal trailing comma", "cette virgule est de trop"),
    ("Unterminated string", "les guillemets de ce texte ne sont pas fermés"),
    ("Invalid control character", "un texte ne contient ni saut de ligne ni tabulation : écrivez \\n ou \\t"),
    ("Invalid \\", "après « \\ », ce signe ne convient pas : pour « \\ » lui-même, écrivez « \\\\ »"),
    ("Extra data", "la suite est de trop"),
)
"""The French explanations of invalid JSON, each with the beginning of Python's message."""


@app.command()
def query(
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help="La question GraphQL, ou @fichier, ou - pour l’entrée standard.")
    ],
    variables: Annotated[str, typer.Option(help="Variables, en JSON.")] = "{}",
) -> None:
    """Pose une question au service qui tourne, et imprime la réponse en JSON ; code 1 si elle porte des erreurs."""
    settings = read_settings_or_fail()
    values = values_of(variables)
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


def values_of(variables: str) -> dict[str, object]:
    """Return the values of the variables; end the command if the text is not a JSON object."""
    try:
        values = json.loads(variables)
    except json.JSONDecodeError as error:
        wrong = next(
            (french for english, french in WRONG_JSON if error.msg.startswith(english)), "ce n’est pas du JSON"
        )
        place = f"ligne {error.lineno}, colonne {error.colno}"
        fail(f"--variables : {place}, {wrong} ; {EXPECTED_VARIABLES}", USAGE_ERROR)
    except RecursionError:
        fail(f"--variables : trop de niveaux ; {EXPECTED_VARIABLES}", USAGE_ERROR)
    if not isinstance(values, dict):
        fail(f"--variables : ce n’est pas un objet JSON ; {EXPECTED_VARIABLES}", USAGE_ERROR)
    return values


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
