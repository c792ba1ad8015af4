// SPDX-License-Identifier: Apache-2.0

import Conference

import struct Foundation.Date

/// Whether each desk and each door has its screen.
struct StationCheck {
    let listings: [StationListing]
    let places: [Place]
    let now: Date

    var findings: [Doctor.Finding] {
        var findings: [Doctor.Finding] = []
        if !listings.contains(where: { $0.station.role == .desk && $0.pairedAt != nil }) {
            findings.append(.hint("No desk is paired. Add one: lanyard station add --role desk"))
        }
        if !listings.contains(where: { $0.station.role == .supervisor && $0.pairedAt != nil }) {
            findings.append(
                .hint("No supervisor is paired, who registers walk-ins: lanyard station add --role supervisor"))
        }
        let guarded = Set(listings.filter { $0.pairedAt != nil }.compactMap(\.station.duty.place))
        let open = places.filter { !guarded.contains($0.id) }
        if !open.isEmpty {
            let ids = open.map(\.id.rawValue).joined(separator: ", ")
            findings.append(
                .hint("No door counts for \(ids). Add one: lanyard station add --role door --place <id>"))
        }
        let waiting = names(of: .waiting)
        if !waiting.isEmpty { findings.append(.hint("Stations that no screen holds yet: \(waiting).")) }
        let lapsed = names(of: .lapsed)
        if !lapsed.isEmpty {
            findings.append(.hint("No screen took the code in time: \(lapsed). Offer a new one: lanyard station add"))
        }
        return findings
    }

    private func names(of state: StationListing.State) -> String {
        listings.filter { $0.state(at: now) == state }.map(\.station.name).joined(separator: ", ")
    }

    var notes: [String] {
        let paired = Dictionary(grouping: listings.filter { $0.pairedAt != nil }, by: \.station.role)
        let words = StationRole.allCases.compactMap { role in paired[role].map { "\($0.count) \(role.rawValue)" } }
        return words.isEmpty ? [] : ["paired: \(words.joined(separator: ", "))"]
    }
}
