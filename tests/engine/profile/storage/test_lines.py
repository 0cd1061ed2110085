import json
import zlib

from engine.profile.storage.lines import decoded, line_of

RATE = "UPDATE entry SET stars = ? WHERE movie = ?"


def test_a_line_is_text_that_a_person_can_read() -> None:
    line = line_of(7, "life", "before", [(RATE, [4.5, 6]), (RATE, [3, 7])])
    mark, _, told = line.encoded().decode().strip().partition(" ")
    assert mark == line.mark
    assert json.loads(told) == [7, "life", "before", [RATE], [[0, 4.5, 6], [0, 3, 7]]]


def test_a_line_is_read_as_it_was_written() -> None:
    line = line_of(7, "life", "before", [(RATE, [None, "Amélie\n"])])
    read = decoded(line.encoded())
    assert read is not None
    assert read == line
    assert (read.number, read.life, read.previous) == (7, "life", "before")
    assert read.statements == [(RATE, [None, "Amélie\n"])]


def test_the_line_of_an_older_version_is_read_and_written_back_as_it_was() -> None:
    told = json.dumps([3, [RATE], [[0, 4, 6]]]).encode()
    text = b"%08x %s\n" % (zlib.crc32(told), told)
    read = decoded(text)
    assert read is not None
    assert (read.number, read.life, read.previous) == (3, "", "")
    assert read.statements == [(RATE, [4, 6])]
    assert read.encoded() == text


def test_what_is_no_line_is_passed_over() -> None:
    whole = line_of(1, "life", "", []).encoded()
    for text in (b"", b"00000000 ", b"00000000 []", whole[:-3], whole.replace(b"1", b"2"), b"x"):
        assert decoded(text) is None
