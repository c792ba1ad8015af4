// SPDX-License-Identifier: Apache-2.0

/// What browsers may call this box: what its certificate has to name.
package struct BoxNames: Equatable, Sendable {
    /// Host names, in lower case and in order, each once.
    package let hosts: [String]
    /// Addresses, in order, each once.
    package let addresses: [IPAddress]

    /// A box is on few networks; where it is on more, the first ones count.
    private static let mostAddresses = 64

    package init(hosts: some Sequence<String>, addresses: some Sequence<IPAddress>) {
        self.hosts = Set(hosts.map { $0.lowercased() }.filter(Self.isHostName)).sorted()
        let sorted = Set(addresses).sorted { ($0.bytes.count, $0.description) < ($1.bytes.count, $1.description) }
        self.addresses = Array(sorted.prefix(Self.mostAddresses))
    }

    /// What this machine is called now, by itself, on its networks, and by those who set it up.
    ///
    /// - Parameter others: names and addresses that the machine cannot know.
    package init(ofThisMachineAnd others: [String]) {
        let own = LocalMachine.hostName.lowercased()
        let label = String(own.prefix { $0 != "." })
        self.init(
            hosts: ["localhost", own, label, "\(label).local"] + others.filter { IPAddress($0) == nil },
            addresses: ["127.0.0.1", "::1"].compactMap { IPAddress($0) } + LocalMachine.addresses
                + others.compactMap { IPAddress($0) })
    }

    /// All of it as text, for people.
    package var descriptions: [String] { hosts + addresses.map(\.description) }

    var isEmpty: Bool { hosts.isEmpty && addresses.isEmpty }

    /// Letters, digits and hyphens, with a point between labels: what browsers hold against a certificate.
    package static func isHostName(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 253 && IPAddress(text) == nil
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { isLetter($0) || $0 == UInt8(ascii: "-") }
            }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
