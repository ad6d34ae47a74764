//! Who is calling: the address of the person, through proxies that are trusted and no others.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::HeaderMap;

/// An address or a network such as `10.0.0.0/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    base: u128,
    prefix: u32,
}

impl Network {
    /// `None` when the text is neither an address nor a network.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix.parse::<u32>().ok()?)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.unwrap_or(longest);
        if prefix > longest {
            return None;
        }
        Some(Self { base: wide(address), prefix: prefix + (128 - longest) })
    }

    fn contains(&self, address: IpAddr) -> bool {
        let mask = u128::MAX.checked_shl(128 - self.prefix).unwrap_or(0);
        wide(address) & mask == self.base & mask
    }
}

/// Version 4 addresses as the version 6 addresses they are mapped to.
fn wide(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

/// The nearest address of the chain that is not a trusted proxy. What stands further left was written by
/// whoever sent the request and proves nothing.
pub fn address(peer: SocketAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut nearest = peer.ip().to_canonical();
    if !is_trusted(nearest) {
        return nearest;
    }
    let named: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    for text in named.into_iter().rev() {
        let Ok(address) = text.parse::<IpAddr>() else { break };
        nearest = address.to_canonical();
        if !is_trusted(nearest) {
            break;
        }
    }
    nearest
}

/// What a limit counts by: one version 4 address, or the version 6 network one customer gets.
pub fn limit_key(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &str, trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().expect("header"));
        let trusted: Vec<Network> =
            trusted.iter().map(|text| Network::parse(text).expect("network")).collect();
        address(format!("{peer}:1").parse().expect("address"), &headers, &trusted).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(seen("192.0.2.1", "198.51.100.9", &[]), "192.0.2.1");
        assert_eq!(seen("10.1.2.3", "198.51.100.9", &["10.0.0.0/8"]), "198.51.100.9");
        assert_eq!(seen("10.1.2.3", "1.1.1.1, 198.51.100.9, 10.9.9.9", &["10.0.0.0/8"]), "198.51.100.9");
        assert_eq!(seen("10.1.2.3", "1.1.1.1, nonsense", &["10.0.0.0/8"]), "10.1.2.3");
        assert_eq!(seen("10.1.2.3", "198.51.100.9", &["10.1.2.4"]), "10.1.2.3");
    }

    #[test]
    fn networks() {
        assert!(Network::parse("10.0.0.0/33").is_none());
        assert!(Network::parse("example.org").is_none());
        let all = Network::parse("0.0.0.0/0").expect("network");
        assert!(all.contains("203.0.113.7".parse().expect("address")));
        assert!(!all.contains("2001:db8::1".parse().expect("address")));
        assert_eq!(limit_key("2001:db8:1:2:3:4:5:6".parse().expect("address")), "2001:db8:1:2::");
    }
}
