// SPDX-License-Identifier: Apache-2.0

package import Conference

/// Which boards are given to whom, and who gets none: worked out from the list and from who has a board already.
///
/// Whoever has a board keeps it, whatever becomes of the list: labels and badges with its number may be on paper. Only an
/// organizer frees a board, or moves a poster to another. Newcomers get the lowest free number, in the order of the list;
/// a poster that hangs in several sessions gets the same number in all of them if one is free there, and therefore comes
/// before those that hang in one.
package struct BoardPlan: Equatable, Sendable {
    /// What is to be put on record, in order.
    package private(set) var assignments: [Assignment] = []
    /// For how many posters there is no board in a poster session, because all are taken.
    package private(set) var overflow: [PlaceID: Int] = [:]

    package struct Assignment: Equatable, Sendable {
        package let registration: RegistrationID
        package let place: PlaceID
        package let board: Int
    }

    private let sessions: [Place]
    private var taken: [PlaceID: Set<Int>]

    package init(_ people: [Registration], _ state: ConferenceState, event: Event) {
        sessions = event.posterSessions
        taken = Dictionary(
            uniqueKeysWithValues: sessions.map { ($0.id, Set(state.posters.boards(in: $0.id).values)) })
        let newcomers = people.compactMap { person -> Newcomer? in
            guard let poster = person.details.poster, state.hasSeat(person) else { return nil }
            let wanted = event.posterSessions(of: poster)
            let without = wanted.filter { state.posters.board(of: person.id, in: $0.id) == nil }
            guard !without.isEmpty else { return nil }
            let own = wanted.compactMap { state.posters.board(of: person.id, in: $0.id) }
            return Newcomer(registration: person.id, own: own, without: without)
        }
        // What is scarcest goes first: a poster's own number, then one that is free in several sessions.
        let others = newcomers.filter { !assignOwn($0) }
        for newcomer in others where newcomer.without.count > 1 { assign(newcomer) }
        for newcomer in others where newcomer.without.count == 1 { assign(newcomer) }
    }

    private struct Newcomer {
        let registration: RegistrationID
        /// The boards that the poster has in other sessions.
        let own: [Int]
        let without: [Place]
    }

    /// Gives a poster the number that it has in another session, where that is free.
    private mutating func assignOwn(_ newcomer: Newcomer) -> Bool {
        guard let own = newcomer.own.first(where: { isFree($0, in: newcomer.without) }) else { return false }
        for place in newcomer.without { give(own, at: place, to: newcomer) }
        return true
    }

    private mutating func assign(_ newcomer: Newcomer) {
        let common = lowest(in: newcomer.without)
        for place in newcomer.without {
            if let board = common ?? lowest(in: [place]) {
                give(board, at: place, to: newcomer)
            } else {
                overflow[place.id, default: 0] += 1
            }
        }
    }

    private mutating func give(_ board: Int, at place: Place, to newcomer: Newcomer) {
        taken[place.id, default: []].insert(board)
        assignments.append(Assignment(registration: newcomer.registration, place: place.id, board: board))
    }

    private func isFree(_ board: Int, in places: [Place]) -> Bool {
        places.allSatisfy { board <= $0.boards && taken[$0.id]?.contains(board) != true }
    }

    /// The lowest number that is free in all `places`.
    private func lowest(in places: [Place]) -> Int? {
        let last = places.map(\.boards).min() ?? 0
        return last < 1 ? nil : (1...last).first { isFree($0, in: places) }
    }
}

extension Event {
    /// The poster sessions in which the poster hangs, as far as the event has them.
    func posterSessions(of poster: Poster) -> [Place] {
        posterSessions.enumerated().filter { poster.sessions.contains($0.offset + 1) }.map(\.element)
    }
}

extension ConferenceState {
    /// Whether somebody is to come, by the list or from the waiting list, and so hangs their poster.
    func hasSeat(_ person: Registration) -> Bool {
        if seats.forfeited[person.id] != nil { return false }
        return person.details.status == .accepted || seats.released[person.id] != nil
    }
}
