"""One half of a factorization, its users or its movies, drawn from its posterior in one block.

A row's vector has a normal prior around the weighted sum of its facts' vectors. Both are drawn
together: first the facts' vectors with the rows' own parts integrated out, then the rows' vectors
given those. Facts as prior means: Simm et al., Macau, 2017. Priors and the other half as given:
Salakhutdinov, Mnih, Bayesian Probabilistic Matrix Factorization using MCMC, ICML 2008.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

RATE = 0.01  # of the Gamma priors of precisions, whose shape is 1
FIRST_PRECISION = 10.0
# Of conjugate gradients in a sweep: the facts go on from where the sweep before left them.
STEPS = 5
CLOSE = 0.05  # of the size of the right side, when conjugate gradients stop before


@dataclass(frozen=True, eq=False)
class Facts:
    """The facts of rows: sparse [rows, facts], the same transposed, and the kind of each fact."""

    of_rows: Tensor
    of_facts: Tensor
    kinds: Tensor

    @classmethod
    def of(cls, rows: Tensor, facts: Tensor, weights: Tensor, kinds: Tensor, count: int) -> "Facts":
        """From triples of row, fact and weight, and how many rows there are."""
        size = (count, len(kinds))
        return cls(
            _sparse(rows, facts, weights, size), _sparse(facts, rows, weights, size[::-1]), kinds
        )


class Half:
    """The rows' vectors, [rows, width], and the facts' vectors, [facts, width]; the first are 0."""

    def __init__(
        self,
        rows: Tensor,
        others: Tensor,
        facts: Facts,
        width: int,
        generator: torch.Generator,
        steps: int = STEPS,
    ) -> None:
        """rows, others: of each rating, in this half and in the other, int64 [ratings]."""
        self.facts = facts
        self.steps = steps
        count = facts.of_rows.shape[0]
        self.vectors = torch.zeros(count, width)
        self.of_facts = torch.zeros(len(facts.kinds), width)
        self.precision = torch.full((width,), FIRST_PRECISION)
        self.precision_of_kinds = torch.full((int(facts.kinds.max()) + 1, width), FIRST_PRECISION)
        self._generator = generator
        self._order = torch.argsort(rows, stable=True)
        self._others = others[self._order]
        counts = torch.bincount(rows, minlength=count).cumsum(0)
        self._starts = torch.cat([counts.new_zeros(1), counts])
        squares = facts.of_facts.values().square()
        self._lengths = torch.segment_reduce(
            squares, "sum", offsets=facts.of_facts.crow_indices(), initial=0
        )[:, None]

    def sweep(self, table: Tensor, targets: Tensor, precisions: Tensor) -> None:
        """Draw everything anew, given the other half.

        table: what a rating's other side multiplies this half's vector with, [others, width].
        targets: the stars that this half is to explain, and their precisions, [ratings].
        """
        weights, targets = precisions[self._order], targets[self._order]
        covariance = self._covariance(weights, table)
        told = self._summed(weights * targets, table)
        self._draw_facts(covariance, told + self._noise(weights, table))
        prior = self.facts.of_rows @ self.of_facts
        drawn = self.precision * prior + self._own_noise() + self._noise(weights, table)
        self.vectors = _times(covariance, told + drawn)
        self._draw_precisions(self.vectors - prior)

    def _covariance(self, weights: Tensor, table: Tensor) -> Tensor:
        """Of each row's vector, given its facts' vectors: [rows, width, width]."""
        width = table.shape[1]
        outer = (table[:, :, None] * table[:, None, :]).flatten(1)
        precision = self._summed(weights, outer).view(-1, width, width)
        precision.diagonal(dim1=1, dim2=2).add_(self.precision)
        return torch.cholesky_inverse(torch.linalg.cholesky(precision))

    def _draw_facts(self, covariance: Tensor, told: Tensor) -> None:
        """Draw the facts' vectors, with the rows' own parts integrated out.

        Of a row, precision - precision . covariance . precision is what is known of its prior mean.
        The right side has noise of just the covariance that the solution's needs (Papandreou,
        Yuille, Gaussian Sampling by Local Perturbations, NIPS 2010).
        """
        own = self.precision
        noise = self._own_noise()
        known = noise + own * _times(covariance, told - noise)
        ridge = self.precision_of_kinds[self.facts.kinds]
        right = self.facts.of_facts @ known + ridge.sqrt() * self._drawn(*ridge.shape)

        def left(vectors: Tensor) -> Tensor:
            means = own * (self.facts.of_rows @ vectors)
            return self.facts.of_facts @ (means - own * _times(covariance, means)) + ridge * vectors

        variances = covariance.diagonal(dim1=1, dim2=2).mean(0)
        scale = 1 / (ridge + self._lengths * (own - own * variances * own))
        self.of_facts = _solved(left, right, scale, self.of_facts, self.steps)

    def _draw_precisions(self, own: Tensor) -> None:
        """Draw how near rows are to what their facts say, and facts to 0, by kind and column."""
        self.precision = self._gamma(
            own.new_full((own.shape[1],), 1 + len(own) / 2), own.square().sum(0)
        )
        sums = torch.zeros_like(self.precision_of_kinds)
        sums.index_add_(0, self.facts.kinds, self.of_facts.square())
        counts = torch.bincount(self.facts.kinds, minlength=len(sums))[:, None]
        self.precision_of_kinds = self._gamma((1 + counts / 2).expand_as(sums), sums)

    def _gamma(self, shapes: Tensor, squares: Tensor) -> Tensor:
        drawn = torch._standard_gamma(shapes.contiguous(), generator=self._generator)
        return drawn / (RATE + squares / 2)

    def _noise(self, weights: Tensor, table: Tensor) -> Tensor:
        return self._summed(weights.sqrt() * self._drawn(len(weights)), table)

    def _own_noise(self) -> Tensor:
        return self.precision.sqrt() * self._drawn(*self.vectors.shape)

    def _summed(self, weights: Tensor, table: Tensor) -> Tensor:
        """For each row, the sum of its ratings' weights times the table's rows."""
        size = (len(self.vectors), len(table))
        return _csr(self._starts, self._others, weights, size) @ table

    def _drawn(self, *shape: int) -> Tensor:
        return torch.randn(*shape, generator=self._generator)


def _solved(
    left: Callable[[Tensor], Tensor], right: Tensor, scale: Tensor, start: Tensor, steps: int
) -> Tensor:
    """What left makes right, by conjugate gradients from start, preconditioned by scale."""
    solution, rest = start, right - left(start)
    direction = scaled = scale * rest
    size = (rest * scaled).sum()
    enough = CLOSE**2 * (scale * right.square()).sum()
    for _ in range(steps):
        if size <= enough:
            break
        brought = left(direction)
        length = size / (direction * brought).sum()
        solution, rest = solution + length * direction, rest - length * brought
        scaled = scale * rest
        before, size = size, (rest * scaled).sum()
        direction = scaled + size / before * direction
    return solution


def _times(matrices: Tensor, vectors: Tensor) -> Tensor:
    return torch.bmm(matrices, vectors[:, :, None]).squeeze(2)


def _sparse(rows: Tensor, columns: Tensor, weights: Tensor, size: tuple[int, int]) -> Tensor:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Sparse CSR")  # torch calls it a beta
        table = torch.sparse_coo_tensor(
            torch.stack([rows, columns]), weights, size, check_invariants=False
        )
        return table.coalesce().to_sparse_csr()


def _csr(starts: Tensor, columns: Tensor, weights: Tensor, size: tuple[int, int]) -> Tensor:
    return torch.sparse_csr_tensor(starts, columns, weights, size, check_invariants=False)
