"""`server-reset` and `client-reset`: which kind a reset is, and which resets harm nobody."""

import pytest
from made_facts import (
    alert,
    connection,
    findings,
    judged,
    renegotiation,
    reset,
    tables,
    tls12,
    unanswered,
    verdicts,
)

KINDS = {
    "refused": (
        unanswered("c", tls=False, established=False, client_hello_frame=None, server_hello_frame=None),
        reset("c", in_reply_to_syn=True, in_window=None, tls_phase="none", before="syn"),
        ("notice", "certain"),
    ),
    "before-server-hello": (
        unanswered("c", server_hello_frame=None, version=None, established=False, client_certificate=None),
        reset("c", tls_phase="client_hello", before="client_hello"),
        ("error", "certain"),
    ),
    "in-handshake": (
        unanswered("c", established=False, client_finished_frame=None, client_first_encrypted_lengths=[]),
        reset("c", tls_phase="handshake", before="handshake"),
        ("error", "certain"),
    ),
    "after-finished-no-request": (
        unanswered("c", client_data_records=0),
        reset("c", before="handshake"),
        ("warning", "likely"),
    ),
    "after-request-unanswered": (
        unanswered("c", version=0x0303, overhead_basis="suite"),
        reset("c"),
        ("error", "likely"),
    ),
    "partial-reply": (
        connection("c", client_fin_frame=None, server_rst_frame=13, end="rst"),
        reset("c", before="reply", since_last_server_data_us=900_000),
        ("warning", "likely"),
    ),
    "after-close-notify": (
        unanswered("c", server_closing_alert_frame=12),
        reset("c", before="close_notify"),
        ("info", "likely"),
    ),
    "after-fin": (
        unanswered("c", client_fin_frame=12),
        reset("c", late=True, before="fin"),
        ("info", "certain"),
    ),
    "idle": (
        connection("c", client_fin_frame=None, server_rst_frame=13, end="rst"),
        reset("c", before="reply", since_last_client_data_us=3_100_000, since_last_server_data_us=3_000_000),
        ("info", "likely"),
    ),
}


@pytest.mark.parametrize(("row", "cut", "grade"), KINDS.values(), ids=KINDS.keys())
def test_each_reset_is_of_one_kind(row, cut, grade, request):
    kind = request.node.callspec.id
    found = findings(judged(tables(connections=[row], resets=[cut])))["c"]
    of_reset = {name: each for name, each in found.items() if name.startswith("server-reset/")}
    assert list(of_reset) == [f"server-reset/{kind}"]
    assert (
        of_reset[f"server-reset/{kind}"]["severity"],
        of_reset[f"server-reset/{kind}"]["confidence"],
    ) == grade
    assert {"name": "reset", "frame": 13} in of_reset[f"server-reset/{kind}"]["evidence_frames"]


@pytest.mark.parametrize("kind", ["after-close-notify", "after-fin", "idle"])
def test_a_harmless_reset_is_no_verdict(kind):
    row, cut, _ = KINDS[kind]
    answered = {**connection("c"), "end": "rst", "client_fin_frame": row["client_fin_frame"]}
    verdict = verdicts(judged(tables(connections=[answered], resets=[cut])))["c"]
    assert verdict["verdict"] == "tls-ok"


@pytest.mark.parametrize("kind", [kind for kind, (_, _, grade) in KINDS.items() if grade[0] != "info"])
def test_any_other_reset_is_the_verdict_unless_a_special_rule_explains_it(kind):
    row, cut, _ = KINDS[kind]
    verdict = verdicts(judged(tables(connections=[row], resets=[cut])))["c"]
    assert verdict["verdict"] == f"server-reset/{kind}"
    assert verdict["findings"] == [f"server-reset/{kind}"]


@pytest.mark.parametrize(
    "row",
    [
        renegotiation(
            "c", outcome="broken", end_frame=13, server_data_records_after=0, client_certificate=None
        ),
        renegotiation("c", server_data_records_after=0),
    ],
    ids=["open", "finished, and nothing answered since"],
)
def test_a_reset_in_or_right_after_a_renegotiation_is_told_apart(row):
    cut = tls12(
        "c", renegotiations=1, reply_records_min=0, reply_records_max=0, client_fin_frame=None, end="rst"
    )
    phase = "renegotiation" if row["outcome"] == "broken" else "established"
    judgement = judged(tables(connections=[cut], resets=[reset("c", tls_phase=phase)], renegotiations=[row]))
    assert "server-reset/in-renegotiation" in findings(judgement)["c"]
    assert verdicts(judgement)["c"]["client_auth_mode"] == "renegotiation"


def test_a_reply_of_one_record_cannot_be_told_from_a_whole_one():
    row = connection("c", reply_records_max=1, client_fin_frame=None, end="rst")
    found = findings(judged(tables(connections=[row], resets=[reset("c", since_last_server_data_us=5_000)])))
    assert found["c"]["server-reset/partial-reply"]["confidence"] == "possible"


def test_a_reset_that_crosses_a_request_after_a_pause_is_a_warning():
    row = unanswered("c", version=0x0303, overhead_basis="suite", silence_before_last_request_us=60_000_000)
    crossing = reset("c", since_last_client_data_us=150, since_last_server_data_us=60_000_000)
    found = findings(judged(tables(connections=[row], resets=[crossing])))["c"]
    assert found["server-reset/idle"]["severity"] == "warning"


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind not in ("refused", "after-fin", "after-close-notify")]
)
@pytest.mark.parametrize("lack", [{"one_sided": True}, {"gaps_client": 1}, {"gaps_server": 2}])
def test_no_kind_is_told_where_bytes_are_missing(kind, lack):
    row, cut, _ = KINDS[kind]
    judgement = judged(tables(connections=[{**row, **lack}], resets=[cut]))
    assert findings(judgement) == {}
    assert verdicts(judgement)["c"]["verdict"] == "cannot-tell"


def test_only_the_first_reset_of_a_connection_counts():
    row, cut, _ = KINDS["after-request-unanswered"]
    second = reset("c", ordinal=1, frame=15, first_of_connection=False, late=True, before="rst")
    found = findings(judged(tables(connections=[row], resets=[cut, second])))["c"]
    assert list(found) == ["server-reset/after-request-unanswered"]


def test_a_reset_out_of_the_window_is_nobodys():
    row, cut, _ = KINDS["after-request-unanswered"]
    for in_window in (False, None):
        assert findings(judged(tables(connections=[row], resets=[{**cut, "in_window": in_window}]))) == {}


def by_client(**columns):
    return reset("c", direction="client", **columns)


def test_a_reset_of_the_client_is_the_verdict():
    row = unanswered("c", server_rst_frame=None, client_rst_frame=13)
    judgement = judged(tables(connections=[row], resets=[by_client()]))
    assert findings(judgement)["c"]["client-reset"]["severity"] == "notice"
    assert verdicts(judgement)["c"]["verdict"] == "client-reset"


def test_a_client_that_resets_two_seconds_into_a_renegotiation_was_probably_asking_its_user():
    row = tls12("c", renegotiations=1, client_fin_frame=None, client_rst_frame=13, end="rst")
    inside = renegotiation(
        "c", outcome="broken", client_certificate=None, asked=None, server_data_records_after=0
    )
    cut = by_client(tls_phase="renegotiation", since_last_server_data_us=9_000_000)
    judgement = judged(tables(connections=[row], resets=[cut], renegotiations=[inside]))
    assert findings(judgement)["c"]["client-reset"]["shape"] == "certificate-prompt"


@pytest.mark.parametrize(
    ("columns", "cut"),
    [
        ({"client_closing_alert_frame": 12}, {"before": "close_notify"}),
        ({"server_closing_alert_frame": 12}, {"before": "close_notify"}),
        ({"server_fin_frame": 12}, {"late": True, "before": "fin"}),
        ({"server_rst_frame": 15}, {}),
    ],
    ids=["after its close_notify", "after the server's", "after a FIN", "and the server resets too"],
)
def test_a_client_that_resets_what_was_closed_did_nothing_worth_a_word(columns, cut):
    row = connection("c", client_fin_frame=None, client_rst_frame=13, end="rst", **columns)
    judgement = judged(tables(connections=[row], resets=[by_client(**cut)]))
    assert findings(judgement) == {}
    assert verdicts(judgement)["c"]["verdict"] == "tls-ok"


@pytest.mark.parametrize(
    ("cut", "rtt_us", "shape"),
    [
        ({"since_last_client_data_us": 2_000}, 10_000, "middlebox"),
        ({"since_last_client_data_us": 4_000}, 10_000, None),
        ({"since_last_client_data_us": 2_000}, None, None),
        ({"since_last_client_data_us": 20}, 100, None),
    ],
    ids=["0.2 round trips", "0.4 round trips", "of a length not known", "too short to tell"],
)
def test_a_reset_of_the_hello_sooner_than_the_server_could_send_it_is_a_middleboxs(cut, rtt_us, shape):
    row, first, _ = KINDS["before-server-hello"]
    found = findings(judged(tables(connections=[{**row, "rtt_us": rtt_us}], resets=[{**first, **cut}])))
    assert found["c"]["server-reset/before-server-hello"]["shape"] == shape


def test_a_reset_behind_a_fatal_alert_is_its_consequence():
    row, cut, _ = KINDS["in-handshake"]
    row = {**row, "fatal_alert_frame": 9, "fatal_alert_side": "client", "fatal_alert_description": 48}
    told = alert("c", frame=9, direction="client", description=48)
    judgement = judged(tables(connections=[row], resets=[{**cut, "before": "close_notify"}], alerts=[told]))
    assert sorted(findings(judgement)["c"]) == ["fatal-alert", "server-reset/after-close-notify"]
    assert verdicts(judgement)["c"]["verdict"] == "fatal-alert"


CUT = unanswered("c", version=0x0303, overhead_basis="suite")
SECOND_RESET = reset(
    "c", ordinal=1, frame=14, first_of_connection=False, late=True, before="rst", time=8_005_000
)


@pytest.mark.parametrize(
    "cuts",
    [
        [reset("c", ttl=250, sender_continues=3)],
        [reset("c", ttl=250, sequence_offset=-1460)],
        [reset("c", sender_continues=3, sequence_offset=-1460)],
        [reset("c", ttl=125, sequence_offset=0), {**SECOND_RESET, "sequence_offset": 1460}],
        [reset("c", ttl=250), {**SECOND_RESET, "direction": "client", "ttl": 60}],
    ],
    ids=[
        "TTL, and its sender goes on",
        "TTL and number",
        "number, and its sender goes on",
        "TTL, and another number 5 us later",
        "TTL, both ways",
    ],
)
def test_two_signs_make_a_reset_somebody_elses_and_then_the_server_did_nothing(cuts):
    judgement = judged(tables(connections=[CUT], resets=cuts))
    found = findings(judgement)["c"]
    assert list(found) == ["reset-injected-suspected"]
    assert found["reset-injected-suspected"]["confidence"] == "likely"
    assert verdicts(judgement)["c"]["verdict"] == "reset-injected-suspected"


@pytest.mark.parametrize(
    "cuts",
    [
        [reset("c", ttl=250)],
        [reset("c", ttl=129, sender_continues=2)],
        [reset("c", ttl_min=None, ttl_max=None, sequence_offset=None, sender_continues=1)],
        [reset("c", sender_continues=2, sequence_offset=2920)],
        [reset("c", ttl=250), {**SECOND_RESET, "sequence_offset": 1460, "time": 30_000_000}],
        [reset("c", ttl=250), {**SECOND_RESET, "direction": "client", "ttl": 128}],
        [reset("c", flags=4, sequence_offset=0)],
        [reset("c", in_reply_to_syn=True, ttl=250, sender_continues=2)],
    ],
    ids=[
        "TTL alone",
        "TTL off by one",
        "unknown",
        "it overtook its sender's segments",
        "another number 22 ms later",
        "both ways, the second one's TTL fits",
        "no ACK bit",
        "the answer to a SYN",
    ],
)
def test_one_sign_alone_leaves_the_reset_with_its_sender(cuts):
    found = findings(judged(tables(connections=[CUT], resets=cuts)))["c"]
    assert "reset-injected-suspected" not in found
    assert [name for name in found if name.startswith("server-reset/")]


def test_a_forged_reset_of_the_client_is_not_the_clients():
    cut = reset("c", direction="client", ttl=250, sender_continues=2)
    row = unanswered("c", server_rst_frame=None, client_rst_frame=13)
    assert list(findings(judged(tables(connections=[row], resets=[cut])))["c"]) == [
        "reset-injected-suspected"
    ]
