"""Impossible values are errors, doubtful ones are warnings, each with its column."""

from datetime import date

import pytest

from changes.changeset import Facts
from exchange.sentences import FRENCH
from judgement.doubts import doubtful, impossible
from judgement.problems import Gravity
from judgement.spans import Context, doubtful_confirmations, doubtful_signature, doubtful_year

DAY = date(2026, 11, 25)
CONTEXT = Context(DAY, DAY)


@pytest.mark.parametrize(
    ("kind", "facts", "column"),
    [
        ("TrainingSession", {"trainedCount": -3}, "trainedCount"),
        ("Grant", {"grantedEuros": -1.5}, "grantedEuros"),
        ("Grant", {"year": 20_025}, "year"),
        ("Action", {"startsOn": date(1902, 5, 1)}, "startsOn"),
        ("Action", {"startsOn": date(2025, 5, 1), "endsOn": date(2099, 12, 31)}, "endsOn"),
        ("TerritorialPlan", {"signedOn": date(2025, 1, 2), "expiredOn": date(2025, 1, 1)}, "expiredOn"),
        ("Survey", {"axes": ["KNOWLEDGE"], "emptyAxes": ["VICTIM_SUPPORT"]}, "emptyAxes"),
        ("AdministrativeTerritory", {"population": -1}, "population"),
    ],
)
def test_impossible_values_are_found(kind: str, facts: Facts, column: str) -> None:
    assert [doubt.path.field for doubt in impossible(kind, facts)] == [column]


@pytest.mark.parametrize(
    ("facts", "column"),
    [
        ({"askedEuros": 1_000.0, "grantedEuros": 1_200.0}, "grantedEuros"),
        ({"status": "PLANNED", "endsOn": date(2026, 11, 24)}, "status"),
        ({"status": "ACTIVE", "endsOn": date(2024, 12, 31)}, "status"),
        ({"status": "DONE", "startsOn": date(2026, 1, 1), "endsOn": date(2031, 12, 31)}, "status"),
        ({"status": "ACTIVE", "startsOn": date(2006, 1, 1), "endsOn": date(2026, 12, 31)}, "endsOn"),
        ({"trainedCount": 110_000}, "trainedCount"),
        ({"grantedEuros": 12.0}, "grantedEuros"),
        ({"askedEuros": 2_500_000.0}, "askedEuros"),
        ({"days": 35.0}, "days"),
        ({"population": 1_200_000}, "population"),
        ({"status": "PLANNED", "trainedCount": 12}, "trainedCount"),
        ({"status": "ACTIVE", "abandonedOn": date(2026, 5, 1)}, "abandonedOn"),
        ({"status": "ACTIVE", "startsOn": date(2024, 1, 1), "signedOn": date(2014, 1, 1)}, "signedOn"),
        ({"dataEndsOn": date(2027, 12, 31), "deliveredOn": date(2026, 5, 1)}, "deliveredOn"),
    ],
)
def test_doubtful_values_are_found(facts: Facts, column: str) -> None:
    assert [doubt.path.field for doubt in doubtful("Action", facts, CONTEXT)] == [column]


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("TrainingSession", {"trainedCount": 0, "status": "PLANNED"}),
        ("Grant", {"askedEuros": 1_000.0, "grantedEuros": 1_000.0, "year": 2025}),
        ("TerritorialPlan", {"signedOn": date(2025, 1, 1), "expiredOn": date(2025, 1, 1)}),
        ("TerritorialPlan", {"wishedOn": date(2024, 1, 1), "abandonedOn": date(2025, 1, 1)}),
        ("Survey", {"axes": ["KNOWLEDGE", "VICTIM_SUPPORT"], "emptyAxes": ["VICTIM_SUPPORT"]}),
        ("Action", {"status": "PLANNED", "endsOn": DAY}),
        ("Action", {"status": "DONE", "startsOn": date(2026, 1, 1), "endsOn": date(2026, 12, 31)}),
        ("Commitment", {"status": "ACTIVE", "startsOn": date(2015, 1, 1), "endsOn": date(2030, 12, 31)}),
        ("Action", {"status": "DONE", "startsOn": date(2015, 1, 1), "endsOn": date(2023, 12, 31)}),
        ("Trainer", {"startsOn": date(1990, 1, 1), "endsOn": date(2036, 11, 25)}),  # a career
        ("Institution", {"startsOn": date(2024, 3, 1), "endsOn": date(2024, 3, 31)}),  # « mars 2024 »
        ("Survey", {"surveyedOn": date(2015, 6, 1)}),
        ("Grant", {"programme": "177"}),
        ("Grant", {"programme": "FIPD"}),
        ("Institution", {"name": "Ville & Aménagement Durable", "kind": "ASSOCIATION"}),
        ("Institution", {"name": "Fédération des centres sociaux", "kind": "NETWORK_HEAD"}),
        ("Institution", {"name": "CCAS de la ville de Nantes", "kind": "MUNICIPAL_SOCIAL_CENTRE"}),
        ("Action", {"title": "Test de discrimination à l’embauche"}),
        ("TrainingSession", {"status": "DONE", "startsOn": date(2024, 1, 1), "endsOn": date(2025, 12, 31)}),
        ("Grant", {"askedEuros": 200.0, "grantedEuros": 0.0}),
        ("Grant", {"askedEuros": 1_000_000.0, "grantedEuros": 100.0}),
        ("Action", {}),
        ("Diagnostic", {"dataEndsOn": date(2026, 12, 31), "deliveredOn": date(2026, 5, 1)}),  # the cell had « 2026 »
        ("TerritorialPlan", {"status": "ACTIVE", "startsOn": date(2024, 1, 1), "signedOn": date(2022, 1, 1)}),
        *(
            ("Trainer", {"contact": contact})
            for contact in (
                "zelie@exemple.invalid",
                "zelie [at] exemple.invalid",
                "06.12.34.56.78",
                "+33 (0)6 12 34 56 78",
                "Zélie, 06 12 34 56 78 le soir",
                "www.exemple.invalid/zelie",
                "exemple.fr/zelie",
                "12 rue des Essais, 44000 Nantes",
            )
        ),
    ],
)
def test_plausible_values_are_not_reported(kind: str, facts: Facts) -> None:
    assert [*impossible(kind, facts), *doubtful(kind, facts, CONTEXT)] == []


@pytest.mark.parametrize(
    ("kind", "facts", "column"),
    [
        ("Action", {"title": "test"}, "title"),
        ("Action", {"title": "Action 2"}, "title"),
        ("Source", {"title": "xx"}, "title"),
        ("Orientation", {"text": "aaaa"}, "text"),
        ("Grant", {"programme": "174"}, "programme"),
        ("Grant", {"programme": "14"}, "programme"),
        ("Institution", {"name": "Association des Marronniers", "kind": "COMMUNE"}, "kind"),
        ("Institution", {"name": "Mairie de Rezé", "kind": "ASSOCIATION"}, "kind"),
        ("Institution", {"name": "Communauté urbaine d’Angers", "kind": "COMMUNE"}, "kind"),
        ("Action", {"status": "ACTIVE", "startsOn": date(2026, 1, 1), "endsOn": date(2036, 1, 1)}, "endsOn"),
        ("Diagnostic", {"status": "ACTIVE", "startsOn": date(2023, 1, 1), "endsOn": date(2026, 12, 31)}, "endsOn"),
        ("Action", {"status": "CANCELLED", "cancelledOn": date(2000, 1, 1)}, "cancelledOn"),
        ("Survey", {"surveyedOn": date(2009, 6, 1)}, "surveyedOn"),
        ("TerritorialPlan", {"wishedOn": date(2024, 3, 2), "abandonedOn": date(2014, 1, 2)}, "wishedOn"),
        ("Source", {"retrievedOn": date(1999, 6, 1)}, "retrievedOn"),
        ("Trainer", {"startsOn": date(1981, 9, 1)}, "startsOn"),
        ("Trainer", {"startsOn": date(2024, 9, 1), "endsOn": date(2049, 12, 31)}, "endsOn"),
        ("Institution", {"startsOn": date(2026, 1, 1), "endsOn": date(2026, 1, 14)}, "endsOn"),
        *(
            ("Trainer", {"contact": contact}, "contact")
            for contact in ("voir site", "02 40", "02 40 12 34 5", "contact@", "zelie@exemple", "Mme Inventée", "@" * 9)
        ),
    ],
)
def test_doubtful_words_and_days_are_found(kind: str, facts: Facts, column: str) -> None:
    assert [doubt.path.field for doubt in doubtful(kind, facts, CONTEXT)] == [column]


@pytest.mark.parametrize(
    ("kind", "before", "after", "column"),
    [
        ("Source", {"kind": "REPORT"}, {"kind": "SIGNED_ACT"}, "kind"),
        ("Institution", {"kind": "COMMUNE"}, {"kind": "ASSOCIATION"}, "kind"),
        ("Trainer", {"publicListing": False}, {"publicListing": True}, "publicListing"),
        ("Trainer", {"publicListing": True}, {"publicListing": False}, ""),
        ("Trainer", {}, {"publicListing": True}, ""),
        ("Trainer", {"contact": "voir site"}, {"contact": "voir site"}, ""),  # reported at the first import
        ("Commitment", {"kind": "CHARTER"}, {"kind": "ADVICE_DESK"}, ""),
        ("Action", {"startsOn": date(2024, 11, 4)}, {"startsOn": date(2024, 4, 11)}, "startsOn"),
        ("Action", {"startsOn": date(2024, 11, 4)}, {"startsOn": date(2024, 11, 5)}, ""),
        (
            "Survey",
            {"surveyedOn": date(2009, 6, 1)},
            {"surveyedOn": date(2009, 6, 1)},
            "",
        ),  # reported at the first import
    ],
)
def test_doubtful_changes_of_a_known_thing_are_found(kind: str, before: Facts, after: Facts, column: str) -> None:
    doubts = doubtful(kind, after, CONTEXT._replace(before=before))
    assert [doubt.path.field for doubt in doubts] == ([column] if column else [])


@pytest.mark.parametrize(
    ("end", "said", "doubts"),
    [
        (date(2026, 10, 31), date(2026, 11, 20), 1),  # its source said so after its end
        (date(2026, 10, 31), date(2026, 10, 31), 0),  # it was under way on that day; news comes late
        (date(2026, 4, 30), date(2026, 4, 30), 1),
        (DAY, DAY, 0),
    ],
)
def test_an_engagement_confirmed_as_under_way_is_not_reported_for_half_a_year(
    end: date, said: date, doubts: int
) -> None:
    facts: Facts = {"status": "ACTIVE", "startsOn": date(2026, 1, 1), "endsOn": end}
    assert len([*doubtful("Action", facts, Context(DAY, DAY, said))]) == doubts


def test_an_expired_plan_is_not_reported_for_half_a_year() -> None:
    facts: Facts = {"status": "ACTIVE", "startsOn": date(2024, 9, 1), "endsOn": date(2026, 8, 31)}
    assert [*doubtful("TerritorialPlan", facts, Context(DAY, DAY, date(2026, 9, 15)))] == []
    assert [*doubtful("TerritorialPlan", facts | {"endsOn": date(2025, 8, 31)}, Context(DAY, DAY, date(2026, 9, 15)))]


@pytest.mark.parametrize(
    ("year", "paid", "doubted"),
    [
        (2014, {"startsOn": date(2024, 3, 1)}, "est bien avant"),
        (2023, {"startsOn": date(2024, 3, 1)}, ""),  # decided the year before
        (2025, {"startsOn": date(2023, 3, 1), "endsOn": date(2024, 12, 31)}, ""),  # paid in the following year
        (2026, {"startsOn": date(2023, 3, 1), "endsOn": date(2024, 12, 31)}, "est bien après"),
        (2027, {"startsOn": date(2024, 3, 1)}, ""),
        (2028, {"startsOn": date(2024, 3, 1)}, "est dans l’avenir"),
        (2014, {}, ""),
        (1998, {}, "est d’il y a plus de 25 ans"),
    ],
)
def test_the_year_of_a_grant_is_compared_with_the_days_of_the_engagement_that_it_funds(
    year: int, paid: Facts, doubted: str
) -> None:
    messages = [FRENCH.sentence(doubt) for doubt in doubtful_year(year, [paid], DAY)]
    assert [message for message in messages if doubted and doubted in message] == messages
    assert len(messages) == bool(doubted)


@pytest.mark.parametrize(
    ("confirmed", "doubted"),
    [
        ([date(2012, 3, 15)], "bien avant de commencer"),
        ([date(2012, 3, 15), date(2026, 3, 15)], ""),
        ([date(2025, 1, 15)], ""),  # an act that announces it
        ([date(2027, 1, 15)], "dans l’avenir"),
        ([None], ""),
        ([], ""),
    ],
)
def test_the_days_of_confirmation_are_compared_with_the_first_day(confirmed: list[date | None], doubted: str) -> None:
    doubts = [*doubtful_confirmations(confirmed, {"startsOn": date(2026, 1, 1)}, DAY)]
    assert len(doubts) == bool(doubted)
    assert all(doubted in FRENCH.sentence(doubt) for doubt in doubts)


@pytest.mark.parametrize(
    ("before", "after", "column"),
    [
        ({"trainedCount": 14}, {"trainedCount": 140}, "trainedCount"),
        ({"grantedEuros": 12_000.0}, {"grantedEuros": 1_200.0}, "grantedEuros"),
        ({"population": 1_400}, {"population": 14_000}, "population"),
        ({"status": "ACTIVE"}, {"status": "CANCELLED"}, "status"),
    ],
)
def test_a_tenfold_change_is_found(before: Facts, after: Facts, column: str) -> None:
    (doubt,) = doubtful("Action", after, CONTEXT._replace(before=before))
    assert (doubt.path.field, doubt.code.gravity) == (column, Gravity.COSTS_A_FIGURE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"trainedCount": 14}, {"trainedCount": 24}),
        ({"trainedCount": 0}, {"trainedCount": 24}),
        ({"grantedEuros": 12_000.0}, {"grantedEuros": 0.0}),
        ({"status": "PLANNED"}, {"status": "CANCELLED"}),
        ({"status": "ACTIVE"}, {"status": "CANCELLED", "cancelledOn": DAY}),
        ({}, {"status": "CANCELLED"}),
    ],
)
def test_a_smaller_correction_is_not_reported(before: Facts, after: Facts) -> None:
    assert [*doubtful("Action", after, CONTEXT._replace(before=before))] == []


def test_the_day_of_a_signature_is_compared_with_the_days_of_the_contract() -> None:
    first, last = date(2024, 1, 1), date(2030, 12, 31)
    assert [*doubtful_signature(date(2023, 9, 1), first, last)] == []
    assert [*doubtful_signature(date(2014, 1, 1), first, last)]
    assert [*doubtful_signature(date(2031, 1, 1), first, last)]
    assert [*doubtful_signature(None, first, last)] == []
