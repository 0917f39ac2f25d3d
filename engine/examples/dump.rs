#![allow(clippy::all, clippy::pedantic)]
use pcapflow_engine::{capture::*, net::*, source::*};
fn main() {
    let out = std::env::args().nth(1).unwrap();
    for f in std::io::stdin().lines() {
        let f = f.unwrap();
        let mut s = String::new();
        use std::fmt::Write;
        let mut err = String::new();
        match Source::open(std::path::Path::new(&f))
            .map_err(|e| e.to_string())
            .and_then(|s| Capture::open(s).map_err(|d| format!("{:?} {d}", d.kind)))
        {
            Err(e) => err = e,
            Ok(mut c) => {
                loop {
                    match c.next_packet() {
                        Ok(None) => break,
                        Err(d) => {
                            err = format!("{:?} {d}", d.kind);
                            break;
                        }
                        Ok(Some(p)) => {
                            let (fr, t, len, cap) = (p.at.frame, p.at.time, p.original_length, p.data.len());
                            write!(
                                s,
                                "{fr}\t{}\t{len}\t{cap}\t",
                                t.map_or(String::new(), |t| format!(
                                    "{}.{:09}",
                                    t.div_euclid(1_000_000_000),
                                    t.rem_euclid(1_000_000_000)
                                ))
                            )
                            .unwrap();
                            match peel(&p) {
                                Peeled::Tcp(t) => write!(
                                    s,
                                    "T\t{}\t{}\t{}\t{:#06x}\t{}\t{:?}\t{}\t{}",
                                    t.source.port,
                                    t.sequence,
                                    t.payload_length,
                                    t.flags.0,
                                    t.source.address,
                                    t.vlans.ids(),
                                    t.hop_limit,
                                    t.window_scale.map_or(String::new(), |w| w.to_string())
                                )
                                .unwrap(),
                                Peeled::Quoted(t) => write!(s, "Q\t{}", t.source.port).unwrap(),
                                Peeled::BadHeader(t) => write!(s, "B\t{}", t.source.port).unwrap(),
                                Peeled::UnsupportedLink(l) => write!(s, "U\t{l}").unwrap(),
                                o => write!(s, "{o:?}").unwrap(),
                            }
                            s.push('\n');
                        }
                    }
                }
                writeln!(err, "{:?}", c.facts()).unwrap();
            }
        }
        let name = f.trim_start_matches("/work/shared/captures/").replace('/', "@");
        std::fs::write(format!("{out}/{name}"), s).unwrap();
        std::fs::write(format!("{out}/{name}.err"), err).unwrap();
    }
}
