// SPDX-License-Identifier: Apache-2.0

/// What a badge's QR code carries: a version, the event's tag, the badge's serial and an Ed25519 signature.
///
/// 73 bytes are written as 117 base-32 characters, which fit a version 5-M QR symbol in alphanumeric mode and survive
/// a keyboard-wedge scanner. There is no personal data in it.
package struct BadgeToken: Hashable, Sendable {
    package let eventTag: EventTag
    package let serial: BadgeSerial
    /// 64 bytes, RFC 8032.
    package let signature: [UInt8]

    private static let version: UInt8 = 1
    private static let signatureByteCount = 64
    private static let byteCount = 1 + EventTag.byteCount + BadgeSerial.byteCount + signatureByteCount

    /// Signs `serial` for `event`.
    package init(serial: BadgeSerial, event: Slug<Event>, signedBy signer: some BadgeSigner) throws {
        eventTag = signer.eventTag
        self.serial = serial
        signature = try signer.signature(over: Self.message(event: event, tag: eventTag, serial: serial))
    }

    /// The token written in `text`, or `nil` unless it has this version's form; says nothing about the signature.
    package init?(_ text: some StringProtocol) {
        guard let bytes = Base32.decode(text), bytes.count == Self.byteCount, bytes[0] == Self.version,
            let tag = EventTag(bytes: bytes[1..<3]), let serial = BadgeSerial(bytes: bytes[3..<9])
        else { return nil }
        eventTag = tag
        self.serial = serial
        signature = Array(bytes[9...])
    }

    /// The QR code's text.
    package var text: String {
        Base32.encode([Self.version] + eventTag.bytes + serial.bytes + signature)
    }

    package func isSigned(for event: Slug<Event>, accordingTo verifier: some BadgeVerifier) -> Bool {
        verifier.isValid(signature, over: Self.message(event: event, tag: eventTag, serial: serial))
    }

    private static func message(event: Slug<Event>, tag: EventTag, serial: BadgeSerial) -> [UInt8] {
        Array("LANYARD BADGE".utf8) + [0] + Array(event.rawValue.utf8) + [0, version] + tag.bytes + serial.bytes
    }
}

/// Two bytes that tell one event's badges from another's before any signature is looked at.
///
/// They are the first two of the event's public key.
package struct EventTag: Hashable, Sendable {
    package let bytes: [UInt8]
    static let byteCount = 2

    /// The tag in `bytes`, or `nil` unless there are exactly two.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = Array(bytes)
    }

    /// The first two bytes of a public key.
    package init(leading publicKey: [UInt8]) {
        bytes = Array(publicKey.prefix(Self.byteCount))
    }
}

/// Checks badge signatures with the event's public key.
package protocol BadgeVerifier: Sendable {
    var eventTag: EventTag { get }
    /// 32 bytes, RFC 8032, for those who check badges themselves.
    var publicKey: [UInt8] { get }
    func isValid(_ signature: [UInt8], over message: [UInt8]) -> Bool
}

/// Signs badges with the event's private key, and seals the roster's codes with what follows from it.
package protocol BadgeSigner: BadgeVerifier, RosterSealer {
    /// 64 bytes of Ed25519 signature; throws when the key cannot sign.
    func signature(over message: [UInt8]) throws -> [UInt8]
}
