// SPDX-License-Identifier: Apache-2.0

package import Conference
package import Foundation
package import SQLiteStore
package import Sealing
import Testing

/// A small event with a real database in a folder of its own, gone with the test.
package final class EventWorld: Sendable {
    package let folder: URL
    package let store: SQLiteStore
    package let key = BadgeKey()
    package let event: Event
    package let gradient: PlaceID
    package let chainRule: PlaceID
    package let printer: PrinterID
    /// A badge on paper from the event's one printer.
    package var order: PrintOrder { PrintOrder(PrinterRoute(printer)) }
    package let clock = ManualClock()
    package let station = StationID()

    package init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "lanyard-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        gradient = try #require(PlaceID("gradient"))
        chainRule = try #require(PlaceID("chain-rule"))
        printer = try #require(PrinterID("desk"))
        event = Event(
            id: try #require(Slug("socml16")), name: "SOCML 16", days: ["2016-10-07"], timeZone: "UTC",
            codeOfConduct: CodeOfConduct(version: "2016-10", text: "Be kind."),
            places: [
                Place(id: gradient, name: "Gradient", kind: .room, capacity: 30),
                Place(id: chainRule, name: "Chain Rule", kind: .room, capacity: 15),
            ])
        store = try SQLiteStore(
            path: folder.appending(path: "lanyard.sqlite").path, places: [gradient, chainRule], creating: true)
    }

    deinit {
        // A folder that cannot be removed is the next clean-up's business.
        try? FileManager.default.removeItem(at: folder)
    }

    /// Puts somebody on the list.
    @discardableResult
    package func add(_ details: RegistrationDetails) async throws -> RegistrationID {
        let person = Registration(id: RegistrationID(), details: details)
        return try await store.editRoster { _ in ([person], person.id) }
    }

    /// Puts somebody on the list and checks them in; returns the text of their badge.
    package func arrive(_ name: String) async throws -> String {
        var generator = SystemRandomNumberGenerator()
        let serial = BadgeSerial(using: &generator)
        let person = try await add(RegistrationDetails(fullName: name))
        try await record([
            Fact(at: clock.now, station: station, .checkedIn(person, evidence: .typed, codeOfConduct: "1")),
            Fact(at: clock.now, station: station, .badgeIssued(serial, to: person)),
        ])
        return try token(serial)
    }

    /// Records facts as if a decision had come to them.
    package func record(_ facts: [Fact]) async throws {
        try await store.decide { _ in Decision(recording: facts, answer: ()) }
    }

    /// The text of this event's badge with that serial.
    package func token(_ serial: BadgeSerial) throws -> String {
        try BadgeToken(serial: serial, event: event.id, signedBy: key).text
    }
}
