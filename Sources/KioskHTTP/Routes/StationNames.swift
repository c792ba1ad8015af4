// SPDX-License-Identifier: Apache-2.0

import Conference

/// What the stations are called, for saying where somebody was checked in.
struct StationNames: Sendable {
    let directory: any StationDirectory

    struct Names {
        fileprivate let byID: [StationID: String]

        func name(of station: StationID?) -> String? { station.flatMap { byID[$0] } }
    }

    func all() async throws -> Names {
        let listings = try await directory.stations()
        return Names(byID: Dictionary(listings.map { ($0.station.id, $0.station.name) }) { first, _ in first })
    }
}
