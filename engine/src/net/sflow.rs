//! sFlow version 5: the heads of packets that a switch picked at random. What it cut off is as if the snap length had.

use super::tunnels::Tunnel;
use super::{Aggregate, Layer, Path, Peeled, Peeler, Result, ethernet, ip};
use crate::bytes::Malformed;

/// Of the sFlow datagram and of its samples and records: enterprise 0 and the format.
const VERSION: u32 = 5;
const FLOW_SAMPLE: u32 = 1;
const EXPANDED_FLOW_SAMPLE: u32 = 3;
const RAW_HEADER: u32 = 1;
/// Header protocols.
const ETHERNET: u32 = 1;
const INTERNET: u32 = 11;
const INTERNET_6: u32 = 12;

pub(super) fn peel<'a>(mut layer: Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    if word(&mut layer)? != VERSION {
        return Ok(Peeled::Other);
    }
    // The agent's address by its type, then sub-agent, sequence number, uptime and the number of samples.
    let address = match word(&mut layer)? {
        1 => 4,
        2 => 16,
        _ => return Ok(Peeled::Other),
    };
    layer.skip(address + 16, "sflow header")?;
    match peeler.enter(path, Tunnel::Sflow) {
        Some(path) => Ok(Peeled::Aggregate(Aggregate::samples(Samples { rest: layer, records: None }, path))),
        None => Ok(Peeled::TooDeep),
    }
}

/// The samples not read yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Samples<'a> {
    rest: Layer<'a>,
    /// Records of the sample at hand.
    records: Option<Layer<'a>>,
}

impl<'a> Samples<'a> {
    /// The next packet of which there is a head.
    pub fn next(&mut self, path: Path, peeler: &mut Peeler) -> Option<Peeled<'a>> {
        loop {
            if let Some(records) = &mut self.records {
                match head(records) {
                    Ok(Some((ETHERNET, packet))) => {
                        return Some(ethernet::peel(packet, path, peeler).unwrap_or(Peeled::Malformed));
                    }
                    Ok(Some((INTERNET | INTERNET_6, packet))) => {
                        return Some(ip::peel(packet, path, peeler).unwrap_or(Peeled::Malformed));
                    }
                    Ok(Some(_)) => continue,
                    Ok(None) | Err(_) => self.records = None,
                }
            }
            self.records = sample(&mut self.rest).ok()?;
        }
    }
}

/// The next sample: its records, if it is one of a packet.
fn sample<'a>(layer: &mut Layer<'a>) -> std::result::Result<Option<Layer<'a>>, Malformed> {
    let kind = word(layer)?;
    let length = word(layer)?;
    let mut sample = layer.part(length as usize, "sflow sample")?;
    // What stands before the records: two numbers more where interfaces are told apart in full.
    let before = match kind {
        FLOW_SAMPLE => 32,
        EXPANDED_FLOW_SAMPLE => 44,
        _ => return Ok(None),
    };
    sample.skip(before, "sflow sample")?;
    Ok(Some(sample))
}

/// The next record that is a packet's head, with its protocol; `None` if there are no more.
fn head<'a>(records: &mut Layer<'a>) -> std::result::Result<Option<(u32, Layer<'a>)>, Malformed> {
    while !records.captured().is_empty() {
        let kind = word(records)?;
        let length = word(records)?;
        let mut record = records.part(length as usize, "sflow record")?;
        if kind == RAW_HEADER {
            let protocol = word(&mut record)?;
            let on_the_wire = word(&mut record)?;
            let _stripped = word(&mut record)?;
            let length = word(&mut record)?;
            let head = record.shorten(length as usize)?;
            return Ok(Some((protocol, Layer::new(head.captured(), on_the_wire as usize))));
        }
    }
    Ok(None)
}

fn word(layer: &mut Layer<'_>) -> std::result::Result<u32, Malformed> {
    layer.array("sflow field").map(u32::from_be_bytes)
}
