// SPDX-License-Identifier: Apache-2.0

package import Conference

/// A person's poster and where it hangs, or why it does not.
package struct PosterListing: Equatable, Sendable {
    package let registration: Registration
    package let hangings: [PosterHanging]
    /// The digest of the document that was handed in, if one was.
    package let document: String?
}

/// A poster in one poster session.
package struct PosterHanging: Equatable, Sendable {
    /// Which poster session it is, from 1, as the registration list counts them.
    package let session: Int
    /// `nil` for one that the event has not.
    package let place: Place?
    package let board: Int?
    package let standing: PosterStanding
}

/// How it stands with a poster in a poster session.
package enum PosterStanding: String, CaseIterable, Sendable {
    case hangs
    /// The list has it no more, and its board waits for an organizer to free it.
    case withdrawn
    /// Its owner is on the waiting list, was declined or lost the seat.
    case noSeat
    /// All boards of the poster session are taken.
    case boardsTaken
    /// The list names a poster session that the event has not.
    case unknownSession
    /// It gets a board within a moment.
    case waits
}

extension ConferenceState {
    /// Everybody who has a poster or a board, in the order of the list.
    package func posterListings(of people: [Registration], event: Event) -> [PosterListing] {
        let sessions = event.posterSessions
        let full = Set(sessions.filter { posters.boards(in: $0.id).count >= $0.boards }.map(\.id))
        return people.compactMap { person in
            let named = person.details.poster?.sessions ?? []
            let held = posters.boards(of: person.id, in: event)
            let numbers = named.union(held.map(\.session)).sorted()
            guard !numbers.isEmpty || person.details.poster != nil else { return nil }
            let hangings = numbers.map { number in
                let place = sessions.indices.contains(number - 1) ? sessions[number - 1] : nil
                let board = held.first { $0.session == number }?.board
                return PosterHanging(
                    session: number, place: place, board: board,
                    standing: standing(
                        isNamed: named.contains(number), hasSeat: hasSeat(person), board: board,
                        isFull: place.map { full.contains($0.id) }))
            }
            return PosterListing(registration: person, hangings: hangings, document: posters.documents[person.id])
        }
    }

    /// `isFull` is `nil` where there is no such poster session.
    private func standing(isNamed: Bool, hasSeat: Bool, board: Int?, isFull: Bool?) -> PosterStanding {
        if !isNamed { return .withdrawn }
        if !hasSeat { return .noSeat }
        if board != nil { return .hangs }
        switch isFull {
        case nil: return .unknownSession
        case true?: return .boardsTaken
        case false?: return .waits
        }
    }
}
