import torch

from engine.model.architectures.sorting import grouped, in_order


def test_equal_numbers_stay_in_their_order() -> None:
    numbers = torch.randint(0, 50, (1_000,))
    values, places = in_order(numbers)
    expected, order = torch.sort(numbers, stable=True)
    assert torch.equal(values, expected)
    assert torch.equal(places, order)


def test_of_nothing_there_is_nothing_to_sort() -> None:
    values, places = in_order(torch.zeros(0, dtype=torch.long))
    assert (len(values), len(places)) == (0, 0)


def test_equal_numbers_are_a_group() -> None:
    each, starts, places = grouped(torch.tensor([7, 2, 7, 0, 2, 7]))
    assert each.tolist() == [0, 2, 7]
    assert starts.tolist() == [0, 1, 3]
    assert places.tolist() == [3, 1, 4, 0, 2, 5]
