"""A trainer found by name, for the command that forgets a person."""

import pytest

from changes.changeset import NotPossibleError
from tests.api_session import ApiSession
from tests.graphs import small
from usecases.forget import find_trainer


async def test_a_trainer_is_found_by_name_or_id(scratch: ApiSession) -> None:
    rows = small()
    await scratch.replace(rows)
    trainer = next(node for node in rows.nodes if node.kind == "Trainer")
    assert await find_trainer(scratch.client, str(trainer.properties["name"]).upper()) == trainer.id
    assert await find_trainer(scratch.client, trainer.id) == trainer.id


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("Personne", "ne désigne rien de connu"), ("institution:demo-tangram", "attendu : formateur")],
)
async def test_a_text_that_names_no_trainer_is_refused(scratch: ApiSession, text: str, sentence: str) -> None:
    await scratch.replace(small())
    with pytest.raises(NotPossibleError, match=sentence):
        await find_trainer(scratch.client, text)
