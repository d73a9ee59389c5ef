"""The model: every kind of node and every relationship type of the graph.

Declarations only, with the descriptions that clients read; their classes are in `graph/shape.py`.
"""

from graph.model.actors import ACTOR, TRAINER
from graph.model.city_contracts import CITY_CONTRACT
from graph.model.diagnostics import DIAGNOSTIC
from graph.model.engagements import ACTION, COMMITMENT, ENGAGEMENT
from graph.model.evidence import AXIS, IMPORT, OFFER, SOURCE, SURVEY
from graph.model.grants import GRANT
from graph.model.institutions import INSTITUTION
from graph.model.orientations import INDICATOR, OBSTACLE, ORIENTATION
from graph.model.plans import LOCAL_AXIS, TERRITORIAL_PLAN
from graph.model.relationships import RELATIONSHIPS
from graph.model.sessions import TRAINING_SESSION
from graph.model.territories import ADMINISTRATIVE_TERRITORY, TERRITORY
from graph.model.training import HEAD_COUNT, PROJECT, TRAINING_NEED
from graph.shape import Shape

KINDS = (
    TERRITORY,
    ADMINISTRATIVE_TERRITORY,
    CITY_CONTRACT,
    ACTOR,
    INSTITUTION,
    TRAINER,
    ENGAGEMENT,
    ACTION,
    DIAGNOSTIC,
    TRAINING_SESSION,
    TERRITORIAL_PLAN,
    COMMITMENT,
    AXIS,
    LOCAL_AXIS,
    OFFER,
    SOURCE,
    GRANT,
    SURVEY,
    ORIENTATION,
    INDICATOR,
    OBSTACLE,
    TRAINING_NEED,
    PROJECT,
    HEAD_COUNT,
    IMPORT,
)

SHAPE = Shape(
    {kind.name: kind for kind in KINDS},
    {relationship.name: relationship for relationship in RELATIONSHIPS},
    {prefix: kind for kind in KINDS for prefix in kind.prefixes},
)
