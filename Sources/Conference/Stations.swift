// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// The stations, and the secrets by which they are known.
///
/// Secrets are handed out once and kept as digests alone.
package protocol StationDirectory: Sendable {
    /// Adds a station, or finds the one with this name and duty, and offers a code by which a screen becomes it.
    ///
    /// The code works once, until `expiry`; a screen that was paired before goes on until it is used. Returns `nil`
    /// when a station of this name has another duty.
    func offer(named name: String, duty: StationDuty, until expiry: Date) async throws -> PairingOffer?

    /// Offers a new code for a station that exists, revoked or not, or returns `nil` when there is none.
    func offer(for station: StationID, until expiry: Date) async throws -> PairingOffer?

    /// Calls the station otherwise from now on.
    func rename(_ station: StationID, to name: String) async throws -> StationRenaming

    /// Locks the station's screen, or unlocks it; that survives a restart, and a new pairing ends it.
    func setLocked(_ isLocked: Bool, _ station: StationID) async throws

    /// Takes the station's token and its code away at once; `actor` is the station that asked for it, if any did.
    ///
    /// Its name and what it recorded stay. Returns `false` when there is no such station.
    func revoke(_ station: StationID, at now: Date, by actor: StationID?) async throws -> Bool

    /// Trades a pairing code for the station's token.
    func pair(with code: PairingCode, at now: Date) async throws -> PairingOutcome

    /// The station that holds `token`, if any.
    func station(withToken token: String) async throws -> Station?

    /// The station that `token` was of, before that was revoked or another screen was given one.
    func station(withRevokedToken token: String) async throws -> StationID?

    func stations() async throws -> [StationListing]

    /// Yields whenever a station may have lost its token or been locked, by this process or another.
    func stationChanges() -> AsyncStream<Void>
}

package enum StationRenaming: Equatable, Sendable {
    case renamed(Station)
    case nameTaken
    case unknownStation
}

package enum PairingOutcome: Equatable, Sendable {
    case paired(Station, token: String)
    case unknownCode
    case alreadyUsed
    case expired
}

/// A station that waits for its screen.
package struct PairingOffer: Equatable, Sendable {
    package let station: Station
    package let code: PairingCode

    package init(station: Station, code: PairingCode) {
        self.station = station
        self.code = code
    }
}

/// A station, and how it stands with its screen.
package struct StationListing: Equatable, Sendable {
    package let station: Station
    /// Since when a screen holds its token, if one does.
    package let pairedAt: Date?
    /// When its token was taken away, if nobody was offered another one since.
    package let revokedAt: Date?
    /// Until when its code can be used; `nil` when it was used or taken away.
    package let codeExpiresAt: Date?

    package init(station: Station, pairedAt: Date?, revokedAt: Date? = nil, codeExpiresAt: Date? = nil) {
        self.station = station
        self.pairedAt = pairedAt
        self.revokedAt = revokedAt
        self.codeExpiresAt = codeExpiresAt
    }

    package enum State: String, CaseIterable, Sendable {
        case paired
        /// A code waits for a screen.
        case waiting
        /// No screen took the code in time.
        case lapsed
        case revoked
    }

    package func state(at now: Date) -> State {
        if pairedAt != nil { return .paired }
        if let codeExpiresAt, now < codeExpiresAt { return .waiting }
        return revokedAt == nil ? .lapsed : .revoked
    }
}

/// Ten base-32 characters that a person can type, read forgivingly.
package struct PairingCode: Equatable, Sendable {
    /// Capital letters and digits, no separators.
    package let rawValue: String

    package static let length = 10

    /// The code written in `text`, whatever its case, blanks and hyphens, or `nil` when it is none.
    ///
    /// `0`, `1` and `8` are not of the alphabet; they are taken for `O`, `I` and `B`.
    package init?(_ text: String) {
        let letters = text.uppercased().compactMap { character -> Character? in
            switch character {
            case "-", " ", "\t", "\n", "\r": nil
            case "0": "O"
            case "1": "I"
            case "8": "B"
            default: character
            }
        }
        let code = String(letters)
        guard code.utf8.count == Self.length, code.utf8.allSatisfy(Base32.isInAlphabet) else { return nil }
        rawValue = code
    }

    /// The code in two groups of five, as it is shown.
    package var grouped: String { "\(rawValue.prefix(5))-\(rawValue.suffix(5))" }
}
