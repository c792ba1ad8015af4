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
    /// Whoever is inside and was not seen by a door for so long is told apart.
    package var unseenAfterMinutes = 180
    /// `nil` while seats are not counted: whoever the list accepts comes in.
    package var admission: AdmissionRules?
    /// Who opens doors' drawers; without anybody the doors have none.
    package var pinHolders: [PINHolder] = []
    /// After so many minutes in which nobody touched it a screen locks itself; `nil` for never.
    package var screensLockAfterMinutes: Int?
    /// What stands on the wall for everybody to find.
    package var links: [EventLink] = []
    package var privacy = PrivacyRules()

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

    /// What whoever reads of a PIN's holder knows them by.
    package func name(of holder: PINHolderID) -> String {
        pinHolders.first { $0.id == holder }?.name ?? holder.rawValue
    }

    /// Where people may go instead of `place`, the nearest first.
    package func alternatives(to place: Place) -> [Place] {
        if !place.near.isEmpty { return place.near.compactMap(self.place) }
        return places.filter { $0.kind == place.kind && $0.id != place.id }
    }
}

/// What becomes of personal data.
package struct PrivacyRules: Equatable, Sendable {
    /// The day on which they are to be erased, as `yyyy-mm-dd`; `nil` where nobody said.
    package var erasedFrom: String?
    /// Whom to ask about them.
    package var contact: String?

    package init(erasedFrom: String? = nil, contact: String? = nil) {
        self.erasedFrom = erasedFrom
        self.contact = contact
    }
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
    /// How many people fit.
    package var capacity: Int
    /// What the door does when so many are inside.
    package var limit: CapacityLimit
    /// Where else to go when this place is full, the nearest first; without any, the others in the event file's order.
    package var near: [PlaceID]
    /// Whether whoever enters is seen on the web.
    package var livestreamed: Bool
    package var description: String?
    /// Whether nobody needs a step to get in.
    package var stepFree = false
    /// When the place is open, in order; without any, always.
    package var hours: [OpeningHours] = []
    package var whenClosed = ClosingRule.keep
    /// How many boards a poster session has, which are numbered from 1.
    package var boards = 0

    package init(
        id: PlaceID, name: String, kind: PlaceKind, capacity: Int, limit: CapacityLimit = .soft,
        near: [PlaceID] = [], livestreamed: Bool = false, description: String? = nil
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.capacity = capacity
        self.limit = limit
        self.near = near
        self.livestreamed = livestreamed
        self.description = description
    }
}

package enum PlaceKind: String, CaseIterable, Sendable {
    case room
    case posterSession
    /// Where a meal is given out: each badge counts once a day, and nobody is inside.
    case meal
}

/// What a door does when as many people are inside a place as fit.
package enum CapacityLimit: String, CaseIterable, Sendable {
    /// Counts on and says nothing.
    case none
    /// Lets people in and says that it is full.
    case soft
    /// Lets nobody in before the figure is below the capacity.
    case hard
    /// As `hard`, and tells people to wait until somebody comes out.
    case oneInOneOut

    /// Whether a full place refuses people.
    package var refuses: Bool { self == .hard || self == .oneInOneOut }
}
