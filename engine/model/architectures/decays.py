"""How much each field's embeddings decay: some kinds of fact know more than others.

In a Bayesian FM each group of variables has a prior of its own (Freudenthaler, Schmidt-Thieme,
Rendle, Bayesian Factorization Machines, 2011). Here each field has a decay of its own.
"""

from collections.abc import Iterator

from engine.model.architectures.tables import Tables
from engine.model.features import Features
from engine.model.optimizer import Rows

# Times the embeddings' decay, found on parts of training parts; a field that is not here: once.
OF_FIELDS = {
    "user": 0.5,
    "movie": 8.0,
    "genres": 0.1,
    "directors": 4.0,
    "cast": 2.0,
    "companies": 2.0,
    "rated": 0.5,
}


def rows_by_decay(features: Features, tables: Tables) -> Iterator[tuple[Rows, float]]:
    """Each field's rows of the tables, and how many times the embeddings' decay is theirs."""
    parts = iter(tables.parameters())
    part, first = next(parts), 0
    for field in features.fields:
        if not field.size:
            continue
        if first == len(part):
            part, first = next(each for each in parts if len(each)), 0
        yield Rows(part, slice(first, first + field.size)), OF_FIELDS.get(field.name, 1.0)
        first += field.size
