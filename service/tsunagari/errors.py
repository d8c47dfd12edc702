"""The errors of this package.

Every error says the place, the rule that was broken and what helps. The tree::

    TsunagariError
    ├── ResourcesMissingError      a folder of the project cannot be found
    ├── SettingError               a setting has a value that cannot be used
    ├── SourceError                a file of the sources cannot be read
    ├── CountryError               a country is not known, or cannot be laid out
    ├── RegisterError              a register is not known, or cannot be imported
    │   └── RegisterFileError      a file of it cannot be read: damaged, no table …
    ├── LinkingError               a foreign graph cannot be read or linked
    │   └── ForeignGraphError      it breaks rules; the faults are told one by one
    ├── ReasonerError              the closure differs from that of the reference
    ├── ContradictionError         the reasoner found the data inconsistent
    ├── ValidationError            shapes or hygiene queries found violations
    ├── ShapesError                a shape is malformed, or nobody knows a term of it
    ├── ValidatorError             our report differs from that of the reference
    ├── ReleaseError               a release is missing, incomplete or damaged
    │   └── SearchIndexError       it has no search index, or a damaged one
    ├── CatalogueError             the catalogue lacks what portals need
    ├── ContextError               the JSON-LD context is ambiguous, or not ours
    ├── QueryError                 a query cannot be answered
    │   ├── QuerySyntaxError       it does not parse
    │   ├── QueryRefusedError      it is larger or deeper than allowed, or reaches out
    │   ├── ParameterError         a parameter beside it has a value it cannot have
    │   │   └── QueryValueError    a stored query was given what it cannot be asked with
    │   ├── QueryTimeoutError      it was stopped at its deadline
    │   ├── QueryMemoryError       it needed more memory than a worker has
    │   ├── AnswerTooLargeError    its answer has more rows or bytes than allowed
    │   ├── WorkerLostError        the process that answered it died
    │   ├── RemoteEndpointError    an endpoint that SERVICE names gave no answer
    │   ├── RemoteEngineError      the server that holds the release gave no answer
    │   ├── ServiceBusyError       too many queries are running or waiting
    │   ├── OverBudgetError        the client caused too much work
    │   ├── MatchingError          a query of the reconciliation service is malformed
    │   │   └── BatchTooLargeError it asks for more than is answered at a time
    │   └── QueryHeaderError       the ``#+`` header of a stored query is wrong
    ├── StatementError             a statement to explain is not written as one
    ├── UnknownQueryError          no stored query has that name
    └── UnknownFormatError         no such format, or it does not fit the answer
"""

__all__ = [
    "AnswerTooLargeError",
    "BatchTooLargeError",
    "CatalogueError",
    "ContextError",
    "ContradictionError",
    "CountryError",
    "ForeignGraphError",
    "LinkingError",
    "MatchingError",
    "OverBudgetError",
    "ParameterError",
    "QueryError",
    "QueryHeaderError",
    "QueryMemoryError",
    "QueryRefusedError",
    "QuerySyntaxError",
    "QueryTimeoutError",
    "QueryValueError",
    "ReasonerError",
    "RegisterError",
    "RegisterFileError",
    "ReleaseError",
    "RemoteEndpointError",
    "RemoteEngineError",
    "ResourcesMissingError",
    "SearchIndexError",
    "ServiceBusyError",
    "SettingError",
    "ShapesError",
    "SourceError",
    "StatementError",
    "TsunagariError",
    "UnknownFormatError",
    "UnknownQueryError",
    "ValidationError",
    "ValidatorError",
    "WorkerLostError",
]


class TsunagariError(Exception):
    """The root of all errors that this package raises on purpose."""


class ResourcesMissingError(TsunagariError):
    """One of the folders written by hand is neither in the package nor beside it."""


class SettingError(TsunagariError):
    """A setting has a value that cannot be used."""


class SourceError(TsunagariError):
    """A file of the sources cannot be read; the text names file and line."""


class CountryError(TsunagariError):
    """No country has that code, or its files cannot be laid out."""


class RegisterError(TsunagariError):
    """A register is not known, or what was imported of it cannot be used."""


class RegisterFileError(RegisterError):
    """A file of a register cannot be read; nothing of it is kept."""


class LinkingError(TsunagariError):
    """A foreign graph, a mapping or decisions cannot be read or used."""


class ForeignGraphError(LinkingError):
    """A foreign graph cannot be read as it is; the text names place, rule, remedy."""


class ContradictionError(TsunagariError):
    """The closure is inconsistent; the text names the triples that clash."""

    def __init__(self, text: str, japanese: str = "") -> None:
        """Give the text in English, and in Japanese where there is one."""
        super().__init__(text)
        self.texts = {"en": text, "ja": japanese or text}


class StatementError(TsunagariError):
    """A statement to be explained is not written as one."""


class ReasonerError(TsunagariError):
    """Our closure differs from that of the reference reasoner."""


class ValidationError(TsunagariError):
    """Shapes or hygiene queries found violations; nothing is published."""


class ShapesError(TsunagariError):
    """A shape is malformed or has a term that nobody here can run.

    The text names the shape, the term and the remedy.
    """


class ValidatorError(TsunagariError):
    """Our validation report differs from that of the reference validator."""


class ReleaseError(TsunagariError):
    """A release is missing, incomplete or damaged."""


class SearchIndexError(ReleaseError):
    """A release has no search index, or one that cannot be read."""


class CatalogueError(TsunagariError):
    """The catalogue lacks what portals need, so none is given."""


class ContextError(TsunagariError):
    """A JSON-LD context is ambiguous, or would have to be fetched from elsewhere."""


class QueryError(TsunagariError):
    """A query cannot be answered."""


class QuerySyntaxError(QueryError):
    """The query does not parse."""


class QueryRefusedError(QueryError):
    """The query is larger or deeper than allowed, or would reach another host."""


class ParameterError(QueryError):
    """A parameter of the protocol has a value that it cannot have."""


class QueryValueError(ParameterError):
    """A value for a stored query is no term of the kind that it takes, or is missing.

    The text, in both languages, names the parameter, the rule and the remedy.
    """

    def __init__(self, parameter: str, text: str, japanese: str) -> None:
        """Say which parameter it is about, and what is wrong."""
        super().__init__(text)
        self.parameter = parameter
        self.texts = {"en": text, "ja": japanese}


class QueryTimeoutError(QueryError):
    """The query was stopped at its deadline."""


class QueryMemoryError(QueryError):
    """The query needed more memory than a worker may have."""


class AnswerTooLargeError(QueryError):
    """The answer has more rows or bytes than allowed."""


class WorkerLostError(QueryError):
    """The process that was answering the query died."""


class RemoteEndpointError(QueryError):
    """An endpoint that ``SERVICE`` names gave no answer, or none that can be read."""


class RemoteEngineError(QueryError):
    """The server that holds the release gave no answer, or refused to."""


class ServiceBusyError(QueryError):
    """Too many queries are running or waiting; try again later."""


class OverBudgetError(QueryError):
    """The client caused more work than its budget; it may come again later."""

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class MatchingError(QueryError):
    """A query of the reconciliation service is not written as its standard asks."""


class BatchTooLargeError(MatchingError):
    """A batch asks for more than is answered at a time."""


class QueryHeaderError(QueryError):
    """The ``#+`` header of a stored query is incomplete or malformed."""


class UnknownQueryError(TsunagariError):
    """No stored query has that name."""


class UnknownFormError(TsunagariError):
    """No organization of the release has the legal form that a map was asked for."""


class UnknownFormatError(TsunagariError):
    """No format has that name, or it does not fit the kind of answer."""
