import tomllib

import pytest

from engine.files import paths
from tests.tui.driving import write_settings
from tui.settings import Settings


def test_without_a_file_nothing_is_set_and_nothing_is_wrong() -> None:
    settings = Settings(paths.settings_file())
    assert settings.text("theme") is None
    assert settings.keys() == {}
    assert settings.trouble == ""
    assert not paths.settings_file().exists()


def test_what_is_remembered_is_there_next_time() -> None:
    Settings(paths.settings_file()).remember("theme", 'a "quoted" \\ [name]')
    assert Settings(paths.settings_file()).text("theme") == 'a "quoted" \\ [name]'


def test_a_first_file_explains_itself() -> None:
    Settings(paths.settings_file()).remember("theme", "nord")
    assert "by the id shown in the help" in paths.settings_file().read_text(encoding="utf-8")


def test_what_a_person_wrote_stays_as_they_wrote_it() -> None:
    path = write_settings('# mine\ntheme = "nord" # calm\n\n[keys]\ntrain = "ctrl+t"\n')
    Settings(path).remember("theme", "dracula")
    text = path.read_text(encoding="utf-8")
    assert "# mine" in text
    assert "# calm" in text
    assert tomllib.loads(text) == {"theme": "dracula", "keys": {"train": "ctrl+t"}}


def test_a_new_setting_does_not_end_up_among_the_keys() -> None:
    path = write_settings('[keys]\ntrain = "ctrl+t"\n')
    Settings(path).remember("theme", "nord")
    assert Settings(path).text("theme") == "nord"
    assert Settings(path).keys() == {"train": "ctrl+t"}


def test_what_another_window_wrote_meanwhile_stays() -> None:
    path = write_settings('theme = "nord"\n')
    settings = Settings(path)
    Settings(path).remember("profile", "ann")
    settings.remember("theme", "dracula")
    assert Settings(path).text("profile") == "ann"


@pytest.mark.parametrize("text", ["theme = 3", "theme = ['nord']", "[theme]\nname = 'nord'"])
def test_a_setting_of_the_wrong_kind_counts_as_absent(text: str) -> None:
    settings = Settings(write_settings(text))
    assert settings.text("theme") is None
    assert settings.trouble == ""


@pytest.mark.parametrize("text", ["keys = 3", "[keys]\ntrain = 3", "[keys.train]\nkey = 't'"])
def test_keys_of_the_wrong_kind_count_as_absent(text: str) -> None:
    assert Settings(write_settings(text)).keys() == {}


@pytest.mark.parametrize("content", [b"theme = ", b"\xff\xfe", b"a = 1\na = 2"])
def test_a_file_that_cannot_be_read_is_told_and_never_written_over(content: bytes) -> None:
    path = write_settings("")
    path.write_bytes(content)
    settings = Settings(path)
    assert str(path) in settings.trouble
    assert "Correct or delete the file" in settings.trouble
    settings.remember("theme", "nord")
    assert settings.text("theme") == "nord"
    assert path.read_bytes() == content


def test_a_file_that_cannot_be_written_is_told() -> None:
    paths.settings_file().parent.parent.mkdir(parents=True)
    paths.settings_file().parent.write_text("a file where the folder should be")
    settings = Settings(paths.settings_file())
    settings.remember("theme", "nord")
    assert "cannot be" in settings.trouble
