"""Rules of your own, from a file or an installed package: a broken one is one line, the others go on."""

import sys

import pytest
from made_facts import connection, tables

from pcapflow import judge
from pcapflow.errors import UsageError

HOUSE = '''
"""Rules of the house."""

from pcapflow import rule


@rule(
    severity="notice",
    confidence="certain",
    title="A port of its own",
    spec="house rules",
    reads={"connections": ["server_port"]},
    frames=["client_hello_frame"],
)
def house_port(connections):
    """
    ## Meaning

    One.

    ## Fix

    Two.

    ## Harmless when

    Three.
    """
    return connections[connections.server_port != 443]
'''
FACTS = tables(connections=[connection("c", server_port=8443)])


def judged(book: judge.Rulebook) -> tuple[set[str], list[str]]:
    judgement = judge.judge(FACTS, book.rules)
    assert judgement.verdicts["verdict"].to_pylist() == ["tls-ok"]
    return set(judgement.findings["rule"].to_pylist()), [*book.failures, *judgement.failures]


def house(directory, text, name="house.py"):
    file = directory / name
    file.write_text(text)
    return file


def test_a_file_adds_its_rules_to_those_of_the_package(tmp_path):
    book = judge.rulebook(files=[house(tmp_path, HOUSE)])
    assert judged(book) == ({"house-port"}, [])
    assert {each.id for each in judge.catalogue()} < {each.id for each in book.rules}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("import nothing_there", "ModuleNotFoundError: No module named 'nothing_there'"),
        ("def rule(:", "SyntaxError: invalid syntax"),
        ("import sys; sys.exit(7)", "SystemExit: 7"),
        ("x = 1", "there is no rule in it. A rule is a function with the decorator pcapflow.rule."),
        (
            HOUSE.replace("server_port", "server_prot", 1),
            'connections has no column "server_prot"; did you mean',
        ),
        (HOUSE.replace("def house_port", "def server_reset"), "two rules have this id"),
        (HOUSE.replace("frames=", 'after=["house-port"], frames='), "rules wait for each other"),
        (HOUSE.replace('"notice"', '"loud"'), "severity is 'loud'"),
    ],
)
def test_a_file_that_is_broken_is_one_line_and_the_others_go_on(tmp_path, text, problem):
    good = house(tmp_path, HOUSE.replace("house_port", "other_port"), "good.py")
    found, (line,) = judged(judge.rulebook(files=[house(tmp_path, text), good]))
    assert found == {"other-port"}
    assert line.startswith("rule ")
    assert problem in line
    assert "\n" not in line


def test_a_file_that_is_not_there_is_one_line(tmp_path):
    found, (line,) = judged(judge.rulebook(files=[tmp_path / "gone.py"]))
    assert found == set()
    assert line == (
        f"rule {tmp_path / 'gone.py'}: there is no such file. Paths are relative to the pipeline file."
    )


@pytest.mark.parametrize(
    ("returns", "problem"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("None", "returns a NoneType, not a DataFrame"),
        ("connections.drop(columns='connection_id')", "returns no column 'connection_id'"),
        (
            "connections.loc[connections.index.repeat(1_000_000)]",
            "returns 1,000,000 rows of the 1 that it got",
        ),
        ("connections.assign(severity='loud')", "returns a severity or confidence that there is not"),
    ],
)
def test_a_rule_that_returns_what_it_must_not_is_one_line_and_the_others_go_on(tmp_path, returns, problem):
    text = HOUSE.replace("connections[connections.server_port != 443]", returns)
    good = house(tmp_path, HOUSE.replace("house_port", "other_port"), "good.py")
    found, (line,) = judged(judge.rulebook(files=[house(tmp_path, text), good]))
    assert found == {"other-port"}
    assert line.startswith("rule house-port: ")
    assert problem in line


def test_a_kind_that_a_rule_does_not_declare_is_its_failure(tmp_path):
    text = HOUSE.replace("frames=", 'kinds={"odd": "Odd"}, frames=').replace(
        "!= 443]", "!= 443].assign(kind='even')"
    )
    found, (line,) = judged(judge.rulebook(files=[house(tmp_path, text)]))
    assert found == set()
    assert "returns a kind that it does not declare. Use odd." in line


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Installs a package whose entry point is what a test says."""

    def install(entry_point, text=HOUSE):
        house(tmp_path, text, "house_rules.py")
        about = tmp_path / "house_rules-1.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text("Metadata-Version: 2.1\nName: house-rules\nVersion: 1.0\n")
        (about / "entry_points.txt").write_text(f"[pcapflow.rules]\nhouse = {entry_point}\n")
        monkeypatch.syspath_prepend(str(tmp_path))
        monkeypatch.delitem(sys.modules, "house_rules", raising=False)

    return install


@pytest.mark.parametrize("entry_point", ["house_rules", "house_rules:house_port"])
def test_an_installed_package_adds_its_rules(installed, entry_point):
    installed(entry_point)
    assert judged(judge.rulebook()) == ({"house-port"}, [])


def test_an_installed_package_that_is_broken_is_one_line(installed):
    installed("house_rules:gone")
    found, (line,) = judged(judge.rulebook())
    assert found == set()
    assert line.startswith("rule house (house_rules:gone): AttributeError: ")
    assert judge.catalogue()  # and does not keep anybody from the rules of the package


def test_an_id_that_no_rule_has_is_a_mistake_of_usage_unless_its_rule_may_be_the_broken_one(tmp_path):
    with pytest.raises(UsageError, match='no rule has the id "house-prot"; did you mean "house-port"'):
        judge.rulebook(enable=["house-prot"], files=[house(tmp_path, HOUSE)])
    book = judge.rulebook(enable=["house-port"], files=[house(tmp_path, "x = 1")])
    assert len(book.failures) == 2
    assert book.rules == ()
