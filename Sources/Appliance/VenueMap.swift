// SPDX-License-Identifier: Apache-2.0

import BadgeDesign
import Conference
import Foundation

/// The map in the event's folder, on which the board shows the figures.
struct VenueMap {
    let svg: [UInt8]

    private static let mostBytes = 1_000_000

    /// Reads and looks over the map that the event file names, which lies beside it.
    init(_ name: String, besides eventFile: URL, places: [Place]) throws(ApplianceError) {
        let file = eventFile.deletingLastPathComponent().appending(path: name)
        svg = try ApplianceSetup.read(
            file, "\(eventFile.path) names it as the map of the venue.", upTo: Self.mostBytes + 1)
        guard svg.count <= Self.mostBytes else { throw ApplianceError("\(file.path) is larger than a megabyte.") }
        let shown: [String]
        do {
            shown = try DrawingCheck.places(in: svg)
        } catch {
            throw ApplianceError("\(file.path) cannot be the map. \(error.message)")
        }
        if let stranger = shown.first(where: { id in !places.contains { $0.id.rawValue == id } }) {
            throw ApplianceError("\(file.path) shows a place “\(stranger)”, which is none of the event's.")
        }
    }
}
