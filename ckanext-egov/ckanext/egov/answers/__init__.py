"""The clock of what a body owes. This module is what other rooms import.

`owe` when an answer becomes due, `of` to see how it stands, `release` when it no longer is;
`latest` for the published answer. They work inside the caller's transaction.
"""

from ckanext.egov.answers.interfaces import AnsweredKind, Change, IAnswers, Step
from ckanext.egov.answers.obligations import Obligation, of, owe, release

__all__ = ["AnsweredKind", "Change", "IAnswers", "Obligation", "Step", "of", "owe", "release"]
