// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import QRCode
import SQLiteStore

/// Adds stations and says how a screen becomes one.
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
        let name = name ?? defaultName(for: duty)
        let expiry = Date() + TimeInterval(hours) * 3600
        guard let offer = try await setup.openStore().offer(named: name, duty: duty, until: expiry) else {
            throw ApplianceError(
                "There is a station '\(name)' already, with another role or place. Give this one another --name.")
        }
        // After the #, so that the code is never sent or logged as part of an address.
        let link = "\(setup.baseURL)/pair#\(offer.code.rawValue)"
        let sheet = [
            "Station '\(name)' (\(role)\(Self.whereabouts(of: duty))). On its screen, open", "", "    \(link)", "",
            "or open \(setup.baseURL)/pair and type \(offer.code.grouped). The code works once, for \(hours) hours.",
            "",
            try QRSymbol(encoding: link).terminalDrawing(),
        ]
        return Offer(link: link, sheet: sheet.joined(separator: "\n"))
    }

    package func lines() async throws -> [String] {
        let listings = try await setup.openStore().stations()
        guard !listings.isEmpty else { return ["There are no stations yet. Add one: lanyard station add --role desk"] }
        return listings.map { listing in
            let place = Self.whereabouts(of: listing.station.duty)
            let paired = listing.pairedAt.map { "paired \($0.formatted(.iso8601))" } ?? "waits for its screen"
            return "\(listing.station.name): \(listing.station.role.rawValue)\(place), \(paired)"
        }
    }

    private static func whereabouts(of duty: StationDuty) -> String {
        guard let place = duty.place else { return "" }
        return " at \(place)\(duty.board.map { ", board \($0)" } ?? "")"
    }

    private func duty(role: String, place: String?, board: Int?) throws -> StationDuty {
        guard let role = StationRole(rawValue: role) else {
            let roles = StationRole.allCases.map(\.rawValue).joined(separator: ", ")
            throw ApplianceError("There is no role '\(role)'. The roles are: \(roles).")
        }
        if role == .door {
            let place = try doorPlace(place)
            return try board.map { .board(place, number: try boardNumber($0, of: place)) } ?? .door(place)
        }
        guard place == nil else { throw ApplianceError("Only a door has a --place.") }
        guard board == nil else { throw ApplianceError("Only a door has a --board.") }
        switch role {
        case .desk: return .desk
        case .supervisor: return .supervisor
        case .organizer: return .organizer
        case .operator: return .operator
        case .wall, .door: return .wall
        }
    }

    private func doorPlace(_ name: String?) throws -> PlaceID {
        let places = setup.event.places.map(\.id.rawValue).joined(separator: ", ")
        guard let name else { throw ApplianceError("A door needs a --place. The event's places are: \(places).") }
        guard let place = PlaceID(name), setup.event.place(place) != nil else {
            throw ApplianceError("The event has no place '\(name)'. Its places are: \(places).")
        }
        return place
    }

    private func boardNumber(_ number: Int, of place: PlaceID) throws -> Int {
        let boards = setup.event.place(place)?.boards ?? 0
        guard boards > 0 else {
            throw ApplianceError("The place '\(place)' has no boards. Say how many it has in event.toml: boards = 24")
        }
        guard (1...boards).contains(number) else { throw ApplianceError("'\(place)' has the boards 1 to \(boards).") }
        return number
    }

    private func defaultName(for duty: StationDuty) -> String {
        switch duty {
        case .desk: "Desk"
        case .supervisor: "Problem desk"
        case .door(let place): "Door \(setup.event.place(place)?.name ?? place.rawValue)"
        case .board(let place, let number): "Board \(number) of \(setup.event.place(place)?.name ?? place.rawValue)"
        case .organizer: "Board"
        case .wall: "Wall"
        case .operator: "Operator"
        }
    }
}
