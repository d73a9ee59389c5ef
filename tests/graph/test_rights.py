"""The rights of a caller: which stored property is read, and under which condition."""

import pytest

from graph.model import SHAPE
from graph.rights import Caller, listed_only, public_name, stored_name
from graph.shape import Property, Scalar


@pytest.mark.parametrize(("name", "public"), [("name", "publicName"), ("trainedCount", "publicTrainedCount")])
def test_a_public_name_is_stored_beside_the_personal_one(name: str, public: str) -> None:
    assert public_name(name) == public


@pytest.mark.parametrize("caller", Caller)
@pytest.mark.parametrize("personal", [False, True])
@pytest.mark.parametrize("key", [False, True])
def test_only_an_anonymous_caller_reads_the_public_name_of_a_personal_property(
    caller: Caller,
    personal: bool,  # noqa: FBT001
    key: bool,  # noqa: FBT001
) -> None:
    stored = Property("name", Scalar.TEXT, "", personal=personal)
    own = "nameKey" if key else "name"
    expected = public_name(own) if personal and caller is Caller.ANONYMOUS else own
    assert stored_name(caller, stored, key=key) == expected


def test_an_officer_sees_listed_values_of_all_and_an_anonymous_caller_of_those_who_agreed() -> None:
    assert listed_only(Caller.OFFICER, "n") is None
    assert listed_only(Caller.ANONYMOUS, "n") == "(n:Institution OR n.publicListing)"


def test_all_that_a_twin_has_no_part_in_is_declared_listed() -> None:
    trainer, institution, offer = (SHAPE.kinds[name] for name in ("Trainer", "Institution", "Offer"))
    hidden = {"basedIn", "affiliations", "intervenesIn", "qualifications"}
    assert {relation.name for relation in trainer.relations if relation.listed} == hidden
    assert {p.name for p in trainer.properties if p.listed} == {"audiences"}
    to_trainers = [r for kind in (institution, offer) for r in kind.relations if r.target == "Trainer"]
    assert len(to_trainers) == 2
    assert all(relation.listed for relation in to_trainers)
