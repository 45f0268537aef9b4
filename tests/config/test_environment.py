"""Settings: read from the environment and nowhere else, told when they cannot be used, refused when unsafe."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from linli.config.database import database_settings, is_embedded
from linli.config.environment import TABLE, Environment, SettingError, read_environment
from linli.config.secrets import is_weak, secret_key

STRONG = "k3Jx9-Qw2vB7nM4pL8sD1fG6hT5yR0zC_aXeUiOoPqWmNbVcZr8Yt"


def run(*words: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """``linli`` in a process of its own, with these settings and no others."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("LINLI_", "DJANGO_"))}
    environment = {**plain, "LINLI_DATA_DIR": str(folder), **settings}
    command = [sys.executable, "-m", "linli.cli.main", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_nothing_given_means_an_embedded_database_for_this_machine_only() -> None:
    environment = read_environment({})
    assert environment.data_dir.name == "linli"
    assert environment.hosts == ["localhost", "127.0.0.1", "[::1]"]
    given = (environment.debug, environment.training, environment.today, environment.database_url)
    assert not any(given)


def test_every_setting_of_the_table_has_its_field() -> None:
    names = {setting.name.removeprefix("LINLI_").lower() for setting in TABLE}
    assert names == set(Environment.__dataclass_fields__)


def test_settings_are_read_strictly_and_all_faults_told_at_once() -> None:
    with pytest.raises(SettingError) as refused:
        read_environment(
            {"LINLI_DEBUG": "perhaps", "LINLI_TODAY": "2020.3.20", "LINLI_UPLOAD_MB": "-1", "LINLI_LOG_LEVEL": "x"}
        )
    told = str(refused.value).splitlines()
    assert [line.split("：")[0] for line in told] == [
        "LINLI_DEBUG", "LINLI_TODAY", "LINLI_UPLOAD_MB", "LINLI_LOG_LEVEL",
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), [("yes", True), ("1", True), ("On", True), ("no", False), ("0", False)])
def test_yes_and_no_are_understood(text: str, *, meant: bool) -> None:
    assert read_environment({"LINLI_DEBUG": text}).debug is meant


def test_a_day_is_a_day() -> None:
    assert read_environment({"LINLI_TODAY": "2020-11-20"}).today == date(2020, 11, 20)


def test_the_embedded_database_is_opened_for_durability_and_waiting(tmp_path: Path) -> None:
    config = database_settings("", tmp_path)
    assert is_embedded(config)
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in config["OPTIONS"]["init_command"]
    assert config["OPTIONS"]["timeout"] >= 20


def test_postgresql_is_understood_and_others_are_refused(tmp_path: Path) -> None:
    config = database_settings("postgresql://a:b@host/linli", tmp_path)
    assert (config["ENGINE"], config["NAME"]) == ("django.db.backends.postgresql", "linli")
    for other in ("mysql://a:b@host/linli", "nonsense", "oracle://x"):
        with pytest.raises(ImproperlyConfigured):
            database_settings(other, tmp_path)


def test_a_key_is_made_once_for_the_owner_alone(tmp_path: Path) -> None:
    given = {"may_generate": True, "may_be_weak": False}
    first = secret_key("", tmp_path / "new", **given)
    assert secret_key("", tmp_path / "new", **given) == first
    assert not is_weak(first)
    assert stat.S_IMODE((tmp_path / "new" / "secret_key").stat().st_mode) == 0o600


def test_a_key_cut_short_on_disk_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("short", encoding="ascii")
    with pytest.raises(ImproperlyConfigured):
        secret_key("", tmp_path, may_generate=True, may_be_weak=False)


@pytest.mark.parametrize("weak", ["short", "a" * 80, "django-insecure-" + STRONG, STRONG[:49]])
def test_a_weak_key_is_refused_where_it_counts(tmp_path: Path, weak: str) -> None:
    assert is_weak(weak)
    with pytest.raises(ImproperlyConfigured):
        secret_key(weak, tmp_path, may_generate=True, may_be_weak=False)
    assert secret_key(weak, tmp_path, may_generate=True, may_be_weak=True) == weak


def test_without_a_key_an_office_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured):
        secret_key("", tmp_path, may_generate=False, may_be_weak=False)


def check(folder: Path, **settings: str) -> tuple[int, set[str]]:
    done = run("check", "--json", folder=folder, **settings)
    answer = json.loads(done.stdout)
    assert answer["ok"] is (done.returncode == 0)
    assert "Traceback" not in done.stderr
    return done.returncode, {one["id"] for one in answer["findings"] if one["refused"]}


def test_a_machine_of_its_own_passes_the_check(tmp_path: Path) -> None:
    assert run("migrate", folder=tmp_path).returncode == 0
    assert check(tmp_path) == (0, set())


def test_an_office_behind_https_passes_the_check(tmp_path: Path) -> None:
    assert check(tmp_path, LINLI_HOSTS="linli.example.org", LINLI_SECRET_KEY=STRONG) == (0, set())


@pytest.mark.parametrize(
    ("settings", "refused"),
    [
        ({"LINLI_DEBUG": "1"}, "linli.E001"),
        ({"LINLI_TRAINING": "1"}, "linli.E002"),
        ({"LINLI_TODAY": "2020-01-01"}, "linli.E003"),
        ({"LINLI_DEBUG": "1", "LINLI_SECRET_KEY": "weak"}, "linli.E004"),
        ({"LINLI_HOSTS": "*"}, "linli.E005"),
        ({"LINLI_HOSTS": "linli.example.org", "LINLI_HTTPS": "no"}, "linli.E006"),
        ({"LINLI_SECRET_KEY": "weak"}, "settings"),
        ({"LINLI_DATABASE_URL": "mysql://a@b/c"}, "settings"),
        ({"LINLI_UPLOAD_MB": "many"}, "settings"),
    ],
)
def test_an_unsafe_configuration_is_refused_with_what_to_do(
    tmp_path: Path, settings: dict[str, str], refused: str
) -> None:
    code, found = check(tmp_path, **settings)
    assert code == 1
    assert refused in found


def test_a_setting_that_cannot_be_used_is_bad_input_for_every_other_command(tmp_path: Path) -> None:
    done = run("migrate", folder=tmp_path, LINLI_DEBUG="perhaps")
    assert done.returncode == 2
    assert "LINLI_DEBUG" in done.stderr
    assert "Traceback" not in done.stderr


def test_serving_before_migrating_is_refused_with_what_to_do(tmp_path: Path) -> None:
    done = run("serve", folder=tmp_path)
    assert done.returncode == 2
    assert "linli migrate" in done.stderr


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    done = run("migrate", folder=tmp_path / "file" / "data")
    assert done.returncode == 2
    assert "LINLI_DATA_DIR" in done.stderr
