"""Former names and codes, and postal codes: their targets are in the official lists of today."""

from seed.references.out_of_use import (
    read_former_communes,
    read_former_epcis,
    read_former_regions,
    read_postal_codes,
)
from seed.references.read import read_references

REGIONS_OF_2016 = {"27", "28", "32", "44", "75", "76", "84"}
"""The régions that replaced others on 1 January 2016."""


def test_former_codes_lead_to_present_ones() -> None:
    known = read_references()
    communes, epcis = {c.code for c in known.communes}, {e.siren for e in known.epcis}
    groupings = epcis | {e.siren for e in known.epts}
    former_communes = read_former_communes()
    assert {former.commune for former in former_communes} - {""} <= communes
    assert {former.code for former in former_communes if not former.commune} <= communes
    for former in read_former_epcis():
        assert former.today, former
        assert set(former.today) <= groupings
        assert former.siren not in epcis or former.today == (former.siren,)
    departements = [code for region in read_former_regions() for code in region.departements]
    assert len(departements) == len(set(departements))
    assert set(departements) == {d.code for d in known.departements if d.region in REGIONS_OF_2016}
    assert {code for codes in read_postal_codes().values() for code in codes} <= communes
