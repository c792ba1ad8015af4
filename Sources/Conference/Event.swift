// SPDX-License-Identifier: Apache-2.0

/// The event as its event file describes it.
package struct Event: Equatable, Sendable {
    /// The event's short name, part of what every badge's signature covers.
    package var id: Slug<Event>
    package var name: String
    /// The days of the event as `yyyy-mm-dd` in `timeZone`, in order.
    package var days: [String]
    /// An IANA name such as `America/Los_Angeles`.
    package var timeZone: String
    package var codeOfConduct: CodeOfConduct
    package var places: [Place]

    package init(
        id: Slug<Event>, name: String, days: [String], timeZone: String, codeOfConduct: CodeOfConduct, places: [Place]
    ) {
        self.id = id
        self.name = name
        self.days = days
        self.timeZone = timeZone
        self.codeOfConduct = codeOfConduct
        self.places = places
    }

    package func place(_ id: PlaceID) -> Place? { places.first { $0.id == id } }
}

/// What everybody agrees to at check-in, in the version agreed to.
package struct CodeOfConduct: Equatable, Sendable {
    package var version: String
    package var text: String

    package init(version: String, text: String) {
        self.version = version
        self.text = text
    }
}

/// Somewhere that people are counted: a room, or a poster session.
package struct Place: Equatable, Sendable, Identifiable {
    package let id: PlaceID
    package var name: String
    package var kind: PlaceKind
    /// How many people may be inside.
    package var capacity: Int
    /// Whether whoever enters is seen on the web.
    package var livestreamed: Bool
    package var description: String?

    package init(
        id: PlaceID, name: String, kind: PlaceKind, capacity: Int, livestreamed: Bool = false,
        description: String? = nil
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.capacity = capacity
        self.livestreamed = livestreamed
        self.description = description
    }
}

package enum PlaceKind: String, CaseIterable, Sendable {
    case room
    case posterSession
}
