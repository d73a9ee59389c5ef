"""English: the sentences for problems, by code, and how it writes values.

A sentence continues from its subject: “12/03/2031” is followed by “is in the future…”. After the first “; ” it gives
the remedy. What stands in a file is quoted as it stands there, in French: sheets, columns, the words of their cells.
`sentences.py` documents what a template may contain. One table of sentences, hence the length.
"""

import re
from collections.abc import Mapping
from operator import attrgetter

from exchange.sentences import Language, Severity
from judgement.likeness import Reason
from judgement.problems import CORRECTED, OLDER, PRECEDED, Gravity, ProblemCode
from judgement.values import Details

KEEP_ONE = "keep only one of the two rows"
TWICE = "is already given on {where}; " + KEEP_ONE
TELL_APART = ", or give each an id ({fields:,}: both say the same)"
COLUMN = " in the column “Rapprochement”"
SAME_SIREN = (
    ", with the same SIREN; the institution of this row enters on its own and is linked to it; if it is the same one, "
    "write its id" + COLUMN
)
ALL_ELSE = (
    ", and the row says something quite different in {fields}; if the row is about that thing, write the id"
    + COLUMN
    + " too, otherwise empty this cell"
)
NOT_IN, SAID = "does not enter: ", "{ours:«»} says so{said_on: on …}, and "
THEIRS = "{theirs:«»}{known_on: (…)}"
BY_NAME = "; of two files of one day, the one whose name comes last is kept"
IMPOSE = "; to impose it, give the row or the workbook a later day"
GIVE_DATE = "; the file does not say of which day it is: give its date"
DELETED = THEIRS + " deleted what the row says"
HELD = (
    "the graph says “{shown}”, according to " + THEIRS,
    DELETED,
    THEIRS + " deleted what the row names",
    THEIRS + " still states it",
)
"""Statements of the graph to the contrary: about a value, a whole row, what it refers to, or a deletion."""
EMPTIED = "erases nothing: the cell no longer says what it said in the export, and the graph keeps that"
CHANGED = "changed in the graph since the export{by:, by …}"
UNREADABLE = "cannot be compared with the export: its fingerprint is of another version or was modified{by:, by …}"
BOTH = ": the graph says “{graph}”, the file “{file}”"
NOW = ": the relationship is now {now}"
WAY_OUT = "; export again, or empty the cell “Empreinte” to impose the row of the file"
TITLE, SAME = "has the same title", "has the same title, the same first day and the same territories"
KNOWN, ALMOST_SAID = (
    "is almost an engagement of the graph that ",
    "is almost an engagement of this file ({other}) that ",
)
SAME_THING = "; if it is the same thing, "
GIVE_ID = SAME_THING + "write its id" + COLUMN + ", otherwise write “nouveau” there"
OR_NEW = ", otherwise write “nouveau”" + COLUMN
ONLY_ONE = SAME_THING + KEEP_ONE + OR_NEW
BUT_FOR = "differs only in {} and would go on at the same time; if it is the same one, " + KEEP_ONE
MOVED = "is the first day of a row with the title and place of an engagement of {first}"
EMPTY_CELL = "the cell is empty; "
UNSAID = (
    "no service, no source and no day in the whole file: nothing that it says will be confirmed, and what has to be "
    "confirmed will not count; give them "
)
BY_OPTIONS = ", or with `--service` and `--confirmed`"
RIGHT_YEAR = "; is it the right year, and the right grant?"
FORGOTTEN = "is a person who was forgotten{on: on …}; the row does not enter"
WHICH_KIND = "says “{kind}”, and the name says “{said}”; which of the two is right?"
SENTENCES: Mapping[ProblemCode, str] = {
    ProblemCode.OUT_OF_YEARS: "is not between {first} and {last}",
    ProblemCode.END_OUT_OF_YEARS: "is not between {first} and {last}; without an end, write “en cours”",
    ProblemCode.NEGATIVE: "is negative",
    ProblemCode.OVER_HUNDRED: "is over 100%; expected: a percentage, from 0 to 100",
    ProblemCode.NO_INHABITANTS: "is not a number of inhabitants; if it is unknown, leave the cell empty",
    ProblemCode.EXPIRED_BEFORE_SIGNED: "is before the signature ({signed}); correct one of the two dates",
    ProblemCode.EMPTY_AXES_NOT_EXAMINED: (
        "names {axes:# axis|axes} that the survey did not examine; add {axes:it|them} to the examined axes"
    ),
    ProblemCode.BROKEN_DOWN_TWICE: (
        "breaks down a second time: a row counts one audience, one theme, one criterion or one outcome; write one row "
        "for each"
    ),
    ProblemCode.ENDS_BEFORE_BEGINNING: "ends before it begins ({start}); correct one of the two dates",
    ProblemCode.DONE_WITHOUT_END: "an engagement that is done has a last day; give its end, or another status",
    ProblemCode.ANOTHER_KIND_OF_THING: "is another kind of thing in the graph ({kind})",
    ProblemCode.MISSING: EMPTY_CELL + "a new row needs it",
    ProblemCode.MISSING_IDENTITY: EMPTY_CELL + "without it, the row cannot be recognised",
    ProblemCode.MISSING_END: EMPTY_CELL + "expected: a name or an id",
    ProblemCode.MISSING_COLUMN: "this column is missing; a new row needs it",
    ProblemCode.NOTHING_TO_DELETE: (
        "is not in the graph, so there is nothing to delete; the deletion is noted at its day: an older file that "
        "still says it will not bring it in"
    ),
    ProblemCode.REPEATED: "repeats row {number}; " + KEEP_ONE,
    ProblemCode.CONTRADICTED: "contradicts row {number}, about the same names; " + KEEP_ONE,
    ProblemCode.STATE_DEDUCED: "the status is not given; “{status}” follows from the dates",
    ProblemCode.GIVEN_TWICE: TWICE,
    ProblemCode.SAID_TWICE: TWICE + TELL_APART,
    ProblemCode.SAID_TWICE_IN_LIST: TWICE
    + TELL_APART
    + "; the mapping can tell them apart with “{{ligne.rang}}”, or add them up with “somme”",
    ProblemCode.UNLIKE_FIRST: "is not what row {number} says, which is kept: “{said}”",
    ProblemCode.ID_OF_OTHER_FORM: (
        "is not an id of this sheet{form: but of the sheet “…”}; expected: “{prefix}:…”, or an empty cell"
    ),
    ProblemCode.ID_NAMES_PERSON: (
        "contains the name of the person, which would stay in it; empty the cell: a random id will be drawn"
    ),
    ProblemCode.NAME_OF_SEVERAL: "is the name of several known things; write the id: {ids:or}",
    ProblemCode.SEVERAL_PERSONS: "is the name of several known persons; write the id: {ids:or}",
    ProblemCode.READ_AS_PERSON: "is read as “{known}” ({id}); if it is another person, write “nouveau”" + COLUMN,
    ProblemCode.NEW_UNDER_KNOWN_NAME: (
        "is said of “{known}” ({id}), which is in the graph under exactly this name and which the row is about; if it "
        "is a namesake, give it an id of its own in the column “Identifiant”"
    ),
    ProblemCode.NUMBER_OF_ANOTHER: "is the number of “{known}” ({owner}), not of {id}; correct one of the two",
    ProblemCode.OTHER_NUMBER: (
        "is not the known number of “{known}” ({numbers:,}); an institution with another number is another one: empty "
        "the id"
    ),
    ProblemCode.SIRET_OF_OTHER_SIREN: "does not begin with the SIREN of the row ({siren}); correct one of the two",
    ProblemCode.ESTABLISHMENT_OF_KNOWN: "is an establishment of “{known}” ({id})" + SAME_SIREN,
    ProblemCode.BODY_OF_KNOWN: "is the body of “{known}” ({id})" + SAME_SIREN,
    ProblemCode.RENAMED: "is the name, in this file, of “{known}” ({id}), which has this number and takes this name",
    ProblemCode.NAMESAKE_OF_OTHER_NUMBER: (
        "has the name of {id}, which has another number ({numbers:,}); it enters on its own"
    ),
    ProblemCode.NAME_OF_SEVERAL_NUMBERS: (
        "is the name of {id}, whose number is not known, and of several rows that each have their own;"
        + COLUMN
        + ", write this id on its row, “nouveau” on the others"
    ),
    ProblemCode.NEW_AND_KNOWN: "is said of a row whose id is known ({id}); for another thing, empty the id",
    ProblemCode.ID_OF_ANOTHER: "is the id of “{known}”" + ALL_ELSE,
    ProblemCode.ID_OF_SOMETHING_ELSE: "is the id of something else" + ALL_ELSE,
    ProblemCode.KNOWN_ON_OTHER_DAY: KNOWN + TITLE + " and begins on {first} ({id})" + GIVE_ID,
    ProblemCode.KNOWN_UNDER_OTHER_TITLE: (
        KNOWN + "begins on the same day in the same place and has the title “{title}” ({id})" + GIVE_ID
    ),
    ProblemCode.KNOWN_ON_OTHER_GROUND: (
        KNOWN + TITLE + ", begins on the same day and has the territories “{places}” ({id})" + GIVE_ID
    ),
    ProblemCode.KNOWN_AS_OTHER_KIND: (
        KNOWN
        + SAME
        + ", but is of another kind ({kind}) ({id})"
        + SAME_THING
        + "write the row in the sheet “{sheet}”"
        + OR_NEW
    ),
    ProblemCode.KNOWN_UNDER_OTHER_ID: KNOWN + SAME + " ({id})" + GIVE_ID,
    ProblemCode.KNOWN_AND_MOVED: MOVED + ", which this file no longer gives ({id})" + GIVE_ID,
    ProblemCode.MAY_BE_MOVED: MOVED + " ({id}); if it is the same one, moved, write its id" + COLUMN,
    ProblemCode.MAY_BE_KNOWN: "may be {choices}" + GIVE_ID,
    ProblemCode.ALMOST_KNOWN: "is almost {kind:a|an} of the graph ({other}) that differs only in {fields}" + GIVE_ID,
    ProblemCode.SAID_UNDER_OTHER_TITLE: (
        "is almost the title of another one, on the same day in the same place ({other})" + ONLY_ONE
    ),
    ProblemCode.SAID_ON_OTHER_DAY: ALMOST_SAID + BUT_FOR.format("its beginning"),
    ProblemCode.SAID_AS_OTHER_KIND: ALMOST_SAID + BUT_FOR.format("its sheet"),
    ProblemCode.MAY_BE_SAID: "may be {choices}" + ONLY_ONE,
    ProblemCode.ALMOST_SAID: "is almost {kind:a|an} of this file ({other}) that differs only in {fields}" + ONLY_ONE,
    ProblemCode.ENTERS_UNDER_OWN_ID: "{like}; it enters on its own, under the id of the row",
    ProblemCode.ID_OF_NOTHING: (
        "is the id of nothing known{near: (the nearest: …)}; the row enters as a new one unless you correct it"
    ),
    ProblemCode.RUN_BY_ITSELF: "is this institution itself; if no other runs it, leave the cell empty",
    ProblemCode.UPDATES_ITSELF: "comes back to this diagnostic itself; a diagnostic updates only older ones",
    ProblemCode.STILL_IN_USE: "cannot be deleted, it is still used by {labels}",
    ProblemCode.FORGOTTEN: FORGOTTEN,
    ProblemCode.NAME_OF_FORGOTTEN: (FORGOTTEN + "; if it is another person of the same name, write “nouveau”" + COLUMN),
    ProblemCode.COMMUNES_OF_SEVERAL_DEPARTEMENTS: "are in several départements ({departements:,}); a QPV is in one",
    ProblemCode.COMMUNE_AGAINST_CODE: "is not in the département of the code {code}; correct the commune or the code",
    ProblemCode.CONTRACT_OF_OTHER_GENERATION: (
        "is a contrat de ville of {generation}; expected: a contrat de ville of {newest}"
    ),
    **dict(zip(OLDER, (NOT_IN + SAID + "more recently " + held + IMPOSE for held in HELD), strict=True)),
    **dict(
        zip(
            CORRECTED,
            (NOT_IN + "this file entered before, and since then " + held + IMPOSE for held in HELD),
            strict=True,
        )
    ),
    **dict(zip(PRECEDED, (NOT_IN + SAID + "of the same day " + held + BY_NAME + IMPOSE for held in HELD), strict=True)),
    ProblemCode.REPLACES_VALUE: (
        "replaces “{shown}”, according to " + THEIRS + ", of the same day" + BY_NAME + ": here {ours:«»}"
    ),
    ProblemCode.REPLACES_DELETION: "comes back, and " + DELETED + BY_NAME + ": here {ours:«»}",
    ProblemCode.UNDATED_VALUE: "replaces “{shown}”, according to " + THEIRS + GIVE_DATE,
    ProblemCode.UNDATED_RETURN: "comes back, and " + DELETED + GIVE_DATE,
    ProblemCode.DELETES_STATED: "deletes what " + THEIRS + ", of the same day, says" + BY_NAME + ": here {ours:«»}",
    ProblemCode.UNDATED_DELETION: "deletes what " + THEIRS + " says" + GIVE_DATE,
    ProblemCode.EMPTIED: EMPTIED + "; to erase it, write “(effacer)”",
    ProblemCode.EMPTIED_FOR_NOTHING: EMPTIED + "; this column cannot be erased, write what is right instead",
    ProblemCode.CHANGED_SINCE: CHANGED + BOTH + WAY_OUT,
    ProblemCode.THING_CHANGED_SINCE: CHANGED + WAY_OUT,
    ProblemCode.LINK_CHANGED_SINCE: CHANGED + NOW + WAY_OUT,
    ProblemCode.NOT_COMPARABLE: UNREADABLE + BOTH + WAY_OUT,
    ProblemCode.THING_NOT_COMPARABLE: UNREADABLE + WAY_OUT,
    ProblemCode.LINK_NOT_COMPARABLE: UNREADABLE + NOW + WAY_OUT,
    ProblemCode.DELETED_SINCE: (
        "is not in the graph: its id was modified by hand, or it was deleted since the export{by:, by …}" + WAY_OUT
    ),
    ProblemCode.OTHER_ENDS: (
        "names another relationship than that of the export, which stays in the graph and is deleted on a row of its "
        "own{by:, by …}" + WAY_OUT
    ),
    ProblemCode.SOURCE_OUT_OF_YEARS: "is not between {first} and {last}; give the day on which the file is true",
    ProblemCode.SOURCE_TO_COME: (
        "is in the future ({day}): until then, what this file says would prevail over everything said more recently, "
        "and would stay confirmed; expected: a past day"
    ),
    ProblemCode.SOURCE_UNSAID: UNSAID + "on the sheet “{sheet}” (“{service}” and “{day}”)" + BY_OPTIONS,
    ProblemCode.SOURCE_UNSAID_IN_LIST: UNSAID + "in the mapping (“service” and “date”)" + BY_OPTIONS,
    ProblemCode.COLUMN_DISPLACED: (
        "{cells:# cell} took the {cells:value|values} of other rows; if the column alone was sorted or shifted, undo "
        "that in the spreadsheet, or export again"
    ),
    ProblemCode.SAYS_NOTHING: "does not say what it is about; is it a trial? Give a name that tells it apart",
    ProblemCode.UNKNOWN_PROGRAMME: (
        "hardly ever pays for such actions; two digits swapped, or one wrong, for {policy}?"
    ),
    ProblemCode.KIND_AGAINST_NAME: WHICH_KIND,
    ProblemCode.KIND_AGAINST_ASSOCIATION: WHICH_KIND,
    ProblemCode.INSTITUTION_KIND_CHANGED: (
        "is not what the graph says (“{known}”); an institution keeps its kind: is this a correction?"
    ),
    ProblemCode.SOURCE_KIND_CHANGED: (
        "is not what the graph says (“{known}”); a source keeps its kind: is this a correction?"
    ),
    ProblemCode.MADE_PUBLIC: ("makes the person public, who was not; did this person agree? Otherwise, write “non”"),
    ProblemCode.ANOTHER_NAME: "has nothing in common with what the graph says (“{known}”); is it the right row?",
    ProblemCode.NAME_OF_OTHERS: "“{name}” is also the name of {ids:or}; no text with it could tell them apart",
    ProblemCode.NO_ADDRESS: "is not an address; expected: “https://…”, or nothing",
    ProblemCode.MORE_THAN_A_NAME: (
        "is not the name of one person; expected: one row for each person, with the first name and the surname alone"
    ),
    ProblemCode.REACHES_NOBODY: (
        "does not let anybody be reached; expected: a whole e-mail address or a telephone number of ten digits, or "
        "nothing"
    ),
    ProblemCode.GRANTED_MORE_THAN_ASKED: "is more than the amount asked for (€{asked:g})",
    ProblemCode.NO_AMOUNT: (
        "the grant has no amount, neither asked for nor granted: it counts in no sum; give one, or remove the row"
    ),
    ProblemCode.SMALL_GRANT: "is little for a grant; is it in k€?",
    ProblemCode.LARGE_GRANT: "is a lot for a grant; is it in cents, or a total?",
    ProblemCode.MANY_TRAINED: "is a lot for one session; is it a total, or is there a digit too many?",
    ProblemCode.LONG_TRAINING: "is long for days of training; is it in hours?",
    ProblemCode.MANY_HOURS: "is long for a training; is it the total of the hours of all the people?",
    ProblemCode.MANY_TO_TRAIN: "is a lot for one need; a digit too many?",
    ProblemCode.MANY_SUPPORT_DAYS: "is a lot for the support of a plan; is it in hours?",
    ProblemCode.MORE_ANSWERS_THAN_TRAINED: "is over the number of people trained ({trained}); which is right?",
    ProblemCode.MANY_PEOPLE: "is a lot for a year; is it a total, or is there a digit too many?",
    ProblemCode.SMALL_POPULATION: "is little for a neighbourhood; a digit too few?",
    ProblemCode.LARGE_POPULATION: "is too much for one neighbourhood; a digit too many?",
    ProblemCode.TEN_TIMES_MORE: "is ten times what the graph says ({known:g}); a digit too many?",
    ProblemCode.TEN_TIMES_LESS: "is a tenth of what the graph says ({known:g}); a digit too few?",
    ProblemCode.TO_COME: "is in the future ({day}); expected: a past day, or nothing",
    ProblemCode.LONG_AGO: "is more than {years:# year} ago ({day}); is it the right year?",
    ProblemCode.DAY_AND_MONTH_EXCHANGED: (
        "is the day that the graph says ({known}), with day and month swapped; which is right?"
    ),
    ProblemCode.AFTER_PREPARATION: "is after the beginning of the preparation ({last})",
    ProblemCode.AFTER_SIGNATURE: "is after the signature ({last})",
    ProblemCode.AFTER_ABANDONMENT: "is after the plan was abandoned ({last})",
    ProblemCode.BEFORE_NOTICED: "is before the day on which the obstacle was noticed ({first})",
    ProblemCode.BEFORE_IDENTIFIED: "is before the day on which the need was identified ({first})",
    ProblemCode.CANCELLED_AFTER_END: "is after the end ({last}); correct one of the two dates, or the status",
    ProblemCode.DELIVERED_BEFORE_BEGUN: "is before the beginning of the diagnostic ({first})",
    ProblemCode.DELIVERED_BEFORE_DATA: "is before the end of the data ({first})",
    ProblemCode.SIGNED_ON_UNKNOWN_DAY: (
        "says that the day is unknown, and the day of the signature is given; keep one of the two"
    ),
    ProblemCode.SIGNED_LONG_BEFORE: "is long before the beginning ({first}); correct one of the two dates",
    ProblemCode.SIGNED_OUTSIDE_CONTRACT: (
        "is far from the years of the contract ({first.year}–{last.year}); is it the right day, and the right contract?"
    ),
    ProblemCode.CONFIRMED_TO_COME: "gives a confirmation in the future ({day}); expected: a past day",
    ProblemCode.CONFIRMED_LONG_BEFORE: ("is confirmed on {day}, long before it begins ({first}); is it the right day?"),
    ProblemCode.LASTS_TOO_LONG: "makes it last more than {years:# year}, since {first}; correct one of the two dates",
    ProblemCode.BEGINS_FAR_AHEAD: "begins more than a year from now ({first}); is it the right day?",
    ProblemCode.ENDS_FAR_AHEAD: "ends more than {years:# year} from now ({last}); is it the right year?",
    ProblemCode.LASTS_DAYS_ONLY: (
        "makes this relationship last only {days:# day}, since {first}; is it the right end?"
    ),
    ProblemCode.YEAR_BEFORE_PAID: ("is long before what the grant pays, which begins in {first.year}" + RIGHT_YEAR),
    ProblemCode.YEAR_AFTER_PAID: "is long after what the grant pays, which ends in {last.year}" + RIGHT_YEAR,
    ProblemCode.YEAR_TO_COME: "is in the future" + RIGHT_YEAR,
    ProblemCode.YEAR_LONG_AGO: "is more than {years:# year} ago" + RIGHT_YEAR,
    ProblemCode.PLANNED_AND_OVER: "is planned, and ended on {last}; done, or cancelled?",
    ProblemCode.PLANNED_AND_BEGUN: "is planned, and should have begun on {first}; active, or postponed?",
    ProblemCode.NOT_BEGUN: "is called “{status}”, and begins on {first}; planned?",
    ProblemCode.ACTIVE_AND_OVER: "is called “{status}”, and ended on {last}; done, or another end?",
    ProblemCode.ACTIVE_AND_DELIVERED: "is called “{status}”, and the diagnostic is delivered on {delivered}; done?",
    ProblemCode.DONE_AND_NOT_OVER: "is called “{status}”, and ends on {last}; active, or another end?",
    ProblemCode.CANCELLATION_DAY_ALONE: (
        "gives a day of cancellation, and the status is not “cancelled”; correct one of the two"
    ),
    ProblemCode.TITLE_SAYS_CALLED_OFF: (
        "says “annulé” (cancelled) or “reporté” (postponed); if so, say it in the column “État”"
    ),
    ProblemCode.TRAINED_BEFORE_SESSION: "gives people trained by a planned session; done?",
    ProblemCode.TRAINED_NOBODY: "says that the session trained nobody; if the number is unknown, empty the cell",
    ProblemCode.CANCELLED_WITHOUT_DAY: (
        "is cancelled without a day: it will no longer count, even before; give the day in “Annulé le”"
    ),
    ProblemCode.ABANDONED_BUT_GOING_ON: (
        "says that the plan is abandoned, and the status is “{status}”; correct one of the two"
    ),
    ProblemCode.OUT_OF_FORCE: "“{territory}” is not in force at the dates of the row ({first} – {last})",
    ProblemCode.NOBODY_CARRIES: (
        "nobody has a role in it that counts (lead, partner, trainer…): it will not be counted"
    ),
    ProblemCode.NOBODY_COMMISSIONS: (
        "nobody leads or commissions it: only its delivery will count, on axis 1, without an actor"
    ),
    ProblemCode.UNCONFIRMED: "no source gives a day: it will not be counted; expected: “Source (15/03/2026)”",
    ProblemCode.OPEN_END: "without an end date: counted as long as a source confirms it",
    ProblemCode.SESSION_WITHOUT_END: "without an end date: the session is taken to end on the day it begins",
    ProblemCode.PLAN_NOT_SIGNED: "the plan is not signed: it announces axes and counts on none",
    ProblemCode.ON_EVERY_AXIS: "makes it count on all the axes at once; keep those to which it really belongs",
    ProblemCode.NOBODY_IN_ALL_OF_IT: (
        "“{territory}”: the survey would say that nobody is in any of its territories; name those that it searched"
    ),
    ProblemCode.FAR_FROM_CONTRACT: "{places}: far from this contract ({place}), in another région; is that intended?",
    ProblemCode.BEYOND_CONTRACT: (
        "{places}: far from this contract ({place}), more than {kilometres} km from its département; is that intended?"
    ),
    ProblemCode.FAR_FROM_BODY: "{places}: far from “{body}” ({place}), in another région; is that intended?",
    ProblemCode.SEAT_MOVED: ("is in another département than “{known}”, which the graph says; has it really moved?"),
    ProblemCode.CONTRACT_CHANGED: "is not the contract that the graph says (“{known}”); is this a correction?",
    ProblemCode.WIDER_THAN_TOWN: "{places}: much more than the territory of {bodies}; rather the commune?",
    ProblemCode.FAR_FROM_EACH_OTHER: "{places}: at least {kilometres} km from each other; is that intended?",
    ProblemCode.FAR_FROM_THE_OTHERS: "{places}: {kilometres} km from the other communes; is that intended?",
}


def agree(value: int, one: str, many: str = "") -> str:
    """Return the form of a noun that agrees with a number; the default plural adds « s »."""
    return one if abs(value) == 1 else many or f"{one}s"


ENGLISH = Language(
    "en",
    SENTENCES,
    {
        True: "yes",
        False: "no",
        None: "nothing",
        Details: "no details",
        Severity.ERROR: "error",
        Severity.WARNING: "warning",
        Gravity.COSTS_A_FIGURE: "changes a figure",
        Gravity.MAY_BE_WRONG: "may be wrong",
        Gravity.TO_KNOW: "is good to know",
        Reason.SAME_NAME: "the same name in another spelling",
        Reason.SHARED_WORDS: "in common: ",
        Reason.NEAR_LETTERS: "but for a few letters",
    },
    word=attrgetter("label_en"),
    kind=lambda kind: re.sub("(?<=[a-z])(?=[A-Z])", " ", kind.name).lower(),
    second_article=frozenset({"Indicator", "Obstacle", "Orientation"}),
    agree=agree,
    figures="{:,}".format,
    day="%Y-%m-%d",
    quotes="“{}”",
    colon=": ",
    remedy="; ",
    both="and",
    others="and {0:# other}",
    row="row",
    this_row="the row",
    run="{} to {}",
    candidate="“{name}” ({where}{score:, score … out of 100}{reason:, …}{shared:,})",
)
