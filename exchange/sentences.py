"""Sentences: the words for problems, by language and code.

A sentence goes on from what it is about: « 12/03/2031 » is followed by « est dans l’avenir… ». After the first « ; »
it says what would be right. Values are written as officers read them: see `Words` for what a template may ask for.
"""

from collections.abc import Mapping
from datetime import date
from string import Formatter
from typing import Any

from changes.naming import quoted
from graph.french import agree, count
from graph.shape import Kind
from graph.vocabulary import Word
from judgement.problems import Problem, ProblemCode


class Words(Formatter):
    """Writes values into a template: days, words of vocabularies and lists of names by themselves.

    `{years:# an}` is a number with its noun, `{axes:le|les}` the form that a number asks for, and `{ids:ou}` a list of
    which one is meant.
    """

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return a value as an officer reads it."""
        if format_spec.startswith("# "):
            return count(value, *format_spec.removeprefix("# ").split("|"))
        if "|" in format_spec:
            return agree(value, *format_spec.split("|"))
        if isinstance(value, tuple) and format_spec:
            return f" {format_spec} ".join(value)
        return format(_written(value), format_spec)


def _written(value: object) -> object:
    """Return a value as an officer reads it, where that is not as Python writes it."""
    match value:
        case tuple():
            return quoted(value)
        case date():
            return f"{value:%d/%m/%Y}"
        case Word():
            return value.label_fr
        case Kind():
            return value.french or value.name
    return value


FRENCH: Mapping[ProblemCode, str] = {
    ProblemCode.OUT_OF_YEARS: "n’est pas entre {first} et {last}",
    ProblemCode.END_OUT_OF_YEARS: "n’est pas entre {first} et {last} ; sans fin, écrivez « en cours »",
    ProblemCode.NEGATIVE: "est négatif",
    ProblemCode.NO_INHABITANTS: "n’est pas un nombre d’habitants ; s’il est inconnu, laissez la cellule vide",
    ProblemCode.EXPIRED_BEFORE_SIGNED: "est avant la signature ({signed}) ; corrigez l’une des deux dates",
    ProblemCode.EMPTY_AXES_NOT_EXAMINED: (
        "nomme {axes:# axe} que le relevé n’a pas {axes:examiné|examinés} ; {axes:ajoutez-le|ajoutez-les} aux axes "
        "examinés"
    ),
    ProblemCode.ENDS_BEFORE_BEGINNING: "finit avant de commencer ({start}) ; corrigez l’une des deux dates",
    ProblemCode.DONE_WITHOUT_END: "une mobilisation réalisée a un dernier jour ; donnez la fin, ou un autre état",
    ProblemCode.ANOTHER_KIND_OF_THING: "est dans le graphe une autre sorte de chose ({kind})",
    ProblemCode.MISSING: "la cellule est vide ; elle est obligatoire pour une ligne nouvelle",
    ProblemCode.NOTHING_TO_DELETE: (
        "n’est pas dans le graphe, il n’y a rien à supprimer ; la suppression est notée à son jour : un fichier plus "
        "ancien qui le dit encore ne le fera pas entrer"
    ),
    ProblemCode.STATE_DEDUCED: "l’état n’est pas dit ; « {status} » est déduit des dates",
    ProblemCode.SAYS_NOTHING: "ne dit pas de quoi il s’agit ; est-ce un essai ? Donnez un nom qui le distingue",
    ProblemCode.UNKNOWN_PROGRAMME: (
        "ne paie guère de telles actions ; deux chiffres échangés, ou un autre, pour {policy} ?"
    ),
    ProblemCode.KIND_AGAINST_NAME: "dit « {kind} », et le nom dit « {said} » ; lequel des deux est juste ?",
    ProblemCode.KIND_AGAINST_ASSOCIATION: "dit « {kind} », et le nom dit « une {said} » ; lequel des deux est juste ?",
    ProblemCode.INSTITUTION_KIND_CHANGED: (
        "n’est pas ce que dit le graphe (« {known} ») ; une institution garde son type : est-ce une correction ?"
    ),
    ProblemCode.SOURCE_KIND_CHANGED: (
        "n’est pas ce que dit le graphe (« {known} ») ; une source garde son type : est-ce une correction ?"
    ),
    ProblemCode.MADE_PUBLIC: (
        "rend la personne publique, qui ne l’était pas ; l’a-t-elle accepté ? Sinon, écrivez « non »"
    ),
    ProblemCode.ANOTHER_NAME: ("n’a rien de commun avec ce que dit le graphe (« {known} ») ; est-ce la bonne ligne ?"),
    ProblemCode.NAME_OF_OTHERS: "« {name} » est aussi le nom de {ids:ou} ; qui l’écrit ne saurait plus de qui il parle",
    ProblemCode.NO_ADDRESS: "n’est pas une adresse ; attendu : « https://… », ou rien",
    ProblemCode.GRANTED_MORE_THAN_ASKED: "est plus que le montant demandé ({asked:g} €)",
    ProblemCode.SMALL_GRANT: "est peu pour une subvention ; est-ce en k€ ?",
    ProblemCode.LARGE_GRANT: "est beaucoup pour une subvention ; est-ce en centimes, ou un total ?",
    ProblemCode.MANY_TRAINED: "est beaucoup pour une seule session ; est-ce un total, ou un chiffre de trop ?",
    ProblemCode.LONG_TRAINING: "est long pour des jours de formation ; est-ce en heures ?",
    ProblemCode.SMALL_POPULATION: "est peu pour un quartier ; un chiffre de moins ?",
    ProblemCode.LARGE_POPULATION: "est trop pour un seul quartier ; un chiffre de trop ?",
    ProblemCode.TEN_TIMES_MORE: ("est dix fois plus que ce que dit le graphe ({known:g}) ; un chiffre de trop ?"),
    ProblemCode.TEN_TIMES_LESS: ("est dix fois moins que ce que dit le graphe ({known:g}) ; un chiffre de moins ?"),
    ProblemCode.TO_COME: "est dans l’avenir ({day}) ; attendu : un jour passé, ou rien",
    ProblemCode.LONG_AGO: "est d’il y a plus de {years:# an} ({day}) ; est-ce la bonne année ?",
    ProblemCode.DAY_AND_MONTH_EXCHANGED: (
        "est le jour que dit le graphe ({known}), jour et mois échangés ; lequel est juste ?"
    ),
    ProblemCode.AFTER_PREPARATION: "est après le début de la préparation ({last})",
    ProblemCode.AFTER_SIGNATURE: "est après la signature ({last})",
    ProblemCode.AFTER_ABANDONMENT: "est après l’abandon ({last})",
    ProblemCode.AFTER_SESSION: "est après le début de la session ({last})",
    ProblemCode.DELIVERED_BEFORE_BEGUN: "est avant le début du diagnostic ({first})",
    ProblemCode.DELIVERED_BEFORE_DATA: "est avant la fin des données ({first})",
    ProblemCode.SIGNED_ON_UNKNOWN_DAY: (
        "dit que le jour est inconnu, et le jour de la signature est donné ; gardez l’un des deux"
    ),
    ProblemCode.SIGNED_LONG_BEFORE: "est bien avant le début ({first}) ; corrigez l’une des deux dates",
    ProblemCode.SIGNED_OUTSIDE_CONTRACT: (
        "est loin des années du contrat ({first.year}–{last.year}) ; est-ce le bon jour, et le bon contrat ?"
    ),
    ProblemCode.CONFIRMED_TO_COME: "donne une confirmation dans l’avenir ({day}) ; attendu : un jour passé",
    ProblemCode.CONFIRMED_LONG_BEFORE: (
        "est confirmée le {day}, bien avant de commencer ({first}) ; est-ce le bon jour ?"
    ),
    ProblemCode.LASTS_TOO_LONG: (
        "la fait durer plus de {years:# an}, depuis le {first} ; corrigez l’une des deux dates"
    ),
    ProblemCode.BEGINS_FAR_AHEAD: "commence dans plus d’un an ({first}) ; est-ce le bon jour ?",
    ProblemCode.ENDS_FAR_AHEAD: "finit dans plus de {years:# an} ({last}) ; est-ce la bonne année ?",
    ProblemCode.LASTS_DAYS_ONLY: ("ne fait durer ce lien que {days:# jour}, depuis le {first} ; est-ce la bonne fin ?"),
    ProblemCode.YEAR_BEFORE_PAID: (
        "est bien avant ce que la subvention paie, qui commence en {first.year} ; est-ce la bonne année, et la bonne "
        "subvention ?"
    ),
    ProblemCode.YEAR_AFTER_PAID: (
        "est bien après ce que la subvention paie, qui finit en {last.year} ; est-ce la bonne année, et la bonne "
        "subvention ?"
    ),
    ProblemCode.YEAR_TO_COME: "est dans l’avenir ; est-ce la bonne année, et la bonne subvention ?",
    ProblemCode.YEAR_LONG_AGO: ("est d’il y a plus de {years:# an} ; est-ce la bonne année, et la bonne subvention ?"),
    ProblemCode.PLANNED_AND_OVER: "est prévue, et finie le {last} ; réalisée, ou annulée ?",
    ProblemCode.PLANNED_AND_BEGUN: "est prévue, et aurait commencé le {first} ; en cours, ou reportée ?",
    ProblemCode.NOT_BEGUN: "est dite « {status} », et commence le {first} ; prévue ?",
    ProblemCode.ACTIVE_AND_OVER: "est dite « {status} », et finie le {last} ; réalisée, ou une autre fin ?",
    ProblemCode.ACTIVE_AND_DELIVERED: ("est dite « {status} », et le diagnostic est remis le {delivered} ; réalisée ?"),
    ProblemCode.DONE_AND_NOT_OVER: "est dite « {status} », et finit le {last} ; en cours, ou une autre fin ?",
    ProblemCode.CANCELLATION_DAY_ALONE: (
        "donne un jour d’annulation, et l’état n’est pas « annulé » ; corrigez l’un des deux"
    ),
    ProblemCode.TITLE_SAYS_CALLED_OFF: (
        "dit « annulé » ou « reporté » ; si c’est le cas, dites-le dans la colonne « État »"
    ),
    ProblemCode.TRAINED_BEFORE_SESSION: "donne des personnes formées par une session prévue ; réalisée ?",
    ProblemCode.TRAINED_NOBODY: ("dit que la session n’a formé personne ; si le nombre est inconnu, videz la cellule"),
    ProblemCode.CANCELLED_WITHOUT_DAY: (
        "est annulée sans jour : elle ne comptera plus, même avant ; donnez le jour dans « Annulé le »"
    ),
    ProblemCode.ABANDONED_BUT_GOING_ON: ("dit le plan abandonné, et l’état est « {status} » ; corrigez l’un des deux"),
    ProblemCode.OUT_OF_FORCE: "« {territory} » n’est pas en vigueur aux dates de la ligne ({first} – {last})",
    ProblemCode.NOBODY_CARRIES: (
        "personne n’y tient un rôle qui compte (porteur, partenaire, formateur…) : ne sera pas pris en compte"
    ),
    ProblemCode.NOBODY_COMMISSIONS: (
        "personne ne le porte ni ne le commande : seule sa remise comptera, sur l’axe 1, sans acteur"
    ),
    ProblemCode.UNCONFIRMED: (
        "aucune source ne donne de jour : ne sera pas pris en compte ; attendu : « Source (15/03/2026) »"
    ),
    ProblemCode.OPEN_END: "sans date de fin : prise en compte tant qu’une source la confirme",
    ProblemCode.SESSION_WITHOUT_END: "sans date de fin : la session est tenue pour finie le jour où elle commence",
    ProblemCode.PLAN_NOT_SIGNED: "le plan n’est pas signé : il annonce des axes et ne compte sur aucun",
    ProblemCode.ON_EVERY_AXIS: ("la fait compter sur tous les axes à la fois ; gardez ceux dont elle relève vraiment"),
    ProblemCode.FAR_FROM_CONTRACT: "{places} : loin de ce contrat ({place}), dans une autre région ; est-ce voulu ?",
    ProblemCode.BEYOND_CONTRACT: (
        "{places} : loin de ce contrat ({place}), à plus de {kilometres} km de son département ; est-ce voulu ?"
    ),
    ProblemCode.FAR_FROM_BODY: "{places} : loin de « {body} » ({place}), dans une autre région ; est-ce voulu ?",
    ProblemCode.SEAT_MOVED: (
        "est dans un autre département que « {known} », que dit le graphe ; a-t-elle vraiment déménagé ?"
    ),
    ProblemCode.CONTRACT_CHANGED: ("n’est pas le contrat que dit le graphe (« {known} ») ; est-ce une correction ?"),
    ProblemCode.WIDER_THAN_TOWN: "{places} : bien plus que le territoire de {bodies} ; la commune plutôt ?",
    ProblemCode.FAR_FROM_EACH_OTHER: ("{places} : à {kilometres} km au moins l’une de l’autre ; est-ce voulu ?"),
    ProblemCode.FAR_FROM_THE_OTHERS: "{places} : à {kilometres} km des autres communes ; est-ce voulu ?",
}
SENTENCES: Mapping[str, Mapping[ProblemCode, str]] = {"fr": FRENCH}
"""The sentences by language; a table of another one has the same codes."""
WORDS = Words()


def sentence(problem: Problem, language: str = "fr") -> str:
    """Return what is to be said of a problem."""
    return WORDS.vformat(SENTENCES[language][problem.code], (), problem.values)
