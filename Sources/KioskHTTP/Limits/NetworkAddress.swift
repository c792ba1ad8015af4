// SPDX-License-Identifier: Apache-2.0

import Glibc
import NIOCore

/// Where a request comes from, as far as limits tell addresses apart.
///
/// Whoever has one IPv6 address has the other 2^64 of its network, too: they count as one.
enum NetworkAddress: Hashable, Sendable {
    case v4(UInt32)
    case v6Network(UInt64)
    /// The box itself.
    case here
    /// What has no address, such as a connection that is gone already.
    case unknown

    init(_ address: SocketAddress?) {
        guard let text = address?.ipAddress else {
            self = .unknown
            return
        }
        if let bytes = Self.bytes(of: text, AF_INET, count: 4) {
            self.init(v4: bytes)
        } else if let bytes = Self.bytes(of: text, AF_INET6, count: 16) {
            self.init(v6: bytes)
        } else {
            self = .unknown
        }
    }

    private static func bytes(of text: String, _ family: CInt, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        // An address of a link says which behind a %.
        let bare = text.prefix { $0 != "%" }
        return inet_pton(family, String(bare), &bytes) == 1 ? bytes : nil
    }

    private init(v4 bytes: [UInt8]) {
        // What lies in 127.0.0.0/8 beside 127.0.0.1 is the box, too, but no screen of its own comes from there.
        self = bytes == [127, 0, 0, 1] ? .here : .v4(bytes.reduce(0) { $0 << 8 | UInt32($1) })
    }

    private init(v6 bytes: [UInt8]) {
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
        if Array(bytes.prefix(12)) == mapped {
            self.init(v4: Array(bytes.suffix(4)))
        } else if bytes.dropLast().allSatisfy({ $0 == 0 }), bytes.last == 1 {
            self = .here
        } else {
            self = .v6Network(bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
        }
    }
}
