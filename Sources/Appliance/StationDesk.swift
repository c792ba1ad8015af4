// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import FrontDesk
import QRCode
import SQLiteStore

/// Adds, renames and revokes stations, and says how a screen becomes one.
package struct StationDesk {
    private let setup: ApplianceSetup

    package init(_ setup: ApplianceSetup) {
        self.setup = setup
    }

    /// A code to hand to a screen.
    package struct Offer {
        package let link: String
        /// The link, the code and a QR of the link, for a terminal.
        package let sheet: String
    }

    package func offer(
        role: String, place: String?, board: Int? = nil, name: String?, hours: Int
    ) async throws -> Offer {
        let duty = try duty(role: role, place: place, board: board)
        let name = name ?? duty.usualName(at: setup.event)
        let expiry = Date() + TimeInterval(hours) * 3600
        guard let offer = try await setup.openStore().offer(named: name, duty: duty, until: expiry) else {
            throw ApplianceError(
                "There is a station '\(name)' already, with another role or place. Give this one another --name.")
        }
        let link = StationInvitation.link(to: setup.baseURL, with: offer.code)
        let sheet =
            [
                "Station '\(name)' (\(role)\(Self.whereabouts(of: duty))). On its screen, open", "", "    \(link)", "",
                "or open \(setup.baseURL)/pair and type \(offer.code.grouped). The code works once, for \(hours) hours.",
                "",
                try QRSymbol(encoding: link).terminalDrawing(),
            ] + (try CertificateDesk(setup).sheet(at: Date()) ?? [])
        return Offer(link: link, sheet: sheet.joined(separator: "\n"))
    }

    package func lines() async throws -> [String] {
        let listings = try await setup.openStore().stations()
        guard !listings.isEmpty else { return ["There are no stations yet. Add one: lanyard station add --role desk"] }
        return listings.map { listing in
            let place = Self.whereabouts(of: listing.station.duty)
            return "\(listing.station.name): \(listing.station.role.rawValue)\(place), \(Self.standing(of: listing))"
        }
    }

    private static func standing(of listing: StationListing) -> String {
        switch listing.state(at: Date()) {
        case .paired: "paired \(listing.pairedAt?.formatted(.iso8601) ?? "")"
        case .waiting: "waits for its screen"
        case .lapsed: "has no screen, and its code is too old"
        case .revoked: "revoked \(listing.revokedAt?.formatted(.iso8601) ?? "")"
        }
    }

    /// Calls a station otherwise from now on.
    package func rename(_ name: String, to newName: String) async throws {
        let store = try setup.openStore()
        let station = try await station(called: name, in: store)
        let office = StationOffice(directory: store, event: setup.event, baseURL: setup.baseURL)
        switch try await office.rename(station.id, to: newName) {
        case .answered(.renamed): return
        case .answered(.nameTaken):
            throw ApplianceError("There is a station '\(newName)' already. Give this one another name.")
        case .answered(.unknownStation): throw unknown(name)
        case .unfitName:
            throw ApplianceError(
                "A station's name has 1 to \(StationName.longest) characters, and none that no screen shows.")
        }
    }

    /// Takes a station's token and code away; a running daemon notices within a quarter of a second.
    package func revoke(_ name: String) async throws {
        let store = try setup.openStore()
        let station = try await station(called: name, in: store)
        guard try await store.revoke(station.id, at: Date(), by: nil) else { throw unknown(name) }
    }

    private func station(called name: String, in store: SQLiteStore) async throws -> Station {
        let stations = try await store.stations().map(\.station)
        guard let station = stations.first(where: { $0.name == name }) else { throw unknown(name) }
        return station
    }

    private func unknown(_ name: String) -> ApplianceError {
        ApplianceError("There is no station '\(name)'. They are listed by: lanyard station list")
    }

    private static func whereabouts(of duty: StationDuty) -> String {
        guard let place = duty.place else { return "" }
        return " at \(place)\(duty.board.map { ", board \($0)" } ?? "")"
    }

    private func duty(role: String, place: String?, board: Int?) throws -> StationDuty {
        do {
            return try StationDuty(role: role, place: place, board: board, at: setup.event)
        } catch {
            throw ApplianceError(sentence(for: error, role: role, place: place))
        }
    }

    private func sentence(for error: StationDutyError, role: String, place: String?) -> String {
        let places = setup.event.places.map(\.id.rawValue).joined(separator: ", ")
        switch error {
        case .unknownRole:
            let roles = StationRole.allCases.map(\.rawValue).joined(separator: ", ")
            return "There is no role '\(role)'. The roles are: \(roles)."
        case .placeMissing: return "A door needs a --place. The event's places are: \(places)."
        case .unknownPlace: return "The event has no place '\(place ?? "")'. Its places are: \(places)."
        case .placeNotAsked: return "Only a door has a --place."
        case .boardNotAsked: return "Only a door has a --board."
        case .noBoards(let place):
            return "The place '\(place)' has no boards. Say how many it has in event.toml: boards = 24"
        case .unknownBoard(let place, let last): return "'\(place)' has the boards 1 to \(last)."
        }
    }
}
