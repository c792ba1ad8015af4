// SPDX-License-Identifier: Apache-2.0

import Conference
import Rehearsal

/// The list of a rehearsal: the event's own, with made-up people where it needs more.
struct RehearsalList {
    let people: [Registration]
    let guests: [Guest]
    /// How many people of the event's own list have a seat.
    let seats: Int

    /// The event's `people`, and others where not so many have a seat as are to come.
    init(_ people: [Registration], for arrivals: Int, namesakes: Int, _ chance: inout Chance) {
        let seated = people.filter { $0.details.status == .accepted }
        seats = seated.count
        var madeUp = seated.shuffled(using: &chance).prefix(namesakes).map { Self.namesake(of: $0) }
        while seated.count + madeUp.count < arrivals { madeUp.append(Self.person(MadeUpPerson(&chance))) }
        self.people = people + madeUp
        guests = people.map { Self.guest($0, isMadeUp: false) } + madeUp.map { Self.guest($0, isMadeUp: true) }
    }

    /// Somebody else of the same name.
    private static func namesake(of person: Registration) -> Registration {
        var details = RegistrationDetails(
            fullName: person.details.fullName, givenName: person.details.givenName,
            familyName: person.details.familyName)
        details.affiliation = "Institute of Namesakes"
        return madeUp(details)
    }

    private static func person(_ person: MadeUpPerson) -> Registration {
        var details = RegistrationDetails(
            fullName: person.fullName, givenName: person.givenName, familyName: person.familyName)
        details.affiliation = person.affiliation
        return madeUp(details)
    }

    private static func madeUp(_ details: RegistrationDetails) -> Registration {
        var details = details
        let id = RegistrationID()
        details.orderCode = "R" + id.description.uppercased().filter { $0 != "-" }.prefix(9)
        return Registration(id: id, details: details)
    }

    private static func guest(_ person: Registration, isMadeUp: Bool) -> Guest {
        let details = person.details
        return Guest(
            id: person.id.description, givenName: details.givenName, familyName: details.familyName,
            fullName: details.fullName, orderCode: details.orderCode, hasSeat: details.status == .accepted,
            isMadeUp: isMadeUp)
    }
}
