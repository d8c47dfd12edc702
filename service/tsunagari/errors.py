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
    ├── BilingualError             something is wrong with the data, in two languages
    │   ├── ContradictionError     the reasoner found the data inconsistent
    │   └── ValidationError        shapes or hygiene queries found violations
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
    ├── WorkbenchError             a workbench is missing, damaged or in use
    │   └── PatchError             a change in its history cannot be read
    ├── WriteError                 a write cannot be done, and nothing was changed
    │   ├── DocumentError          an RDF document does not parse, or is refused
    │   │   └── DocumentTypeError  it is in no syntax that is read here
    │   ├── WriteTooLargeError     it has more bytes or statements than allowed
    │   ├── GraphNameError         a graph cannot be called so, or not be written
    │   ├── OtherGraphError        an update changes more than the graph it was sent to
    │   ├── GraphMissingError      there is no such graph
    │   ├── GraphExistsError       there is such a graph already
    │   ├── PreconditionError      the graph is not as If-Match says
    │   ├── NotConformingError     the shapes would be violated; has the report
    │   ├── UndoError              nothing of a change is left to undo
    │   │   └── ChangeMissingError there is no such change
    │   ├── WriteTimeoutError      it was stopped at its deadline
    │   └── WriterLostError        the process that was writing died
    ├── TokenError                 a write without a token, or with one nobody knows
    │   └── ScopeError             the token is not for that graph
    ├── UnknownQueryError          no stored query has that name
    └── UnknownFormatError         no such format, or it does not fit the answer
"""

__all__ = [
    "AnswerTooLargeError",
    "BatchTooLargeError",
    "BilingualError",
    "CatalogueError",
    "ChangeMissingError",
    "ContextError",
    "ContradictionError",
    "CountryError",
    "DocumentError",
    "DocumentTypeError",
    "ForeignGraphError",
    "GraphExistsError",
    "GraphMissingError",
    "GraphNameError",
    "LinkingError",
    "MatchingError",
    "NotConformingError",
    "OtherGraphError",
    "OverBudgetError",
    "ParameterError",
    "PatchError",
    "PreconditionError",
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
    "ScopeError",
    "SearchIndexError",
    "ServiceBusyError",
    "SettingError",
    "ShapesError",
    "SourceError",
    "StatementError",
    "TokenError",
    "TsunagariError",
    "UndoError",
    "UnknownFormatError",
    "UnknownQueryError",
    "ValidationError",
    "ValidatorError",
    "WorkbenchError",
    "WorkerLostError",
    "WriteError",
    "WriteTimeoutError",
    "WriteTooLargeError",
    "WriterLostError",
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


class BilingualError(TsunagariError):
    """What is wrong with the data, in two languages for those who mend it."""

    def __init__(self, text: str, japanese: str = "") -> None:
        """Give the text in English, and in Japanese where there is one."""
        super().__init__(text)
        self.texts = {"en": text, "ja": japanese or text}


class ContradictionError(BilingualError):
    """The closure is inconsistent; the text names the triples that clash."""


class StatementError(TsunagariError):
    """A statement to be explained is not written as one."""


class ReasonerError(TsunagariError):
    """Our closure differs from that of the reference reasoner."""


class ValidationError(BilingualError):
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


class WorkbenchError(TsunagariError):
    """A folder is no workbench, or a damaged one, or another process has it."""


class WorkbenchHeldError(WorkbenchError):
    """Another process has the workbench."""


class BackupError(WorkbenchError):
    """A file is no backup of a workbench, or a damaged one."""


class PatchError(WorkbenchError):
    """A change in the history of a workbench cannot be read."""


class WriteError(TsunagariError):
    """A write cannot be done; nothing was changed."""


class DocumentError(WriteError):
    """An RDF document does not parse, or has what is not read from strangers."""


class DocumentTypeError(DocumentError):
    """A document is in no syntax, charset or coding that is read here."""


class WriteTooLargeError(WriteError):
    """A write has more bytes, statements or operations than allowed."""


class GraphNameError(WriteError):
    """A graph cannot have that name, or cannot be written to."""


class OtherGraphError(WriteError):
    """An update changes another graph than the one that it was sent to."""


class GraphMissingError(WriteError):
    """There is no such graph."""


class GraphExistsError(WriteError):
    """There is such a graph already."""


class PreconditionError(WriteError):
    """The graph is not in the state that ``If-Match`` or ``If-None-Match`` names."""


class NotConformingError(WriteError):
    """The data would violate the shapes.

    :ivar report: The validation report, as Turtle.
    """

    def __init__(self, message: str, report: str) -> None:
        super().__init__(message)
        self.report = report


class UndoError(WriteError):
    """Nothing of a change is left to undo."""


class ChangeMissingError(UndoError):
    """There is no such change, or it is damaged."""


class WriteTimeoutError(WriteError):
    """The write was stopped at its deadline."""


class WriterLostError(WriteError):
    """The process that was writing died; it is started again."""


class TokenError(TsunagariError):
    """A write came without a token, or with one that nobody knows."""


class ScopeError(TokenError):
    """The token may not write to that graph."""


class UnknownQueryError(TsunagariError):
    """No stored query has that name."""


class UnknownFormError(TsunagariError):
    """No organization of the release has the legal form that a map was asked for."""


class UnknownFormatError(TsunagariError):
    """No format has that name, or it does not fit the kind of answer."""
