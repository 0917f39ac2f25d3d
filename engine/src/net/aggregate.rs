//! Packets of which one carries several: the frames of an A-MSDU, the samples of an sFlow datagram.

use super::sflow::Samples;
use super::{Layer, Path, Peeled, Peeler, Result, llc};

/// Such a packet; gives those in it one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aggregate<'a> {
    parts: Parts<'a>,
    path: Path,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Parts<'a> {
    Msdus(Layer<'a>),
    Samples(Samples<'a>),
}

impl<'a> Aggregate<'a> {
    /// The body of an 802.11 frame.
    pub(super) const fn msdus(layer: Layer<'a>, path: Path) -> Self {
        Self { parts: Parts::Msdus(layer), path }
    }

    /// What an sFlow datagram sampled.
    pub(super) const fn samples(samples: Samples<'a>, path: Path) -> Self {
        Self { parts: Parts::Samples(samples), path }
    }

    /// The next packet, peeled; `None` behind the last.
    pub fn next(&mut self, peeler: &mut Peeler) -> Option<Peeled<'a>> {
        let path = self.path;
        match &mut self.parts {
            Parts::Msdus(layer) if layer.captured().is_empty() => None,
            Parts::Msdus(layer) => Some(msdu(layer, path, peeler).unwrap_or_else(|_| {
                // Where the next one begins is not known.
                *layer = Layer::new(&[], 0);
                Peeled::Malformed
            })),
            Parts::Samples(samples) => samples.next(path, peeler),
        }
    }
}

/// A subframe (IEEE 802.11 9.3.2.2): two addresses, a length, and padding to a multiple of four behind all but the last.
fn msdu<'a>(layer: &mut Layer<'a>, path: Path, peeler: &mut Peeler) -> Result<'a> {
    let [.., high, low] = layer.array::<14>("a-msdu subframe")?;
    let length = usize::from(u16::from_be_bytes([high, low]));
    let body = layer.part(length, "a-msdu subframe")?;
    let padding = (14 + length).next_multiple_of(4) - (14 + length);
    layer.part(padding, "a-msdu padding")?;
    Ok(llc::peel(body, path, peeler).unwrap_or(Peeled::Malformed))
}
