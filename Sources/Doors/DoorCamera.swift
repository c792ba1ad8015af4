// SPDX-License-Identifier: Apache-2.0

package import Conference
import QRReading

/// Looks for badges in what the cameras of doors see.
///
/// The text of a code leaves this type only if it is a genuine badge of the event; of anything else not even a part.
package struct DoorCamera<Verifier: BadgeVerifier>: Sendable {
    private let badges: BadgeReader<Verifier>
    private let codes: QRReader

    package init(event: Slug<Event>, verifier: Verifier) {
        badges = BadgeReader(event: event, verifier: verifier)
        codes = QRReader()
    }

    /// The most bytes that a picture has.
    package static var mostBytes: Int { GreyFrame.mostBytes }

    /// What a picture shows, or `nil` when `bytes` are none.
    package func look(at bytes: some Collection<UInt8>) async throws -> Sighting? {
        guard let frame = GreyFrame(parsing: bytes) else { return nil }
        guard let texts = try await codes.texts(in: frame) else { return .tooManyPictures }
        return sighting(of: texts)
    }

    /// A badge goes before whatever else hangs on the same lanyard.
    private func sighting(of texts: [String]) -> Sighting {
        if texts.isEmpty { return .nothing }
        if let token = texts.lazy.compactMap(badges.genuineToken).first { return .badge(token) }
        return texts.contains { badges.read($0) == .foreign } ? .foreignBadge : .noBadge
    }
}

/// What a door's camera sees.
package enum Sighting: Equatable, Sendable {
    case nothing
    case badge(BadgeToken)
    /// A badge of another event.
    case foreignBadge
    /// A code that is no badge, or a forged one.
    case noBadge
    /// More pictures came than can be looked at; this one was not.
    case tooManyPictures
}
