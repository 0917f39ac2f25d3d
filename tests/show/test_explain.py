"""The story of a connection: what it tells, in which order, and what it says of a later capture."""

import subprocess

import pytest
from made_facts import View, connection, renegotiation, reset, tables, tls12, unanswered
from sample_paths import RENEGOTIATION, SAMPLES

import pcapflow
from pcapflow import judge
from pcapflow.errors import UsageError
from pcapflow.judge.fixes import FIXES
from pcapflow.show.explain import Explanation

SEED = SAMPLES / "tls13-late-client-cert.pcapng"
HEADINGS = ["What happened", "Why", "What to do", "What the next capture must show", "In Wireshark"]


def told(facts, stream=None, after=None):
    later = None if after is None else View(after)
    return Explanation(View(facts), stream, judge.catalogue(), later)


def seed(**columns):
    """TLS 1.2 asked late and worked, TLS 1.3 was reset."""
    rows = [tls12("asker", tcp_stream=1, renegotiations=1), unanswered("one", tcp_stream=3, **columns)]
    return tables(connections=rows, resets=[reset("one")], renegotiations=[renegotiation("asker")])


def test_the_story_of_the_seed_is_told_frame_by_frame():
    """Frames and names as tshark shows them with the keys; who was not asked for what, its recorder says."""
    lines = str(pcapflow.read(SEED).explain(1)).split("\n")
    told = [line.split(" s  ", 1)[1] for line in lines if line.startswith("    frame")]
    assert [line.rstrip() for line in told] == [
        "client  ClientHello  offers TLS 1.3; post_handshake_auth not offered",
        "server  ServerHello  TLS 1.3, TLS_AES_256_GCM_SHA384",
        "client  Finished     it was not asked for a certificate (certain, by its lengths: 69)",
        "client  request      73 bytes",
        "server  data         may be session tickets or a short answer",
        "server  RST          168 µs after the client's last data",
    ]


def test_it_says_what_happened_then_why_then_what_to_do():
    lines = str(told(seed())).split("\n")
    assert [line for line in lines if line in HEADINGS] == HEADINGS
    assert lines[0].startswith("error[tls13-late-client-cert], likely  stream 3 · ")
    assert "  tcp.stream eq 3" in lines
    assert "       netsh http add sslcert hostnameport=intranet.example:443 " in str(told(seed()))


def test_without_a_stream_it_is_the_worst_that_failed_or_the_first():
    two = tables(
        connections=[
            connection("fine", tcp_stream=0),
            unanswered("cut", tcp_stream=1, post_handshake_auth=True),
            unanswered("seed", tcp_stream=2, server_name="other.example"),
        ],
        resets=[reset("cut"), reset("seed")],
    )
    lines = str(told(two)).split("\n")
    assert "stream 1" in lines[0]  # likely; the other cause is only possible
    assert lines[1] == "The worst of 2 connections that failed; the others: --stream 2."
    lines = str(told(two, stream=0)).split("\n")
    assert lines[1] == "This one did not fail. Those that failed: --stream 1, 2."
    lines = str(told(tables(connections=[connection("fine")]))).split("\n")
    assert lines[:2][1] == "No connection failed; this is the first."
    assert "What to do" not in lines


def test_a_stream_that_is_not_there_is_told_with_those_that_are():
    with pytest.raises(UsageError, match=r"no TLS connection has the stream number 7\. There are: 1, 3\."):
        told(seed(), stream=7)
    with pytest.raises(UsageError, match="there is no TLS connection to explain"):
        told(tables())


def test_what_cannot_be_told_is_told_with_its_reason():
    lines = str(told(tables(connections=[connection("c", one_sided=True)])))
    assert lines.startswith("cannot-tell: one-sided  stream 0 · ")
    assert "What became of it cannot be told: the capture holds one direction only." in lines


def test_a_hostile_name_is_printed_and_cannot_steer_the_terminal():
    text = str(told(seed(server_name="evil\x1b[31m.example", alpn_offered=["\x1b]0;x\x07"])))
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "evil\\x1b[31m.example" in text
    assert "HOST" in text  # and it does not get into a command that somebody will paste


def test_colour_says_nothing_that_the_words_do_not():
    story = told(seed())
    painted = "\n".join(story.lines(width=100, color=True))
    for code in ("\x1b[31;1m", "\x1b[1m", "\x1b[0m"):
        painted = painted.replace(code, "")
    assert painted == "\n".join(story.lines(width=100))


def test_the_same_is_there_as_data():
    story = told(seed()).as_dict()
    assert story["verdict"]["verdict"] == "tls13-late-client-cert"
    assert [step["frame"] for step in story["steps"]] == sorted(step["frame"] for step in story["steps"])
    assert {"frame": 13, "after_ns": 8_000_000, "who": "server", "what": "RST"}.items() <= story["steps"][
        -1
    ].items()
    assert [fix["fix"] for fix in story["next_capture_must_show"]] == [
        "ask-in-handshake",
        "tls13-off",
        "client-offers",
    ]
    assert story["after"] is None


AFTER = {
    "the handshake asks": ([connection("c", client_certificate="sent")], {}, "works", ["ask-in-handshake"]),
    "nobody gave one": ([connection("c", client_certificate="empty")], {}, "works", ["ask-in-handshake"]),
    "TLS 1.3 is off": (
        [tls12("c", renegotiations=1)],
        {"renegotiations": [renegotiation("c")]},
        "works",
        ["tls13-off"],
    ),
    "the client offers, and is asked": (
        [
            connection(
                "c",
                post_handshake_auth=True,
                post_handshake_certificate="sent",
                post_handshake_confidence="likely",
                post_handshake_server_records_after=3,
            )
        ],
        {},
        "works",
        ["client-offers"],
    ),
    "the client offers, and is not asked": (
        [connection("c", post_handshake_auth=True)],
        {},
        "not-tried",
        ["client-offers"],
    ),
    "nothing changed": ([unanswered("c")], {"resets": [reset("c")]}, "fails", []),
    "it shows, and is cut all the same": (
        [unanswered("c", client_certificate="sent")],
        {"resets": [reset("c")]},
        "fails",
        ["ask-in-handshake"],
    ),
    "another page": ([connection("c")], {}, "not-shown", []),
    "another server": (
        [connection("c", server_address="198.51.100.9", server_name="www.example")],
        {},
        "no-server",
        [],
    ),
    "found by name behind another address": (
        [connection("c", server_address="198.51.100.9", client_certificate="sent")],
        {},
        "works",
        ["ask-in-handshake"],
    ),
}


@pytest.mark.parametrize("case", AFTER)
def test_a_later_capture_says_which_fix_it_shows_and_whether_that_works(case):
    connections, rows, result, shown = AFTER[case]
    story = told(seed(), after=tables(connections=connections, **rows))
    after = story.as_dict()["after"]
    assert (after["result"], after["shown"]) == (result, shown)
    assert "Afterwards" in str(story).split("\n")


def test_servers_of_a_later_capture_are_named_if_it_lacks_the_one_that_is_meant():
    later = tables(connections=[connection("c", server_address="198.51.100.9", server_name="www.example")])
    text = " ".join(str(told(seed(), after=later)).split())
    assert "198.51.100.5:443 (intranet.example) is not in web03/trouble.pcapng" in text
    assert "Servers there: 198.51.100.9:443 (www.example)." in text


def test_a_failure_without_a_table_of_fixes_is_compared_by_how_it_ends():
    before = tables(connections=[unanswered("c", post_handshake_auth=True)], resets=[reset("c")])
    assert told(before, after=tables(connections=[connection("d")])).as_dict()["after"]["result"] == "works"
    assert told(before, after=before).as_dict()["after"]["result"] == "fails"


def test_a_browser_that_leaves_when_it_is_asked_and_comes_back_with_a_certificate_shows_that_the_fix_works():
    # With TLS 1.3 off, Chromium leaves the connection that asks and answers on the next: the page was shown.
    before, after = (
        pcapflow.read(SAMPLES / f"chromium-{name}.pcapng")
        for name in ("tls13-late-client-cert", "tls12-renegotiation")
    )
    said = before.explain(after=after).as_dict()["after"]
    assert (said["result"], said["shown"]) == ("works", ["tls13-off"])


FRAMES = {"ask-in-handshake": 8, "tls13-off": 13, "client-offers": 4}
"""A frame that each filter must show: Certificate and HelloRequest of an Apache that renegotiates, and
a ClientHello with the extension."""


@pytest.mark.parametrize("fix", FIXES, ids=lambda fix: fix.id)
def test_the_display_filters_are_wiresharks_and_show_what_they_say(fix):
    capture = SAMPLES / "tls13-post-handshake-auth.pcapng" if fix.id == "client-offers" else RENEGOTIATION
    command = ["tshark", "-r", str(capture), "-Y", fix.display_filter, "-T", "fields", "-e", "frame.number"]
    frames = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert str(FRAMES[fix.id]) in frames
