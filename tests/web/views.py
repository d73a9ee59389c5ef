"""Every view of the console, by an address that shows it with content."""

DAY = "2026-11-25"
CONTRACT = "contract:2024:CN04403I"
QUARTER = "qpv:QN04405M"

ADDRESSES = {
    "couverture": "/?territoire=region:52",
    "couverture-pays": "/",
    "couverture-epci": "/?territoire=region:52&lignes=EPCI&carte=4",
    "couverture-qpv": "/?territoire=departement:44&lignes=QPV&carte=2",
    "case": "/?territoire=region:52&case=4~contract:2024:CN04901M",
    "case-sans-acteur": "/?territoire=region:52&case=4~contract:2024:CN04402M",
    "case-large": "/?case=4~region:52",
    "comment-on-compte": "/comment-on-compte",
    "mobilises": "/mobilises?territoire=departement:53",
    "plans": "/plans?territoire=region:52",
    "financements": "/financements?territoire=region:52&puis=FUNDER",
    "diagnostics": "/plans/diagnostics?territoire=region:52",
    "orientations": "/plans/orientations?territoire=region:52",
    "formateurs": "/formateurs?territoire=departement:44",
    "formateurs-semestre": "/formateurs?territoire=region:52&public=ELECTED_OFFICIAL&duree=6",
    "besoins": "/formateurs/besoins?territoire=region:52",
    "activite": "/formateurs/activite?territoire=region:52",
    "a-classer": "/a-classer",
    "a-confirmer": "/a-confirmer?territoire=region:52",
    "comparer": f"/comparer?un={CONTRACT}&deux=contract:2024:CN04901M",
    "mes-vues": "/mes-vues",
    "evolution": "/evolution?territoire=region:52",
    "reseau": "/reseau?autour=region:52&pas=2",
    "reseau-tableau": "/reseau?autour=institution:demo-adil-44&vue=tableau",
    "chemin": "/reseau?de=epci:200083392&vers=epci:247200132",
    "fiche-territoire": "/fiche/epci:244400404",
    "fiche-contrat": f"/fiche/{CONTRACT}",
    "fiche-qpv": f"/fiche/{QUARTER}",
    "fiche-acteur": "/fiche/institution:demo-adil-44",
    "fiche-formateur": "/fiche/trainer:fb7e85ec28bde8ff",
    "fiche-mobilisation": "/fiche/commitment:demo-permanence-delegues-droits-mans",
    "fiche-plan": "/fiche/plan:demo-territorial-prevention-lutte-contre-discriminations-2024",
    "fiche-besoin": "/fiche/need:demo-nantes-accueil-victimes",
    "fiche-source": "/fiche/source:demo-region",
    "fiche-papier-contrat": f"/fiche?territoire={CONTRACT}",
    "fiche-papier-plan": "/plans/fiche?plan=plan:demo-territorial-prevention-lutte-contre-discriminations-2024",
    "fiche-papier-region": "/fiche?territoire=region:52",
    "recherche": "/recherche?q=delegue",
    "classeur": "/classeur",
    "explorateur": "/explorateur",
    "accessibilite": "/accessibilite",
    "donnees-personnelles": "/donnees-personnelles",
    "sources": "/sources",
}
VIEWS = {name: f"{address}{'&' if '?' in address else '?'}date={DAY}" for name, address in ADDRESSES.items()}
"""The addresses of the views, by the name of the view and of its screenshot."""
