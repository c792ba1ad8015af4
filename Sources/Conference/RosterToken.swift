// SPDX-License-Identifier: Apache-2.0

import struct Foundation.UUID

/// What the code beside a name on the paper roster carries: a version, the registration and a seal.
///
/// 23 bytes are written as 37 base-32 characters, which fit a version 2-M QR symbol in alphanumeric mode: 25 modules, so
/// that they stay large on a row of 15 mm. It is no badge by its length and by its first byte, so no door takes it for
/// one, and whoever has one code cannot make another's: the seal needs the event's key.
package struct RosterToken: Hashable, Sendable {
    package let registration: RegistrationID
    /// 48 bits: whoever guesses has to ask the daemon each time.
    package let seal: [UInt8]

    /// The letter R, where a badge has 1.
    ///
    /// The text begins with K, and one of I, J, K and L.
    private static let version: UInt8 = 0x52
    private static let identifierByteCount = 16
    package static let sealByteCount = 6
    private static let byteCount = 1 + identifierByteCount + sealByteCount

    /// Seals the code of `registration` for `event`.
    package init(_ registration: RegistrationID, event: Slug<Event>, sealedBy sealer: some RosterSealer) {
        self.registration = registration
        seal = sealer.seal(over: Self.message(event: event, registration))
    }

    /// The token written in `text`, or `nil` unless it has this version's form; says nothing about the seal.
    package init?(_ text: some StringProtocol) {
        guard let bytes = Base32.decode(text), bytes.count == Self.byteCount, bytes[0] == Self.version else {
            return nil
        }
        let id = Array(bytes[1..<(1 + Self.identifierByteCount)])
        registration = RegistrationID(UUID(uuid: id.withUnsafeBytes { $0.loadUnaligned(as: UUIDBytes.self) }))
        seal = Array(bytes.suffix(Self.sealByteCount))
    }

    /// The QR code's text.
    package var text: String {
        Base32.encode([Self.version] + Self.bytes(of: registration) + seal)
    }

    package func isSealed(for event: Slug<Event>, accordingTo sealer: some RosterSealer) -> Bool {
        let expected = sealer.seal(over: Self.message(event: event, registration))
        // The time that it takes tells nothing.
        return zip(expected, seal).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func message(event: Slug<Event>, _ registration: RegistrationID) -> [UInt8] {
        Array("LANYARD ROSTER".utf8) + [0] + Array(event.rawValue.utf8) + [0, version] + bytes(of: registration)
    }

    private static func bytes(of registration: RegistrationID) -> [UInt8] {
        withUnsafeBytes(of: registration.rawValue.uuid) { Array($0) }
    }

    private typealias UUIDBytes = (
        UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8
    )
}

/// Seals the codes of the paper roster with a secret of the event's.
package protocol RosterSealer: Sendable {
    /// As many bytes as ``RosterToken/sealByteCount`` says.
    func seal(over message: [UInt8]) -> [UInt8]
}

/// Reads codes of the roster as scanners deliver them.
package struct RosterReader<Sealer: RosterSealer>: Sendable {
    private let event: Slug<Event>
    private let sealer: Sealer

    /// Longer than any code with what a scanner puts around it; what is longer is not looked at.
    private static var longestText: Int { 200 }

    package init(event: Slug<Event>, sealer: Sealer) {
        self.event = event
        self.sealer = sealer
    }

    /// Whose code it is; `nil` for anything but a genuine one of this event's roster.
    package func read(_ scanned: String) -> RegistrationID? {
        guard scanned.utf8.count <= Self.longestText else { return nil }
        for layout in KeyboardLayout.allCases {
            let token = RosterToken(ScannedText.payload(of: layout.undone(scanned)))
            if let token, token.isSealed(for: event, accordingTo: sealer) { return token.registration }
        }
        return nil
    }
}
