"""The shape of the repository: what ARCHITECTURE.md promises about folders, files and a few forbidden things."""

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parents[1]
CODE = ("site", "courses", "modules", "assessments", "media")
FOLDERS = {*CODE, "tests", "bench", "deploy", "docs", ".ci"}
FILES = {
    *("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "Makefile", "manage.py"),
    *("pyproject.toml", "requirements.lock", "requirements-dev.lock", ".gitignore", ".env.example"),
    ".pre-commit-config.yaml",
}
LONGEST_FILE = 300  # lines of Python: about as much as one topic needs
LONGEST_README = 20

# Each use of trusted HTML, with the reason why nothing a person wrote can come through it unescaped.
TRUSTED_HTML = {
    "assessments/questions/wording.py": "HTML that was cleaned when it was stored, by both doors to the bank",
    "site/portal/templatetags/peili.py": "draws the icons that stand in our own code",
}
# The only places that may name the looser rule for scripts and styles.
UNSAFE_INLINE = {"site/config/csp.py": "Wagtail's content admin starts its pickers from scripts in the page"}
# Templates that are no pages: mail readers and the PDF renderer know no stylesheet of ours, and run no script.
NOT_PAGES = re.compile(r"/mail/|/pdf/")


def git(*arguments: str) -> list[str]:
    """Ask git about the checkout; who owns its folder does not matter for that."""
    command = ["git", "-c", "safe.directory=*", "-C", str(ROOT), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout.splitlines()


def files(*patterns: str) -> Iterator[Path]:
    """Give the files git knows or would add, as the working tree has them."""
    for name in git("ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns):
        if (ROOT / name).is_file():
            yield Path(name)


def python_files() -> list[Path]:
    """Give our Python files, without migrations and tests."""
    return [file for file in files("*.py") if file.parts[0] != "tests" and "migrations" not in file.parts]


def templates() -> list[Path]:
    """Give the templates of pages."""
    return [file for file in files("*.html") if file.parts[0] in CODE and not NOT_PAGES.search(file.as_posix())]


def package_folders() -> list[Path]:
    """Give the folders that make up the map: the top ones and every app under them."""
    found = {Path(top) for top in (*CODE, "tests", "bench", "site/config")}
    found |= {file.parent for file in files("*/apps.py") if file.parts[0] in CODE}
    return sorted(found)


def lines_with(pattern: str, candidates: list[Path]) -> list[str]:
    """Give `file:line: text` of every line that matches."""
    found = []
    for file in candidates:
        for number, line in enumerate((ROOT / file).read_text().splitlines(), start=1):
            if re.search(pattern, line):
                found.append(f"{file}:{number}: {line.strip()}")
    return found


def test_site_is_a_path_root_and_no_package():
    assert not (ROOT / "site" / "__init__.py").exists()
    assert find_spec("site").origin != str(ROOT / "site")


def test_no_package_bears_the_name_of_a_standard_module():
    packages = {path.name for top in (ROOT, ROOT / "site") for path in top.iterdir() if (path / "__init__.py").exists()}
    assert packages & set(sys.stdlib_module_names) == set()
    assert {"config", "accounts", "courses", "media"} <= packages


def test_the_top_level_holds_what_is_agreed_and_no_more():
    names = {(file.parts[0], len(file.parts) > 1) for file in files()}
    assert {name for name, is_folder in names if is_folder} == FOLDERS
    assert {name for name, is_folder in names if not is_folder} == FILES


def test_git_hides_no_code():
    assert git("check-ignore", "--no-index", "site/config/urls.py", "media/models.py", "media/files/x.py") == []
    hidden = git("ls-files", "--others", "--ignored", "--exclude-standard", "--", *CODE, "tests")
    assert [name for name in hidden if not re.search(r"__pycache__/|\.mo$", name)] == []


@pytest.mark.parametrize("folder", package_folders(), ids=str)
def test_each_package_says_in_a_few_lines_what_it_is(folder):
    readme = ROOT / folder / "README.md"
    assert readme.exists()
    assert 1 < len(readme.read_text().splitlines()) <= LONGEST_README


def test_no_python_file_is_longer_than_one_topic():
    lengths = {str(file): len((ROOT / file).read_text().splitlines()) for file in python_files()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a style attribute", r"<[^>]*\sstyle\s*="),
        ("an event attribute", r"<[^>]*\son[a-z]+\s*="),
        ("a script in the page", r"<script(?![^>]*(\ssrc\s*=|application/json))"),
        ("a style sheet in the page", r"<style\b"),
        ("a script address", r"(href|src|action)\s*=\s*[\"']?javascript:"),
    ],
)
def test_no_template_needs_a_looser_security_policy(what, pattern):
    assert lines_with(pattern, templates()) == [], what


def test_every_use_of_trusted_html_has_been_looked_at():
    used = lines_with(
        r"mark_safe\(|SafeString\(|\|\s*safe\b|\|\s*safeseq\b|autoescape off", python_files() + templates()
    )
    assert {line.split(":")[0] for line in used} == set(TRUSTED_HTML), "\n".join(used)


def test_the_security_policy_is_loosened_only_where_it_is_written_down():
    used = lines_with("unsafe-inline|UNSAFE_INLINE|unsafe-eval|UNSAFE_EVAL|csp_exempt", python_files())
    assert {line.split(":")[0] for line in used} == set(UNSAFE_INLINE), "\n".join(used)


# Comparing a file changes nothing and reads no session, and a token would set a cookie on a public page without any.
# A digest is switched off by a mail program's own button (RFC 8058), which knows the signed address and no token.
NO_FORGERY_TOKEN = {"courses/certificates/views/public.py", "site/notifications/views.py"}


def test_views_are_taken_out_of_the_forgery_protection_only_with_a_reason():
    used = lines_with("csrf_exempt", python_files())
    assert {line.split(":")[0] for line in used} == NO_FORGERY_TOKEN, "\n".join(used)


def test_nothing_is_left_for_later():
    pattern = r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError|[Cc]oming soon|[Tt]ulossa pian|[Ll]orem ipsum"
    assert lines_with(pattern, [*python_files(), *templates(), *files("*.md")]) == []


def test_every_test_runs():
    """A test may wait for one of the two databases, or for the run with migrations; `make test` has them all."""
    others = [file for file in files("tests/*.py") if file.name != "test_layout.py"]
    used = lines_with(r"pytest\.(skip|xfail|importorskip)\(|mark\.(skip|skipif|xfail)\b|assert True$", others)
    assert [line for line in used if not re.search(r"connection\.vendor|without migrations", line)] == []


def test_the_environment_is_read_by_the_settings_only():
    readers = [file for file in python_files() if file.parts[0] in CODE and "settings" not in file.parts]
    doors = {"site/config/wsgi.py", "site/config/asgi.py"}
    used = lines_with(r"os\.(environ|getenv)", [file for file in readers if file.as_posix() not in doors])
    assert used == []


def our_apps() -> list:
    """Give the app configurations whose code lies in this repository."""
    return [
        config for config in apps.get_app_configs() if any(Path(config.path).is_relative_to(ROOT / top) for top in CODE)
    ]


def holds_personal_data(config) -> bool:
    """Say whether one of the app's models points at a person, straight or through the person's enrolment or group."""
    people = {settings.AUTH_USER_MODEL, "courses.Enrolment"}
    targets = {
        field.related_model._meta.label
        for model in config.get_models()
        # Who wrote a page or uploaded a picture is part of the content; it is anonymised with the person.
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.is_relation and field.related_model and field.name != "uploaded_by_user"
    }
    return config.label == "accounts" or bool(targets & people)


@pytest.mark.parametrize("config", our_apps(), ids=lambda config: config.label)
def test_an_app_with_personal_data_can_export_and_erase_it(config):
    if holds_personal_data(config):
        privacy = __import__(f"{config.name}.privacy", fromlist=["export_person"])
        assert callable(privacy.export_person)
        assert callable(privacy.erase_person)


def test_the_migrations_of_each_app_stand_in_one_line():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for config in our_apps():
        stacked = {key: found for key, found in loader.disk_migrations.items() if key[0] == config.label}
        names = sorted(name for (_, name), found in stacked.items() if not found.replaces)
        assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1)), config.label
        assert len(loader.graph.leaf_nodes(config.label)) == min(1, len(names)), config.label


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_pins_hashes_and_names_no_address(name):
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert not re.search(r"^--", text, re.MULTILINE)
    pins = re.findall(r"^([a-z0-9._-]+)==(\S+)(.*)$", text, re.MULTILINE)
    assert len(pins) > 50
    assert all(rest.endswith("\\") for _, _, rest in pins)


def test_both_locks_hold_the_same_versions():
    run, dev = (
        dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert run.items() <= dev.items()


def test_vendored_files_are_as_they_came():
    lists = list(files("*/checksums"))
    assert lists
    for checksums in lists:
        for line in (ROOT / checksums).read_text().splitlines():
            expected, name = line.split()
            assert hashlib.sha256((ROOT / checksums.parent / name).read_bytes()).hexdigest() == expected, name


def test_ci_runs_the_command_of_the_readme():
    assert (ROOT / ".ci/run").read_text() == "#!/usr/bin/env bash\nexec make test\n"
    assert "make test" in (ROOT / "README.md").read_text()


def test_the_licence_is_whole():
    licence = (ROOT / "LICENSE").read_text()
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert re.findall(r"^(\d+)\.[A-Z]", licence, re.MULTILINE) == [str(number) for number in range(1, 16)]
    assert "‘Compatible Licences’ according to Article 5 EUPL" in licence
