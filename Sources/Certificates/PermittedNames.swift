// SPDX-License-Identifier: Apache-2.0

import SwiftASN1
import X509

/// The names that an authority may vouch for.
///
/// Names and addresses that mean something on a network of one's own alone, and what the box was called when the
/// authority was made: with such an authority nobody can pass for a site of the world's.
struct PermittedNames: Sendable {
    /// Each covers itself and everything that ends in it behind a point.
    private let domains: [String]
    private let ranges: [AddressRange]

    /// Top-level names that are never given to anybody (RFC 6761, 6762, 8375, ICANN's `internal`) or that routers use.
    private static let privateDomains = ["localhost", "local", "home.arpa", "internal", "lan", "home", "test"]
    /// RFC 1918, 3927, 6598, 4193 and the loopback ones.
    private static let privateRanges: [(String, Int)] = [
        ("127.0.0.0", 8), ("10.0.0.0", 8), ("172.16.0.0", 12), ("192.168.0.0", 16), ("169.254.0.0", 16),
        ("100.64.0.0", 10), ("::1", 128), ("fc00::", 7),
    ]

    init(for names: BoxNames) {
        domains = Self.privateDomains + names.hosts.filter { !Self.privateDomains.contains($0) }
        let ranges = Self.privateRanges.compactMap { text, bits in
            IPAddress(text).map { AddressRange($0, bits: bits) }
        }
        let others = names.addresses.filter { address in !ranges.contains { $0.contains(address) } }
        // Machines take new IPv6 addresses of their network every day.
        let networks = Set(others.map { AddressRange($0, bits: $0.bytes.count == 16 ? 64 : 32) })
        self.ranges = ranges + networks.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }

    init(_ constraints: NameConstraints) {
        domains = constraints.permittedSubtrees.compactMap { if case .dnsName(let name) = $0 { name } else { nil } }
        ranges = constraints.permittedSubtrees.compactMap { subtree in
            if case .ipAddress(let range) = subtree { AddressRange(bytes: Array(range.bytes)) } else { nil }
        }
    }

    var constraints: NameConstraints {
        NameConstraints(
            permittedDNSDomains: domains,
            permittedIPRanges: ranges.map { ASN1OctetString(contentBytes: $0.bytes[...]) })
    }

    @Sendable func include(_ host: String) -> Bool {
        domains.contains { host == $0 || host.hasSuffix(".\($0)") }
    }

    @Sendable func include(_ address: IPAddress) -> Bool { ranges.contains { $0.contains(address) } }
}

/// Addresses that begin alike: an address and a mask, one behind the other (RFC 5280, 4.2.1.10).
private struct AddressRange: Hashable, Sendable {
    let bytes: [UInt8]

    init(_ address: IPAddress, bits: Int) {
        let mask = address.bytes.indices.map { index in
            UInt8(truncatingIfNeeded: 0xFF00 >> min(max(bits - index * 8, 0), 8))
        }
        bytes = zip(address.bytes, mask).map { $0 & $1 } + mask
    }

    init?(bytes: [UInt8]) {
        guard bytes.count == 8 || bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    func contains(_ address: IPAddress) -> Bool {
        let count = address.bytes.count
        guard bytes.count == 2 * count else { return false }
        return (0..<count).allSatisfy { address.bytes[$0] & bytes[count + $0] == bytes[$0] }
    }
}
