"""French: the sentences for problems, by code, and how it writes values.

A sentence continues from its subject: « 12/03/2031 » is followed by « est dans l’avenir… ». After the first « ; » it
gives the remedy. `sentences.py` documents what a template may contain. One table of sentences, hence the length.
"""

from collections.abc import Mapping
from operator import attrgetter

from exchange.sentences import Language, Severity
from graph.french import agree, figures
from judgement.likeness import Reason
from judgement.problems import CORRECTED, OLDER, PRECEDED, Gravity, ProblemCode
from judgement.values import Details

TWICE = "est déjà donné à {where:la …} ; gardez une seule des deux lignes"
TELL_APART = ", ou donnez un identifiant à chacune ({fields:,} : les deux disent la même chose)"
SAME_SIREN = (
    ", de même SIREN ; l’institution de cette ligne entre à part et lui est liée, et si c’est la même, écrivez son "
    "identifiant dans la colonne « Rapprochement »"
)
ALL_ELSE = (
    ", et la ligne dit tout autre chose dans {fields} ; si elle est bien à ce sujet, écrivez aussi l’identifiant dans "
    "la colonne « Rapprochement », sinon videz-le"
)
NOT_IN, SAID = "n’entre pas : ", "{ours:«»} le dit{said_on: le …}, et "
THEIRS = "{theirs:«»}{known_on: (…)}"
BY_NAME = " ; de deux fichiers d’un même jour, celui dont le nom vient en dernier est gardé"
IMPOSE = " ; pour l’imposer, donnez à la ligne ou au classeur un jour plus récent"
GIVE_DATE = " ; le fichier ne dit pas de quel jour il est : donnez sa date"
DELETED = THEIRS + " a supprimé ce que dit la ligne"
HELD = (
    "le graphe dit « {shown} », d’après " + THEIRS,
    DELETED,
    THEIRS + " a supprimé ce que nomme la ligne",
    THEIRS + " en parle encore",
)
"""Statements of the graph to the contrary: about a value, a whole line, what it refers to, or a deletion."""
EMPTIED = "n’efface rien : la cellule ne dit plus ce qu’elle disait à l’export, et le graphe le garde"
CHANGED = "a changé dans le graphe depuis l’export{by:, par …}"
UNREADABLE = "ne peut être comparé à l’export, dont l’empreinte est d’une autre version ou a été modifiée{by:, par …}"
BOTH = " : le graphe dit « {graph} », le fichier « {file} »"
NOW = " : la ligne vaut maintenant {now}"
TITLE, SAME = "a le même titre", "a le même titre, le même premier jour et les mêmes territoires"
KNOWN, ALMOST_SAID = (
    "est presque une mobilisation du graphe, qui ",
    "est presque une mobilisation de ce fichier ({other}), ",
)
COLUMN, SAME_THING, ONLY_ONE = (
    " dans la colonne « Rapprochement »",
    " ; si c’est la même chose, ",
    "gardez une seule des deux lignes",
)
GIVE_ID = SAME_THING + "écrivez l’identifiant" + COLUMN + ", sinon écrivez-y « nouveau »"
OR_NEW = ", sinon écrivez « nouveau »" + COLUMN
KEEP_ONE = SAME_THING + ONLY_ONE + OR_NEW
BUT_FOR = "qui n’en diffère que par {} et durerait en même temps ; si c’est la même, " + ONLY_ONE
MOVED = "est le premier jour d’une ligne du même titre, au même endroit, qu’une mobilisation du {first}"
EMPTY_CELL = "la cellule est vide ; "
UNSAID = (
    "aucun service, aucune source et aucun jour dans tout le fichier : rien de ce qu’il dit ne sera confirmé, et ce "
    "qui doit l’être ne comptera pas ; donnez-les "
)
BY_OPTIONS = ", ou par « --service » et « --confirmed »"
WAY_OUT = " ; exportez à nouveau, ou videz la cellule « Empreinte » pour imposer la ligne du fichier"
SENTENCES: Mapping[ProblemCode, str] = {
    ProblemCode.OUT_OF_YEARS: "n’est pas entre {first} et {last}",
    ProblemCode.END_OUT_OF_YEARS: "n’est pas entre {first} et {last} ; sans fin, écrivez « en cours »",
    ProblemCode.NEGATIVE: "est négatif",
    ProblemCode.OVER_HUNDRED: "dépasse 100 % ; attendu : un pourcentage, de 0 à 100",
    ProblemCode.NO_INHABITANTS: "n’est pas un nombre d’habitants ; s’il est inconnu, laissez la cellule vide",
    ProblemCode.EXPIRED_BEFORE_SIGNED: "est avant la signature ({signed}) ; corrigez l’une des deux dates",
    ProblemCode.EMPTY_AXES_NOT_EXAMINED: (
        "nomme {axes:# axe} que le relevé n’a pas {axes:examiné|examinés} ; {axes:ajoutez-le|ajoutez-les} aux axes "
        "examinés"
    ),
    ProblemCode.BROKEN_DOWN_TWICE: (
        "ventile une seconde fois : une ligne compte un public, une thématique, un critère ou une issue ; écrivez une "
        "ligne pour chacun"
    ),
    ProblemCode.ENDS_BEFORE_BEGINNING: "finit avant de commencer ({start}) ; corrigez l’une des deux dates",
    ProblemCode.DONE_WITHOUT_END: "une mobilisation réalisée a un dernier jour ; donnez la fin, ou un autre état",
    ProblemCode.ANOTHER_KIND_OF_THING: "est dans le graphe une autre sorte de chose ({kind})",
    ProblemCode.MISSING: EMPTY_CELL + "elle est obligatoire pour une ligne nouvelle",
    ProblemCode.MISSING_IDENTITY: EMPTY_CELL + "il en faut une pour reconnaître la ligne",
    ProblemCode.MISSING_END: EMPTY_CELL + "attendu : un nom ou un identifiant",
    ProblemCode.MISSING_COLUMN: "cette colonne manque ; une ligne nouvelle en a besoin",
    ProblemCode.NOTHING_TO_DELETE: (
        "n’est pas dans le graphe, il n’y a rien à supprimer ; la suppression est notée à son jour : un fichier plus "
        "ancien qui le dit encore ne le fera pas entrer"
    ),
    ProblemCode.REPEATED: "répète la ligne {number} ; gardez une seule des deux lignes",
    ProblemCode.CONTRADICTED: "contredit la ligne {number}, sur les mêmes noms ; gardez une seule des deux lignes",
    ProblemCode.STATE_DEDUCED: "l’état n’est pas dit ; « {status} » est déduit des dates",
    ProblemCode.GIVEN_TWICE: TWICE,
    ProblemCode.SAID_TWICE: TWICE + TELL_APART,
    ProblemCode.SAID_TWICE_IN_LIST: TWICE
    + TELL_APART
    + " ; la correspondance peut les distinguer par « {{ligne.rang}} », ou les additionner par « somme »",
    ProblemCode.UNLIKE_FIRST: "n’est pas ce que dit la ligne {number}, qui est gardée : « {said} »",
    ProblemCode.ID_OF_OTHER_FORM: (
        "n’est pas un identifiant de cette feuille{form: mais de la feuille « … »} ; attendu : « {prefix}:… », ou une "
        "cellule vide"
    ),
    ProblemCode.ID_NAMES_PERSON: (
        "contient le nom de la personne, qui y resterait ; videz-la : un autre sera tiré au hasard"
    ),
    ProblemCode.NAME_OF_SEVERAL: "désigne plusieurs lignes connues ; écrivez l’identifiant : {ids:ou}",
    ProblemCode.SEVERAL_PERSONS: "désigne plusieurs personnes connues ; écrivez l’identifiant : {ids:ou}",
    ProblemCode.READ_AS_PERSON: (
        "est lu comme « {known} » ({id}) ; si c’est une autre personne, écrivez « nouveau » dans la colonne "
        "« Rapprochement »"
    ),
    ProblemCode.NEW_UNDER_KNOWN_NAME: (
        "est dit de « {known} » ({id}), qui est dans le graphe sous ce nom exact et que la ligne désigne ; si c’est un "
        "homonyme, donnez-lui un identifiant à lui dans la colonne « Identifiant »"
    ),
    ProblemCode.NUMBER_OF_ANOTHER: ("est le numéro de « {known} » ({owner}), et non de {id} ; corrigez l’un des deux"),
    ProblemCode.OTHER_NUMBER: (
        "n’est pas le numéro connu de « {known} » ({numbers:,}) ; une institution d’un autre numéro est une autre : "
        "videz l’identifiant"
    ),
    ProblemCode.SIRET_OF_OTHER_SIREN: ("ne commence pas par le SIREN de la ligne ({siren}) ; corrigez l’un des deux"),
    ProblemCode.ESTABLISHMENT_OF_KNOWN: "est un établissement de « {known} » ({id})" + SAME_SIREN,
    ProblemCode.BODY_OF_KNOWN: "est l’organisme de « {known} » ({id})" + SAME_SIREN,
    ProblemCode.RENAMED: ("est le nom, dans ce fichier, de « {known} » ({id}), qui porte ce numéro et prend ce nom"),
    ProblemCode.NAMESAKE_OF_OTHER_NUMBER: (
        "porte le nom de {id}, qui a un autre numéro ({numbers:,}) ; elle entre à part"
    ),
    ProblemCode.NAME_OF_SEVERAL_NUMBERS: (
        "est le nom de {id}, dont le numéro n’est pas connu, et de plusieurs lignes qui ont chacune le leur ; dans la "
        "colonne « Rapprochement », écrivez cet identifiant sur sa ligne, « nouveau » sur les autres"
    ),
    ProblemCode.NEW_AND_KNOWN: (
        "est dit d’une ligne dont l’identifiant est connu ({id}) ; pour une autre chose, videz-le"
    ),
    ProblemCode.ID_OF_ANOTHER: "est l’identifiant de « {known} »" + ALL_ELSE,
    ProblemCode.ID_OF_SOMETHING_ELSE: "est l’identifiant d’autre chose" + ALL_ELSE,
    ProblemCode.KNOWN_ON_OTHER_DAY: KNOWN + TITLE + " et commence le {first} ({id})" + GIVE_ID,
    ProblemCode.KNOWN_UNDER_OTHER_TITLE: (
        KNOWN + "commence le même jour au même endroit et s’intitule « {title} » ({id})" + GIVE_ID
    ),
    ProblemCode.KNOWN_ON_OTHER_GROUND: (
        KNOWN + TITLE + ", commence le même jour et a pour territoires « {places} » ({id})" + GIVE_ID
    ),
    ProblemCode.KNOWN_AS_OTHER_KIND: (
        KNOWN + SAME + ", mais est d’une autre sorte ({kind}) ({id})" + SAME_THING + "écrivez la ligne dans la feuille "
        "« {sheet} »" + OR_NEW
    ),
    ProblemCode.KNOWN_UNDER_OTHER_ID: KNOWN + SAME + " ({id})" + GIVE_ID,
    ProblemCode.KNOWN_AND_MOVED: MOVED + ", que ce fichier ne donne plus ({id})" + GIVE_ID,
    ProblemCode.MAY_BE_MOVED: (MOVED + " ({id}) ; si c’est la même, déplacée, écrivez son identifiant" + COLUMN),
    ProblemCode.MAY_BE_KNOWN: "pourrait être {choices}" + GIVE_ID,
    ProblemCode.ALMOST_KNOWN: (
        "est presque {kind:un|une} du graphe ({other}), qui n’en diffère que par {fields}" + GIVE_ID
    ),
    ProblemCode.SAID_UNDER_OTHER_TITLE: (
        "est presque le titre d’une autre, du même jour au même endroit ({other})" + KEEP_ONE
    ),
    ProblemCode.SAID_ON_OTHER_DAY: ALMOST_SAID + BUT_FOR.format("le début"),
    ProblemCode.SAID_AS_OTHER_KIND: ALMOST_SAID + BUT_FOR.format("la feuille"),
    ProblemCode.MAY_BE_SAID: "pourrait être {choices}" + KEEP_ONE,
    ProblemCode.ALMOST_SAID: (
        "est presque {kind:un|une} de ce fichier ({other}), qui n’en diffère que par {fields}" + KEEP_ONE
    ),
    ProblemCode.ENTERS_UNDER_OWN_ID: "{like} ; entre à part, avec l’identifiant de la ligne",
    ProblemCode.ID_OF_NOTHING: (
        "n’est l’identifiant de rien de connu{near: (le plus proche : …)} ; la ligne entre comme nouvelle, si vous ne "
        "le corrigez pas"
    ),
    ProblemCode.RUN_BY_ITSELF: "est cette institution elle-même ; si nulle autre ne l’anime, laissez la cellule vide",
    ProblemCode.UPDATES_ITSELF: ("revient à ce diagnostic lui-même ; un diagnostic ne met à jour que de plus anciens"),
    ProblemCode.STILL_IN_USE: "ne peut pas être supprimé, il sert encore à {labels}",
    ProblemCode.FORGOTTEN: "est une personne oubliée{on: le …} ; la ligne n’entre pas",
    ProblemCode.NAME_OF_FORGOTTEN: (
        "est une personne oubliée{on: le …} ; la ligne n’entre pas ; si c’est une autre personne du même nom, écrivez "
        "« nouveau » dans la colonne « Rapprochement »"
    ),
    ProblemCode.COMMUNES_OF_SEVERAL_DEPARTEMENTS: (
        "sont dans plusieurs départements ({departements:,}) ; un QPV est dans un seul"
    ),
    ProblemCode.COMMUNE_AGAINST_CODE: ("n’est pas dans le département du code {code} ; corrigez la commune ou le code"),
    ProblemCode.CONTRACT_OF_OTHER_GENERATION: ("est un contrat {generation} ; attendu : un contrat {newest}"),
    **dict(zip(OLDER, (NOT_IN + SAID + "plus récemment " + held + IMPOSE for held in HELD), strict=True)),
    **dict(
        zip(CORRECTED, (NOT_IN + "ce fichier est déjà entré, et depuis " + held + IMPOSE for held in HELD), strict=True)
    ),
    **dict(zip(PRECEDED, (NOT_IN + SAID + "du même jour " + held + BY_NAME + IMPOSE for held in HELD), strict=True)),
    ProblemCode.REPLACES_VALUE: (
        "remplace « {shown} », d’après " + THEIRS + ", du même jour" + BY_NAME + " : ici {ours:«»}"
    ),
    ProblemCode.REPLACES_DELETION: "revient, et " + DELETED + BY_NAME + " : ici {ours:«»}",
    ProblemCode.UNDATED_VALUE: "remplace « {shown} », d’après " + THEIRS + GIVE_DATE,
    ProblemCode.UNDATED_RETURN: "revient, et " + DELETED + GIVE_DATE,
    ProblemCode.DELETES_STATED: "supprime ce que dit " + THEIRS + ", du même jour" + BY_NAME + " : ici {ours:«»}",
    ProblemCode.UNDATED_DELETION: "supprime ce que dit " + THEIRS + GIVE_DATE,
    ProblemCode.EMPTIED: EMPTIED + " ; pour effacer, écrivez « (effacer) »",
    ProblemCode.EMPTIED_FOR_NOTHING: EMPTIED + " ; cette colonne ne s’efface pas, récrivez ce qui est juste",
    ProblemCode.CHANGED_SINCE: CHANGED + BOTH + WAY_OUT,
    ProblemCode.THING_CHANGED_SINCE: CHANGED + WAY_OUT,
    ProblemCode.LINK_CHANGED_SINCE: CHANGED + NOW + WAY_OUT,
    ProblemCode.NOT_COMPARABLE: UNREADABLE + BOTH + WAY_OUT,
    ProblemCode.THING_NOT_COMPARABLE: UNREADABLE + WAY_OUT,
    ProblemCode.LINK_NOT_COMPARABLE: UNREADABLE + NOW + WAY_OUT,
    ProblemCode.DELETED_SINCE: (
        "n’est pas dans le graphe : identifiant modifié à la main, ou supprimé depuis l’export{by:, par …}" + WAY_OUT
    ),
    ProblemCode.OTHER_ENDS: (
        "nomme un autre lien que celui de l’export, qui reste dans le graphe et se supprime sur une ligne à lui"
        "{by:, par …}" + WAY_OUT
    ),
    ProblemCode.SOURCE_OUT_OF_YEARS: "n’est pas entre {first} et {last} ; donnez le jour où le fichier dit vrai",
    ProblemCode.SOURCE_TO_COME: (
        "est dans l’avenir ({day}) : d’ici là, ce que dit ce fichier l’emporterait sur tout ce qui sera dit de plus "
        "récent, et resterait confirmé ; attendu : un jour passé"
    ),
    ProblemCode.SOURCE_UNSAID: UNSAID + "sur la feuille « {sheet} » (« {service} » et « {day} »)" + BY_OPTIONS,
    ProblemCode.SOURCE_UNSAID_IN_LIST: UNSAID + "dans la correspondance (« service » et « date »)" + BY_OPTIONS,
    ProblemCode.COLUMN_DISPLACED: (
        "{cells:# cellule} ont pris la valeur d’autres lignes ; si la colonne a été triée ou décalée seule, "
        "annulez-le dans le tableur, ou exportez à nouveau"
    ),
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
    ProblemCode.MORE_THAN_A_NAME: (
        "n’est pas le nom d’une seule personne ; attendu : une ligne par personne, son prénom et son nom seuls"
    ),
    ProblemCode.REACHES_NOBODY: (
        "ne permet de joindre personne ; attendu : une adresse électronique entière ou un téléphone à dix chiffres, ou "
        "rien"
    ),
    ProblemCode.GRANTED_MORE_THAN_ASKED: "est plus que le montant demandé ({asked:g} €)",
    ProblemCode.NO_AMOUNT: (
        "la subvention n’a aucun montant, ni demandé ni accordé : elle ne compte dans aucune somme ; donnez-en un, ou "
        "ôtez la ligne"
    ),
    ProblemCode.SMALL_GRANT: "est peu pour une subvention ; est-ce en k€ ?",
    ProblemCode.LARGE_GRANT: "est beaucoup pour une subvention ; est-ce en centimes, ou un total ?",
    ProblemCode.MANY_TRAINED: "est beaucoup pour une seule session ; est-ce un total, ou un chiffre de trop ?",
    ProblemCode.LONG_TRAINING: "est long pour des jours de formation ; est-ce en heures ?",
    ProblemCode.MANY_HOURS: "est long pour une formation ; est-ce le total des heures de toutes les personnes ?",
    ProblemCode.MANY_TO_TRAIN: "est beaucoup pour un seul besoin ; un chiffre de trop ?",
    ProblemCode.MANY_SUPPORT_DAYS: "est beaucoup pour accompagner un plan ; est-ce en heures ?",
    ProblemCode.MORE_ANSWERS_THAN_TRAINED: "dépasse le nombre de personnes formées ({trained}) ; lequel est juste ?",
    ProblemCode.MANY_PEOPLE: "est beaucoup pour un an ; est-ce un total, ou un chiffre de trop ?",
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
    ProblemCode.BEFORE_NOTICED: "est avant le jour où l’obstacle a été constaté ({first})",
    ProblemCode.BEFORE_IDENTIFIED: "est avant le jour où le besoin a été repéré ({first})",
    ProblemCode.CANCELLED_AFTER_END: "est après la fin ({last}) ; corrigez l’une des deux dates, ou l’état",
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
    ProblemCode.NOBODY_IN_ALL_OF_IT: (
        "« {territory} » : le relevé dirait qu’il n’y a personne dans aucun de ses territoires ; nommez ceux où il a "
        "cherché"
    ),
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
FRENCH = Language(
    "fr",
    SENTENCES,
    {
        True: "oui",
        False: "non",
        None: "rien",
        Details: "sans précision",
        Severity.ERROR: "erreur",
        Severity.WARNING: "avertissement",
        Gravity.COSTS_A_FIGURE: "change un chiffre",
        Gravity.MAY_BE_WRONG: "est peut-être faux",
        Gravity.TO_KNOW: "est bon à savoir",
        Reason.SAME_NAME: "le même nom écrit autrement",
        Reason.SHARED_WORDS: "en commun : ",
        Reason.NEAR_LETTERS: "à quelques lettres près",
    },
    word=attrgetter("label_fr"),
    kind=lambda kind: kind.french or kind.name,
    second_article=frozenset({"Grant", "Orientation"}),
    agree=agree,
    figures=figures,
    day="%d/%m/%Y",
    quotes="« {} »",
    colon=" : ",
    remedy=" ; ",
    both="et",
    others="et {0:# autre}",
    row="ligne",
    this_row="la ligne",
    run="{} à {}",
    candidate="« {name} » ({where}{score:, score … sur 100}{reason:, …}{shared:,})",
)
