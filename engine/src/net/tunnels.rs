//! The tunnels that packets came through: a number for each way through them, and how the tables write it.
//!
//! An identifier belongs to the way if it is the same in both directions (a VNI); what each end chooses for itself (a
//! GTP TEID, an L2TP session, a call of PPTP) does not, or no connection would have two sides.

use std::collections::HashMap;
use std::fmt;

/// Different ways that are told apart. Those beyond share a name.
const PATHS: u16 = u16::MAX - 1;
const BEYOND: TunnelPath = TunnelPath(u16::MAX);
/// How the ways beyond are called.
const BEYOND_NAME: &str = "other";

/// The number of a way through tunnels in this capture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TunnelPath(u16);

impl TunnelPath {
    /// Its number, which is 0 outside all tunnels.
    #[inline]
    #[must_use]
    pub const fn number(self) -> u16 {
        self.0
    }
}

/// One tunnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Tunnel {
    /// IPv4 in IPv4 (RFC 2003).
    IpIp,
    /// IPv6 in IPv4 (RFC 4213).
    SixInFour,
    /// IPv4 in IPv6 (RFC 2473).
    FourInSix,
    /// IPv6 in IPv6 (RFC 2473).
    SixInSix,
    /// RFC 2784, with the key of RFC 2890 if there is one.
    Gre(Option<u32>),
    /// RFC 7637, with its virtual subnet.
    Nvgre(u32),
    /// RFC 2637.
    Pptp,
    /// RFC 3378.
    EtherIp,
    /// A mirror port's session; its first version has none.
    Erspan(Option<u16>),
    /// RFC 7348, with its VNI.
    Vxlan(u32),
    /// VXLAN with a next protocol (draft-ietf-nvo3-vxlan-gpe), with its VNI.
    VxlanGpe(u32),
    /// RFC 8926, with its VNI.
    Geneve(u32),
    /// 3GPP TS 29.281.
    Gtp,
    /// RFC 4380.
    Teredo,
    /// RFC 2661.
    L2tp,
    /// RFC 7510.
    MplsUdp,
    /// RFC 4023.
    MplsIp,
    /// RFC 5415.
    Capwap,
    /// The head of a packet in a sample of sFlow 5.
    Sflow,
}

impl fmt::Display for Tunnel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::IpIp => f.write_str("ipip"),
            Self::SixInFour => f.write_str("6in4"),
            Self::FourInSix => f.write_str("4in6"),
            Self::SixInSix => f.write_str("6in6"),
            Self::Gre(None) => f.write_str("gre"),
            Self::Gre(Some(key)) => write!(f, "gre:{key}"),
            Self::Nvgre(subnet) => write!(f, "nvgre:{subnet}"),
            Self::Pptp => f.write_str("pptp"),
            Self::EtherIp => f.write_str("etherip"),
            Self::Erspan(None) => f.write_str("erspan"),
            Self::Erspan(Some(session)) => write!(f, "erspan:{session}"),
            Self::Vxlan(vni) => write!(f, "vxlan:{vni}"),
            Self::VxlanGpe(vni) => write!(f, "vxlan-gpe:{vni}"),
            Self::Geneve(vni) => write!(f, "geneve:{vni}"),
            Self::Gtp => f.write_str("gtp"),
            Self::Teredo => f.write_str("teredo"),
            Self::L2tp => f.write_str("l2tp"),
            Self::MplsUdp => f.write_str("mpls-udp"),
            Self::MplsIp => f.write_str("mpls-ip"),
            Self::Capwap => f.write_str("capwap"),
            Self::Sflow => f.write_str("sflow"),
        }
    }
}

/// The ways met so far, each found from the one around it.
#[derive(Debug, Default)]
pub(super) struct Tunnels {
    inside: HashMap<(TunnelPath, Tunnel), TunnelPath, foldhash::fast::RandomState>,
    names: Vec<Box<str>>,
    /// Ways were met that have no number of their own.
    pub exhausted: bool,
}

impl Tunnels {
    /// The way that leads from `around` into `tunnel`.
    pub fn enter(&mut self, around: TunnelPath, tunnel: Tunnel) -> TunnelPath {
        if around == BEYOND {
            return BEYOND;
        }
        if let Some(known) = self.inside.get(&(around, tunnel)) {
            return *known;
        }
        let number = u16::try_from(self.names.len() + 1).ok().filter(|number| *number <= PATHS);
        let Some(number) = number else {
            self.exhausted = true;
            return BEYOND;
        };
        let name = match self.name(around) {
            Some(around) => format!("{around}/{tunnel}"),
            None => tunnel.to_string(),
        };
        self.names.push(name.into());
        self.inside.insert((around, tunnel), TunnelPath(number));
        TunnelPath(number)
    }

    /// As the tables write it, outermost tunnel first; `None` outside all tunnels.
    pub fn name(&self, path: TunnelPath) -> Option<&str> {
        if path == BEYOND {
            return Some(BEYOND_NAME);
        }
        let place = usize::from(path.number()).checked_sub(1)?;
        self.names.get(place).map(AsRef::as_ref)
    }
}
