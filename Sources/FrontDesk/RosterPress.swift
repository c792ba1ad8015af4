// SPDX-License-Identifier: Apache-2.0

package import BadgeDesign
package import Conference
package import Foundation
import QRCode

/// Makes the paper roster: everybody on the list as it stands now, with a code by each name.
///
/// It is the compare step on paper, so that the name on the photo ID stands on it beside the badge's.
package struct RosterPress<Store: Journal & Roster, Sealer: RosterSealer>: Sendable {
    private let store: Store
    private let event: Event
    private let sealer: Sealer
    private let renderer: BadgeRenderer
    private let now: @Sendable () -> Date

    /// The renderer should be the roster's own: it is busy for a second, for which no badge should wait.
    package init(
        store: Store, event: Event, sealer: Sealer, renderer: BadgeRenderer,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.store = store
        self.event = event
        self.sealer = sealer
        self.renderer = renderer
        self.now = now
    }

    /// The roster as PDF on the paper that is called so, or on A4; `nil` when none is.
    package func pdf(onPaper name: String?) async throws -> [UInt8]? {
        guard let paper = RosterSheet.Paper(rawValue: name ?? RosterSheet.Paper.a4.rawValue) else { return nil }
        return try await pdf(on: paper)
    }

    /// The roster as PDF.
    package func pdf(on paper: RosterSheet.Paper) async throws -> [UInt8] {
        let people = try await store.registrations().filter { !$0.isErased }
            .sorted { RosterName($0.details) < RosterName($1.details) }
        // What is asked of the state is little, so that no door waits for it.
        let standings = await store.read { state in
            people.map { (arrival: state.checkIns[$0.id]?.at, seat: state.standing(of: $0)) }
        }
        let calendar = EventCalendar(timeZone: event.timeZone)
        let moment = now()
        let made = "Printed \(calendar.name(of: moment)) \(calendar.time(of: moment)) (\(event.timeZone))"
        let sheet = RosterSheet(
            title: LabelText.shown(event.name),
            made: "\(made) · \(people.count) people, \(standings.count { $0.arrival != nil }) of them checked in",
            note: Self.note(event.codeOfConduct.version),
            rows: try zip(people, standings).map { person, standing in
                try row(person, Standing(standing.seat, of: person, since: standing.arrival, calendar))
            })
        return try await renderer.roster(sheet, on: paper)
    }

    private static func note(_ version: String) -> String {
        "Compare with the photo ID, then tick. A tick also says that the person agrees to the code of conduct "
            + "(\(version)). Later, scan the codes of those who were ticked at a desk. Keep this list to yourselves."
    }

    private func row(_ person: Registration, _ standing: Standing) throws -> RosterSheet.Row {
        let role = person.details.role == .attendee ? [] : [person.details.role.rawValue]
        return RosterSheet.Row(
            name: LabelText.shown(person.details.badgeName),
            sortedName: LabelText.shown(RosterName(person.details).written),
            affiliation: LabelText.shown(person.details.affiliation ?? ""),
            status: ([standing.words] + role).joined(separator: ", "), isStatusBold: standing.isBold, box: standing.box,
            code: try QRSymbol(encoding: RosterToken(person.id, event: event.id, sealedBy: sealer).text))
    }

    /// What the list says of whether the person comes in.
    private struct Standing {
        let words: String
        let box: RosterSheet.Row.Box
        /// Whether it says that the person should not be let in without a word.
        let isBold: Bool

        init(_ seat: SeatStanding, of person: Registration, since arrival: Date?, _ calendar: EventCalendar) {
            if let arrival {
                words = "here since \(calendar.name(of: arrival)) \(calendar.time(of: arrival))"
                box = .ticked
                isBold = false
                return
            }
            switch seat {
            case .seat: words = "has a seat"
            case .waiting:
                let place = if case .waitlisted(let position?) = person.details.status { " \(position)" } else { "" }
                words = "waiting list\(place)"
            case .forfeited(let date): words = "seat given away at \(calendar.time(of: date))"
            case .declined: words = "declined"
            }
            box = seat == .declined ? .none : .empty
            isBold = !seat.hasSeat
        }
    }
}

/// A name as lists are sorted: by the family name, whatever its letters' case and accents.
struct RosterName: Comparable {
    let written: String
    private let key: [String]

    init(_ details: RegistrationDetails) {
        let family = details.familyName.flatMap(Self.word)
        let given = details.givenName.flatMap(Self.word)
        written = family.map { [$0, given].compactMap { $0 }.joined(separator: ", ") } ?? details.fullName
        let first = family ?? details.fullName.split(separator: " ").last.map(String.init) ?? details.fullName
        key = [first, given ?? "", details.fullName, details.orderCode ?? ""].map {
            $0.folding(
                options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: Locale(identifier: "en"))
        }
    }

    private static func word(_ text: String) -> String? {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return trimmed.isEmpty ? nil : trimmed
    }

    static func < (one: Self, other: Self) -> Bool { one.key.lexicographicallyPrecedes(other.key) }
}
