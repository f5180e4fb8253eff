"""What a deployment is made of: settings, their table, the lock file, and files for those who run it."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import jupyter
from dashboard.serving import settings
from dashboard.serving.settings import Deployment, SettingError, deployment_of
from deploy import lock, stack
from tests.conftest import need

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "deployment.md").read_text("utf-8")


def test_without_variables_everything_is_as_documented() -> None:
    found = deployment_of({})
    assert found == deployment_of({"LENETLAB_PREFIX": "/", "LENETLAB_FRAME_ANCESTORS": "none"})
    assert (found.prefix, found.frame_ancestors, found.metrics, found.log) == ("/", "'none'", False, False)
    assert found.rate_limit is not None


def test_the_documentation_has_the_table_of_all_settings() -> None:
    assert settings.table() in DOCS
    assert {entry.variable for entry in settings.ENTRIES} == set(re.findall(r"^\| `(LENETLAB_\w+)` \|", DOCS, re.M))


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("PREFIX", "lab", "prefix", "/lab/"),
        ("PREFIX", "/a/b-c/", "prefix", "/a/b-c/"),
        ("FRAME_ANCESTORS", "self", "frame_ancestors", "'self'"),
        ("FRAME_ANCESTORS", "https://a.org http://b.org:8080", "frame_ancestors", "https://a.org http://b.org:8080"),
        ("RATE_LIMIT", "off", "rate_limit", None),
        ("QUEUE", "7", "queue", 7),
        ("METRICS", "on", "metrics", True),
        ("LOG", "1", "log", True),
    ],
)
def test_a_setting_is_read(name: str, value: str, field: str, expected: object) -> None:
    assert getattr(deployment_of({f"LENETLAB_{name}": value}), field) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PREFIX", "/a b"),
        ("PREFIX", "/../etc"),
        ("PREFIX", '/"><script>'),
        ("FRAME_ANCESTORS", "*; script-src *"),
        ("FRAME_ANCESTORS", "javascript:"),
        ("TRUSTED_PROXIES", "everybody"),
        ("TRUSTED_PROXIES", "10.0.0.0/99"),
        ("REDIS_URL", "http://redis"),
        ("RATE_LIMIT", "a lot"),
        ("QUEUE", "0"),
        ("QUEUE", "many"),
        ("METRICS", "perhaps"),
    ],
)
def test_what_is_not_allowed_is_named_with_its_value_and_what_is(name: str, value: str) -> None:
    with pytest.raises(SettingError) as caught:
        deployment_of({f"LENETLAB_{name}": value})
    assert str(caught.value).startswith(f"LENETLAB_{name} is {value!r}; allowed: ")


def test_a_variable_that_is_misspelt_is_named() -> None:
    with pytest.raises(SettingError, match="LENETLAB_PREFX is no setting; there are: LENETLAB_CACHE"):
        deployment_of({"LENETLAB_PREFX": "/lab"})


def test_only_the_proxies_that_are_named_are_trusted() -> None:
    found = deployment_of({"LENETLAB_TRUSTED_PROXIES": "127.0.0.1, 10.1.0.0/16, ::1"})
    assert all(map(found.trusts, ("127.0.0.1", "10.1.2.3", "::1", "::ffff:10.1.2.3")))
    assert not any(map(found.trusts, ("127.0.0.2", "10.2.0.1", "", "nobody", "::2")))
    assert not Deployment().trusts("127.0.0.1")


def test_the_lock_file_has_all_that_is_required_with_hashes() -> None:
    text = lock.LOCK.read_text("utf-8")
    locked = set(re.findall(r"^([a-z0-9][a-z0-9._-]*)==", text, re.M))
    wanted = {re.split(r"[<>=;\s]", line)[0].lower().replace("_", "-") for line in lock.asked_for()}
    assert wanted <= locked, wanted - locked
    assert not locked & set(lock.APART)
    assert text.count("--hash=sha256:") >= 2 * len(locked)


@pytest.mark.parametrize(("prefix", "strips"), [("/", False), ("/lab/", False), ("/lab/", True)])
def test_nginx_understands_its_configuration(tmp_path: Path, prefix: str, strips: bool) -> None:
    need(shutil.which("nginx"), "there is no nginx")
    need(shutil.which("openssl"), "there is no openssl")
    stack.certify(tmp_path)
    found = stack.Stack(8443, prefix, strips, (8001, 8002), 6379, tmp_path)
    file = tmp_path / "nginx.conf"
    file.write_text(stack.nginx_configuration(found))
    asked = ["nginx", "-t", "-p", str(tmp_path), "-c", str(file)]
    ended = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


def test_the_container_runs_as_nobody_in_particular_and_says_how_it_is() -> None:
    lines = (ROOT / "deploy" / "Containerfile").read_text("utf-8").splitlines()
    assert "USER 1000:1000" in lines
    assert any(line.startswith("HEALTHCHECK") for line in lines)
    copied = {line.split()[1] for line in lines if line.startswith("COPY ") and "--from" not in line}
    assert {name for name in copied if not (ROOT / name).exists()} == set()


def test_the_container_s_file_pleases_its_linter() -> None:
    linter = shutil.which("hadolint", path=Path(sys.executable).parent)
    need(linter, "there is no hadolint, which the tests' packages have on Linux")
    ended = subprocess.run([str(linter), "deploy/Containerfile"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.stdout == ""
    assert ended.returncode == 0


def test_the_service_starts_what_there_is() -> None:
    service = configparser.ConfigParser(strict=False, interpolation=None)
    service.optionxform = str  # type: ignore[assignment, method-assign]
    service.read(ROOT / "deploy" / "lenetlab.service", "utf-8")
    assert service["Service"]["ExecStart"].endswith("-m dashboard.serve")
    assert service["Service"]["ProtectSystem"] == "strict"


def test_jupyter_starts_it_under_its_own_address() -> None:
    server = jupyter.server()
    assert server["command"][-1] == "127.0.0.1:{port}"
    filled = {name: value.format(base_url="/user/ada/") for name, value in server["environment"].items()}
    filled.pop("WEB_CONCURRENCY")
    assert deployment_of(filled).prefix == "/user/ada/lenetlab/"
    assert server["absolute_url"]
