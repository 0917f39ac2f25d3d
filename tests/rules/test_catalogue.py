"""Laws that every rule of the catalogue obeys, and what is said to the author of one that does not."""

import re

import pyarrow as pa
import pytest
from made_facts import SCHEMAS, connection, judged, reset, tables, unanswered

from pcapflow import judge, rule
from pcapflow.errors import RuleError, UsageError
from pcapflow.judge.declare import SECTIONS
from pcapflow.judge.failures import FAILURES

CATALOGUE = judge.catalogue()
EACH = pytest.mark.parametrize("each", CATALOGUE, ids=[each.id for each in CATALOGUE])
TEXT = """
## Meaning

It means.

## Fix

Fix it.

## Harmless when

Never.
"""


@EACH
def test_a_rule_has_its_three_sections_and_one_line_of_title(each):
    assert tuple(each.sections) == SECTIONS
    for title in (each.title, *each.kinds.values(), *each.shapes.values()):
        assert "\n" not in title
        assert not title.endswith(".")


@EACH
def test_a_rule_runs_on_empty_tables_and_finds_nothing(each):
    assert judge.flag(each, {}).empty
    judgement = judge.judge({}, [each])
    assert judgement.failures == []
    assert judgement.findings.num_rows == 0
    assert judgement.findings.schema.equals(judge.FINDINGS)


@EACH
def test_a_rule_abstains_where_everything_is_unknown(each):
    keys = {"capture_id": "a", "connection_id": "c"}
    unknown = {
        name: pa.Table.from_pylist(
            [{key: value for key, value in keys.items() if key in schema.names}], schema=schema
        )
        for name, schema in SCHEMAS.items()
    }
    judgement = judge.judge(unknown, [each])
    assert judgement.failures == []
    assert judgement.findings.num_rows == 0


@EACH
def test_each_kind_has_a_line_of_its_own_in_each_section(each):
    for section in each.sections:
        whole = each.text(section)
        for kind in each.kinds:
            assert f"- `{kind}`: " in whole
            own = each.text(section, f"{each.id}/{kind}")
            assert not re.search(r"^- `", own, re.MULTILINE)
            assert own


def test_ids_of_the_catalogue_are_those_that_this_version_promises():
    assert {each.id for each in CATALOGUE} == {
        "client-cert-expired",
        "client-cert-issuer-not-in-list",
        "client-cert-not-for-clients",
        "client-cert-not-sent",
        "client-cert-rejected",
        "client-cert-requested",
        "client-initiated-renegotiation",
        "client-left-handshake",
        "client-left-when-asked",
        "client-reset",
        "downgrade-sentinel",
        "encrypted-alert",
        "fallback-scsv",
        "fatal-alert",
        "handshake-timeout",
        "http2-late-client-cert-retry",
        "http2-renegotiation",
        "insecure-renegotiation",
        "legacy-version",
        "missing-post-handshake-auth",
        "network-loss",
        "no-common-alpn",
        "no-common-cipher",
        "no-server-hello-timeout",
        "not-tls-answer",
        "post-handshake-auth-declined",
        "post-handshake-auth-impossible-h2",
        "post-handshake-auth-rejected",
        "post-handshake-auth-unsolicited",
        "post-handshake-auth-used",
        "renegotiation-certificate-rejected",
        "renegotiation-empty-certificate",
        "renegotiation-failed",
        "renegotiation-ignored",
        "renegotiation-inside-tunnel",
        "renegotiation-overtaken",
        "renegotiation-refused",
        "renegotiation-rejected-after-finish",
        "renegotiation-resumed",
        "request-timeout",
        "request-unanswered",
        "reset-injected-suspected",
        "rfc5746-missing",
        "server-cert-expired",
        "server-closed-before-server-hello",
        "server-reset",
        "tls13-late-client-cert",
        "version-mismatch",
    }


def test_a_rule_that_reads_findings_runs_after_those_that_make_them():
    ids = [each.id for each in CATALOGUE]
    assert ids.index("tls13-late-client-cert") < ids.index("missing-post-handshake-auth")


def test_rules_are_chosen_by_id_and_by_full_id_of_a_kind():
    assert [each.id for each in judge.catalogue(enable=["client-reset"])] == ["client-reset"]
    only = judge.catalogue(enable=["server-reset/idle"])
    assert [each.ids for each in only] == [("server-reset/idle",)]
    rest = judge.catalogue(disable=["server-reset/idle", "client-reset"])
    assert "client-reset" not in {each.id for each in rest}
    assert "server-reset/idle" not in {full for each in rest for full in each.ids}


def test_an_unknown_id_is_an_error_that_names_the_nearest():
    with pytest.raises(UsageError, match='no rule has the id "server-rest"; did you mean "server-reset"'):
        judge.catalogue(disable=["server-rest"])


def test_the_columns_that_are_needed_are_columns_that_exist():
    for table, columns in judge.needed_columns(CATALOGUE).items():
        assert set(columns) <= set(SCHEMAS[table].names)
        assert len(columns) == len(set(columns))


def test_judging_only_the_needed_columns_gives_the_same():
    facts = tables(connections=[connection("c")])
    needed = judge.needed_columns(CATALOGUE)
    narrow = {name: facts[name].select(columns) for name, columns in needed.items()}
    assert judged(narrow).findings.equals(judged(facts).findings)
    assert judged(narrow).verdicts.equals(judged(facts).verdicts)


def test_tables_in_many_chunks_are_judged_as_whole_ones():
    facts = tables(connections=[unanswered(name) for name in "abc"], resets=[reset(name) for name in "abc"])
    chunked = {
        name: pa.concat_tables([table.slice(row, 1) for row in range(len(table))] or [table])
        for name, table in facts.items()
    }
    assert judged(chunked).findings.equals(judged(facts).findings)
    assert judged(chunked).verdicts.equals(judged(facts).verdicts)


def write(folder, name, body):
    file = folder / name
    file.write_text(body)
    return file


USERS = f'''
from pcapflow import rule


@rule(
    severity="notice",
    confidence="certain",
    title="Port of its own",
    spec="house rules",
    reads={{"connections": ["server_port"]}},
    frames=["client_hello_frame"],
    values=["server_name"],
)
def port_of_its_own(connections):
    """{TEXT}"""
    return connections[connections.server_port != 443]
'''


def test_a_users_rule_is_a_function_in_a_file(tmp_path):
    rules = judge.catalogue(enable=["port-of-its-own"], files=[write(tmp_path, "house.py", USERS)])
    judgement = judge.judge(tables(connections=[connection("c"), connection("d", server_port=8443)]), rules)
    assert judgement.failures == []
    assert judgement.findings.select(["connection_id", "rule", "severity"]).to_pylist() == [
        {"connection_id": "d", "rule": "port-of-its-own", "severity": "notice"}
    ]


def test_a_rule_is_called_only_with_rows_that_meet_its_conditions(tmp_path):
    where = 'where={"connections": field("server_port") != 443}, frames='
    watched = USERS.replace("frames=", where).replace(
        "connections[connections.server_port != 443]", "asked.append(len(connections)) or connections"
    )
    file = write(tmp_path, "house.py", f"from pyarrow.compute import field\nasked = []\n{watched}")
    (house,) = judge.catalogue(enable=["port-of-its-own"], files=[file])
    ports = {"c": 443, "d": 8443, "e": None}
    facts = tables(connections=[connection(name, server_port=port) for name, port in ports.items()])
    assert judge.judge(facts, [house]).findings["connection_id"].to_pylist() == ["d"]
    judge.judge(tables(connections=[connection("c")]), [house])
    assert house.function.__globals__["asked"] == [1]


@pytest.mark.parametrize(("reads", "given"), [("server_port", ["d"]), ("server", ["c", "d"])])
def test_a_rule_gets_the_connections_of_its_rows_and_all_if_it_compares_those_of_a_server(
    tmp_path, reads, given
):
    resets = USERS.replace("(connections)", "(resets, connections)").replace('"server_port"', f'"{reads}"')
    watched = resets.replace(
        "connections[connections.server_port != 443]",
        "asked.extend(connections.connection_id) or resets.merge(connections)",
    )
    (house,) = judge.catalogue(
        enable=["port-of-its-own"], files=[write(tmp_path, "house.py", f"asked = []\n{watched}")]
    )
    facts = tables(connections=[connection("c"), connection("d")], resets=[reset("d")])
    assert judge.judge(facts, [house]).findings["connection_id"].to_pylist() == ["d"]
    assert house.function.__globals__["asked"] == given


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        (
            '["server_port"]',
            '["server_prot"]',
            'connections has no column "server_prot"; did you mean "server_port"',
        ),
        ("(connections)", "(conections)", "reads names 'connections', which is no parameter"),
        ("frames=", "where={'resets': None}, frames=", "where names 'resets', which is no parameter"),
        ("(connections)", "()", "asks for no table"),
        ("(connections)", "(servers, connections)", "its first table, servers, has no connection_id"),
        ("## Fix", "## Repair", "its docstring lacks a section"),
        ('"notice"', '"bad"', "severity is 'bad'"),
        ("@rule(", "@rull(", "NameError"),
    ],
)
def test_a_rule_that_does_not_hold_together_is_an_error_when_it_is_loaded(tmp_path, right, wrong, message):
    file = write(tmp_path, "house.py", USERS.replace(right, wrong, 1))
    with pytest.raises(RuleError, match=re.escape(message)):
        judge.catalogue(files=[file])


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("connections.server_port != 443", "connections.server_prot != 443", "server_prot"),
        (
            "return connections[",
            'return connections.drop(columns="server_name")[',
            "returns no column 'server_name'",
        ),
        ("!= 443]", '!= 443].assign(severity="bad")', "there is not"),
        ("!= 443]", '!= 443].assign(connection_id="x")', "not in connections"),
    ],
)
def test_a_rule_that_fails_while_it_runs_is_named_and_the_others_go_on(tmp_path, right, wrong, message):
    rules = judge.catalogue(files=[write(tmp_path, "house.py", USERS.replace(right, wrong, 1))])
    judgement = judge.judge(tables(connections=[connection("d", server_port=8443)]), rules)
    assert len(judgement.failures) == 1
    assert judgement.failures[0].startswith("rule port-of-its-own: ")
    assert message in judgement.failures[0]
    assert judgement.verdicts["verdict"].to_pylist() == ["tls-ok"]


def test_rules_that_wait_for_each_other_are_an_error(tmp_path):
    one = USERS.replace("frames=", 'after=["second"], frames=')
    two = one.replace("port_of_its_own", "second").replace('after=["second"]', 'after=["port-of-its-own"]')
    with pytest.raises(RuleError, match="rules wait for each other"):
        judge.catalogue(files=[write(tmp_path, "one.py", one), write(tmp_path, "two.py", two)])


def test_two_rules_of_one_id_are_an_error(tmp_path):
    files = [write(tmp_path, name, USERS) for name in ("one.py", "two.py")]
    with pytest.raises(RuleError, match="two rules have this id"):
        judge.catalogue(files=files)


def test_a_rule_can_be_called_as_the_function_that_it_is():
    @rule(severity="info", confidence="certain", title="T", spec="S", reads={}, frames=[])
    def anything(connections):
        """
        ## Meaning

        M

        ## Fix

        F

        ## Harmless when

        H
        """
        return connections

    assert anything("rows") == "rows"
    assert anything.id == "anything"


def test_what_names_a_failure_is_a_rule_and_every_rule_of_errors_names_one():
    rules = {each.id: each for each in CATALOGUE}
    assert {name.partition("/")[0] for name in FAILURES} <= set(rules)
    assert all(name in {*rules, *rules[name.partition("/")[0]].ids} for name in FAILURES)
    assert {each.id for each in CATALOGUE if each.severity == "error"} <= set(FAILURES)
