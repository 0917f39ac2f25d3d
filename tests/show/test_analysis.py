"""The screen of `analyze`: what stands on it, what is folded, and what an attacker cannot put there."""

import re

import pyarrow as pa
import pytest
from made_facts import SCHEMAS, View, connection, renegotiation, reset, tables, tls12, unanswered

from pcapflow.show import analysis


def screen(facts, *, width=100, color=False, **options):
    return list(analysis.lines(View(facts), width=width, color=color, **options))


MID_STREAM = {"start": "mid_stream"} | dict.fromkeys(
    ("client_hello_frame", "server_hello_frame", "version", "post_handshake_auth", "resumption")
)


def trouble(**columns):
    """The seed: TLS 1.2 asked late, TLS 1.3 was reset twice."""
    rows = [
        tls12("asker", tcp_stream=1, renegotiations=1),
        unanswered("one", tcp_stream=3, **columns),
        unanswered("two", tcp_stream=5, **columns),
        connection("half", tcp_stream=6, **MID_STREAM),
    ]
    return tables(
        connections=rows, resets=[reset("one"), reset("two")], renegotiations=[renegotiation("asker")]
    )


def test_a_capture_is_summed_up_in_a_line():
    first = screen(trouble())[0]
    assert first == "web03/trouble.pcapng   20 packets · 14.2 s · 4 TLS connections · 1 client · 1 server"


def test_verdicts_are_counted_worst_first_and_in_columns():
    rows = [line for line in screen(trouble()) if re.match(r"  +\d+ (failed|worked|unclear)", line)]
    assert rows == [
        "  2 failed   tls13-late-client-cert         error, likely   198.51.100.5:443 (intranet.example)",
        "  1 worked   client-cert-renegotiation-ok   "
        "the client gave a certificate when the server renegotiated",
        "  1 unclear  cannot-tell: mid-stream-start  the capture began after the handshake",
    ]


def test_a_capture_that_is_a_file_can_be_explained_further():
    facts = trouble()
    assert not [line for line in screen(facts) if "pcapflow explain" in line]
    uri = pa.array(["my captures/trouble.pcapng"])
    captures = facts["captures"].set_column(2, facts["captures"].schema.field("uri"), uri)
    place = captures.schema.get_field_index("id_basis")
    captures = captures.set_column(place, captures.schema.field("id_basis"), pa.array(["file"]))
    lines = screen({**facts, "captures": captures})
    assert "  More: pcapflow explain 'my captures/trouble.pcapng' --stream 3" in lines


def test_one_failure_of_one_server_is_one_block_with_all_its_streams():
    lines = screen(trouble())
    heads = [line for line in lines if re.match(r"(error|warning|notice)\[", line)]
    assert heads == [
        "error[tls13-late-client-cert]  "
        "stream 3 · 192.0.2.17:50123 → 198.51.100.5:443 (intranet.example) · TLS 1.3"
    ]
    assert "  and 1 connection more like it: stream 5" in lines
    assert "  In Wireshark: tcp.stream in {3, 5}" in lines


def test_a_block_shows_its_frames_with_times_since_the_connection_began():
    frames = [line for line in screen(trouble()) if line.startswith("    frame ")]
    assert frames == [
        "    frame  4    0.001000 s  ClientHello    post_handshake_auth not offered; ALPN h2, http/1.1",
        "    frame  8    0.003000 s  Finished       "
        "the server did not ask for a certificate (flight is Finished alone)",
        "    frame  9             -  request        612 bytes, never answered",
        "    frame 13    0.008000 s  RST by server  "
        "4 ms after the client's last data; TTL as in its other packets",
    ]


def test_a_block_says_how_sure_it_is_who_supports_it_and_what_to_do():
    text = " ".join(line.strip() for line in screen(trouble()))
    assert "Likely, not certain." in text
    assert "The same server asked for a certificate late in stream 1." in text
    assert "netsh http add sslcert hostnameport=intranet.example:443 " in text
    assert "Also found on it: missing-post-handshake-auth, server-reset/after-request-unanswered" in text


def test_words_are_wrapped_to_the_terminal_but_never_commands_and_frames():
    for width in (60, 80, 140):
        for line in screen(trouble(), width=width):
            kept = line.startswith(("    frame ", "error[", "  2 failed", "  1 ", "web03", "         "))
            assert len(line) <= width or kept, line


def test_colour_adds_nothing_but_colour():
    plain, painted = screen(trouble()), screen(trouble(), color=True)
    assert plain != painted
    assert [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in painted] == plain
    assert "\x1b" not in "".join(plain)


def test_a_name_from_the_capture_cannot_speak_to_the_terminal():
    facts = trouble(server_name="a\x1b[2J\u202eb", alpn_offered=["\x07http", "x" * 500])
    for line in screen(facts):
        assert line.isprintable(), line


def test_where_nothing_is_wrong_one_line_says_what_was_checked():
    rows = [
        connection("a"),
        connection("b", client_certificate="sent"),
        connection("c", client_certificate="empty"),
    ]
    assert screen(tables(connections=rows), width=200)[-1] == (
        "3 TLS connections, none failed; 1 asked for a client certificate and got it; "
        "1 asked for one, got none and went on."
    )


def test_what_could_not_be_told_is_not_called_fine():
    rows = [connection("a"), connection("b", one_sided=True), connection("c", established=False)]
    assert screen(tables(connections=rows))[-1] == (
        "3 TLS connections, none failed; of 2 it could not be told."
    )


def test_a_harmless_reset_is_no_block():
    rows = [connection("a", end="rst")]
    lines = screen(tables(connections=rows, resets=[reset("a", late=True, before="fin")]))
    assert lines[-1] == "1 TLS connection, none failed."


def test_a_capture_without_tls_is_one_line():
    assert screen(tables()) == ["web03/trouble.pcapng   20 packets · 14.2 s · 0 TLS connections"]


def test_a_damaged_capture_says_so():
    facts = tables(connections=[connection("a")])
    row = {**facts["captures"].to_pylist()[0], "status": "damaged", "error": "byte 12: no\x1b block"}
    facts["captures"] = facts["captures"].from_pylist([row], schema=SCHEMAS["captures"])
    assert screen(facts)[1] == "  damaged: byte 12: no\\x1b block"


def test_at_most_so_many_blocks_are_shown_and_the_rest_counted():
    servers = [f"198.51.100.{number}" for number in range(1, 61)]
    rows = [unanswered(address, tcp_stream=n, server_address=address) for n, address in enumerate(servers)]
    lines = screen(tables(connections=rows, resets=[reset(address) for address in servers]))
    assert len([line for line in lines if line.startswith("error[")]) == 50
    assert lines[-1] == "10 more kinds of finding not shown here; --json has all."


def test_of_many_streams_some_are_named_and_the_rest_counted():
    names = [f"c{number}" for number in range(30)]
    rows = [unanswered(name, tcp_stream=number) for number, name in enumerate(names)]
    lines = screen(tables(connections=rows, resets=[reset(name) for name in names]))
    assert "  and 29 connections more like it: streams 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 19 more" in lines


def test_what_an_earlier_block_explained_is_not_said_again_but_its_binding_is():
    rows = [unanswered("one", server_port=443), unanswered("two", server_port=8443)]
    text = " ".join(
        line.strip() for line in screen(tables(connections=rows, resets=[reset("one"), reset("two")]))
    )
    assert text.count("netsh http show sslcert") == 1
    assert "as above; the binding is hostnameport=intranet.example:8443." in text


def test_the_worst_comes_first():
    rows = [
        unanswered("cut", server_rst_frame=None, client_rst_frame=13, server_port=444),
        connection(
            "late", tcp_stream=7, client_fin_frame=None, server_rst_frame=13, end="rst", server_port=445
        ),
        unanswered("lost"),
    ]
    cuts = [reset("cut", direction="client"), reset("late", before="reply"), reset("lost")]
    heads = [
        line.split("[")[0] for line in screen(tables(connections=rows, resets=cuts)) if "]  stream" in line
    ]
    assert heads == ["error", "warning", "notice"]


@pytest.mark.parametrize("time", [-(2**63) + 1, 2**63 - 1])
def test_times_as_far_apart_as_can_be_said_are_printed(time):
    assert screen(tables(connections=[unanswered("c", first_time=time)], resets=[reset("c")]))


def test_findings_of_rules_whose_words_are_not_here_are_named_still():
    lines = screen(trouble(), rules=[])
    assert any(line.startswith("error[tls13-late-client-cert]") for line in lines)
