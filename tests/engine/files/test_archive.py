import io
import shutil
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.files.archive import unpack
from engine.files.problems import DatasetError

FILES = {"set/a.csv": "alpha\n" * 9, "set/b.csv": "beta\n" * 9, "set/c.csv": "gamma\n" * 9}


def zipped(*members: str | zipfile.ZipInfo, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of FILES, between two lots of further members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as file:
        for name, text in FILES.items():
            file.writestr(name, text)
        for member in members:
            file.writestr(member, "whatever")
    return packed.getvalue()


MOST = 10_000  # bytes


def take(folder: Path, content: bytes, needed: str = "set/a.csv", most: int = MOST) -> list[str]:
    """Unpack a.csv and b.csv of an archive; what lies in the folder then."""
    (folder / "x.zip").write_bytes(content)
    welcome = ["set/b.csv", "set/none.csv"]
    unpack(folder / "x.zip", folder / "out", [needed], welcome, most, lambda: None)
    return found(folder)


def found(folder: Path) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "x.zip"]
    return sorted(path.relative_to(folder).as_posix() for path in files)


def symlink(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def test_only_what_was_asked_for_is_unpacked(tmp_path: Path) -> None:
    assert take(tmp_path, zipped()) == ["out/set/a.csv", "out/set/b.csv"]
    assert (tmp_path / "out" / "set" / "a.csv").read_text() == FILES["set/a.csv"]


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "set/../../evil",
        "..",
        "/evil",
        "C:/evil",
        "C:evil",
        "set\\..\\evil",
        "\\\\pc\\evil",
    ],
)
def test_a_member_that_reaches_outside_spoils_the_whole_archive(tmp_path: Path, name: str) -> None:
    with pytest.raises(DatasetError) as caught:
        take(tmp_path, zipped(name))
    assert str(caught.value) == (
        f"x.zip: the archive would write outside its folder ({name!r}), so nothing was unpacked."
    )
    assert found(tmp_path) == []


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["set/link", "set/a.csv"])
def test_a_link_spoils_the_whole_archive_even_in_front_of_a_file_of_its_name(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(DatasetError, match="would write outside its folder"):
        take(tmp_path, zipped(symlink(name), zipfile.ZipInfo(name)))
    assert found(tmp_path) == []


def test_names_with_dots_in_them_are_fine(tmp_path: Path) -> None:
    assert take(tmp_path, zipped("set/..data", "set/and so on...", "set/"))


def test_an_archive_without_a_needed_member_is_another_one(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"lacks set/z\.csv, so it is the wrong one"):
        take(tmp_path, zipped(), needed="set/z.csv")
    assert found(tmp_path) == []


def test_an_archive_that_would_fill_the_disk_is_not_unpacked(tmp_path: Path) -> None:
    size = sum(map(len, FILES.values()))
    assert take(tmp_path, zipped(), most=size)
    shutil.rmtree(tmp_path / "out")
    with pytest.raises(DatasetError, match="far more than this data set"):
        take(tmp_path, zipped(), most=size - 1)
    assert found(tmp_path) == []


def test_a_member_may_not_be_longer_than_it_says(tmp_path: Path) -> None:
    size = len(FILES["set/a.csv"]).to_bytes(4, "little")
    lying = zipped().replace(size, (8).to_bytes(4, "little"))
    with pytest.raises(DatasetError, match=r"damaged \(Bad CRC-32"):
        take(tmp_path, lying)
    assert (tmp_path / "out" / "set" / "a.csv").stat().st_size <= 8


def test_a_member_that_changed_on_the_way_is_found_by_its_checksum(tmp_path: Path) -> None:
    content = zipped(compression=zipfile.ZIP_STORED).replace(b"alpha", b"alphA")
    with pytest.raises(DatasetError, match=r"x\.zip: the zip archive is damaged \(Bad CRC-32"):
        take(tmp_path, content)


@pytest.mark.parametrize(
    "content",
    [b"", b"<!doctype html>", zipped()[:-30]],
    ids=["nothing", "a page", "the first part"],
)
def test_what_is_no_whole_archive_is_recognised(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DatasetError, match=r"^x\.zip: the download is not a complete zip archive"):
        take(tmp_path, content)


def test_an_encrypted_archive_is_no_use(tmp_path: Path) -> None:
    content = bytearray(zipped())
    entry = content.index(b"PK\x01\x02")
    content[6] |= 1
    content[entry + 8] |= 1
    with pytest.raises(DatasetError, match=r"damaged .*encrypted"):
        take(tmp_path, bytes(content))


def test_the_caller_can_stop_it(tmp_path: Path) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    (tmp_path / "x.zip").write_bytes(zipped())
    with pytest.raises(KeyboardInterrupt):
        unpack(tmp_path / "x.zip", tmp_path / "out", ["set/a.csv"], [], MOST, stop)


@given(
    damage=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=8),
    cut=st.integers(0, 40),
)
@settings(deadline=None)
def test_no_damage_raises_anything_but_a_dataset_error(
    tmp_path_factory: pytest.TempPathFactory, damage: list[tuple[int, int]], cut: int
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    content = bytearray(zipped())
    for place, value in damage:
        content[place % len(content)] = value
    try:
        take(folder, bytes(content[: len(content) - cut]))
    except DatasetError as error:
        assert str(error).startswith("x.zip: ")
    else:
        assert (folder / "out" / "set" / "a.csv").read_text() == FILES["set/a.csv"]
