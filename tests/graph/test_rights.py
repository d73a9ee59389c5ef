"""The rights of a view: which stored property is read, and under which condition."""

import pytest

from graph.model import SHAPE
from graph.rights import EVERYTHING, VISITOR, View, Viewer, ViewKey, listed_only, public_name, stored_name
from graph.shape import Property, Scalar


@pytest.mark.parametrize(("name", "public"), [("name", "publicName"), ("trainedCount", "publicTrainedCount")])
def test_a_public_name_is_stored_beside_the_personal_one(name: str, public: str) -> None:
    assert public_name(name) == public


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("personal", [False, True])
@pytest.mark.parametrize("key", [False, True])
def test_only_a_visitor_reads_the_public_name_of_a_personal_property(
    view: View,
    personal: bool,  # noqa: FBT001
    key: bool,  # noqa: FBT001
) -> None:
    stored = Property("name", Scalar.TEXT, "", personal=personal)
    own = "nameKey" if key else "name"
    expected = public_name(own) if personal and view is View.VISITOR else own
    assert stored_name(view, stored, key=key) == expected


def test_an_officer_sees_listed_values_of_all_and_a_visitor_of_those_who_agreed() -> None:
    assert listed_only(View.EVERYTHING, "n") is None
    assert listed_only(View.VISITOR, "n") == "(n:Institution OR n.publicListing)"


def test_an_officer_sees_everything_and_a_visitor_does_not() -> None:
    assert (VISITOR.sees_everything, EVERYTHING.sees_everything) == (False, True)
    assert Viewer(View.EVERYTHING, name="Ada").sees_everything


def test_a_cache_key_depends_on_the_stated_part_of_the_viewer() -> None:
    here, there = (
        Viewer(View.EVERYTHING, (place,), name) for place, name in (("region:52", "Ada"), ("region:53", "Bo"))
    )
    assert ViewKey.of_viewer(here, "x") != ViewKey.of_viewer(there, "x")
    assert ViewKey.of_viewer(here, "x") == ViewKey.of_viewer(Viewer(here.view, here.territories, "Cy"), "x")
    assert ViewKey.of_view(here.view, "x") == ViewKey.of_view(there.view, "x") != ViewKey.of_view(View.VISITOR, "x")
    kinds = [ViewKey.of_all("x"), ViewKey.of_view(View.VISITOR, "x"), ViewKey.of_viewer(VISITOR, "x")]
    assert len(set(kinds)) == len(kinds)


def test_all_that_a_twin_must_not_show_is_declared_listed() -> None:
    trainer, institution, offer = (SHAPE.kinds[name] for name in ("Trainer", "Institution", "Offer"))
    hidden = {"basedIn", "affiliations", "intervenesIn", "qualifications"}
    assert {relation.name for relation in trainer.relations if relation.listed} == hidden
    assert {p.name for p in trainer.properties if p.listed} == {"audiences", "availableFrom", "availableUntil"}
    to_trainers = [r for kind in (institution, offer) for r in kind.relations if r.target == "Trainer"]
    assert len(to_trainers) == 2
    assert all(relation.listed for relation in to_trainers)
