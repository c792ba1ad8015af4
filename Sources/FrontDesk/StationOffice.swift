// SPDX-License-Identifier: Apache-2.0

package import Conference
import QRCode

package import struct Foundation.Date

/// Adds, renames and revokes the event's stations.
package struct StationOffice<Directory: StationDirectory>: Sendable {
    private let directory: Directory
    private let event: Event
    /// Where a browser on the event's network finds the screens.
    private let baseURL: String
    private let now: @Sendable () -> Date

    /// So long a code that is made on a screen can be used: it is shown to the one who stands beside.
    package static var patienceSeconds: Double { 3600 }

    package init(
        directory: Directory, event: Event, baseURL: String, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.directory = directory
        self.event = event
        self.baseURL = baseURL
        self.now = now
    }

    package func listings() async throws -> [StationListing] { try await directory.stations() }

    package func listing(of station: StationID) async throws -> StationListing? {
        try await directory.stations().first { $0.station.id == station }
    }

    /// Offers a code for the station with this name and duty, which is made if there is none; without a name, the
    /// duty's usual one.
    package func offer(_ duty: StationDuty, named name: String?) async throws -> StationOffering {
        let typed: String?
        switch StationName.read(name) {
        case .success(let read): typed = read
        case .failure(let error): return .unfitName(error)
        }
        let expiry = now().addingTimeInterval(Self.patienceSeconds)
        let offer = try await directory.offer(named: typed ?? duty.usualName(at: event), duty: duty, until: expiry)
        guard let offer else { return .nameTaken }
        return .offered(try invitation(offer, until: expiry))
    }

    /// Offers a new code for a station that exists, revoked or not.
    package func offerAgain(_ station: StationID) async throws -> StationOffering {
        let expiry = now().addingTimeInterval(Self.patienceSeconds)
        guard let offer = try await directory.offer(for: station, until: expiry) else { return .unknownStation }
        return .offered(try invitation(offer, until: expiry))
    }

    package func rename(_ station: StationID, to name: String) async throws -> StationRenamingAnswer {
        switch StationName.read(name) {
        case .failure(let error): return .unfitName(error)
        case .success(nil): return .unfitName(.missing)
        case .success(let read?): return .answered(try await directory.rename(station, to: read))
        }
    }

    /// Takes token and code of `station` away; `actor` is the station that asks for it.
    package func revoke(_ station: StationID, by actor: StationID?) async throws -> Bool {
        try await directory.revoke(station, at: now(), by: actor)
    }

    private func invitation(_ offer: PairingOffer, until expiry: Date) throws -> StationInvitation {
        let link = StationInvitation.link(to: baseURL, with: offer.code)
        return StationInvitation(
            station: offer.station, code: offer.code, link: link, picture: try QRSymbol(encoding: link).svg(),
            expiresAt: expiry)
    }
}

/// What is shown to whoever makes a screen a station.
package struct StationInvitation: Equatable, Sendable {
    package let station: Station
    package let code: PairingCode
    package let link: String
    /// The link as a QR code, in SVG.
    package let picture: String
    package let expiresAt: Date

    /// The code stands after the `#`, so that it is never sent or logged as part of an address.
    package static func link(to baseURL: String, with code: PairingCode) -> String {
        "\(baseURL)/pair#\(code.rawValue)"
    }
}

package enum StationOffering: Equatable, Sendable {
    case offered(StationInvitation)
    /// A station of that name has another duty.
    case nameTaken
    case unfitName(StationNameError)
    case unknownStation
}

package enum StationRenamingAnswer: Equatable, Sendable {
    case answered(StationRenaming)
    case unfitName(StationNameError)
}

/// Why a station cannot be called so.
package enum StationNameError: Error, Equatable, Sendable {
    case missing
    case tooLong
    case unprintable
}

/// What stations are called: one line that turns nothing around it.
package enum StationName {
    package static let longest = 60

    /// The name with single blanks between its words, or `nil` when it is blank.
    package static func read(_ typed: String?) -> Result<String?, StationNameError> {
        guard let text = typed?.split(whereSeparator: \.isWhitespace).joined(separator: " "), !text.isEmpty else {
            return .success(nil)
        }
        guard text.unicodeScalars.count <= longest else { return .failure(.tooLong) }
        guard text.unicodeScalars.allSatisfy(isPrintable) else { return .failure(.unprintable) }
        return .success(text)
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // Marks and overrides of direction (UAX #9).
        case 0x202A...0x202E, 0x2066...0x2069: false
        default: scalar.properties.generalCategory != .control
        }
    }
}
