// SPDX-License-Identifier: Apache-2.0

import struct Foundation.Date

/// What a journal counts, without anybody in it: an erasure must leave all of it as it is.
package struct JournalFigures: Equatable, Sendable, Encodable {
    package let checkedIn: Int
    package let walkedIn: Int
    package let badges: Int
    package let badgesValid: Int
    package let badgesPrinted: Int
    package let seatsForfeited: Int
    package let seatsReleased: Int
    package let inTheBuilding: Int
    package let recordingStopped: Int
    package let sessions: [SessionFigures]
    package let places: [PlaceFigures]

    package struct SessionFigures: Equatable, Sendable, Encodable {
        package let session: String
        package let interested: Int
        package let gaveFeedback: Int
        package let notes: Int
        package let visitors: Int
        package let peak: Int
    }

    package struct PlaceFigures: Equatable, Sendable, Encodable {
        package let place: String
        package let inside: Int
        package let visitors: Int
        package let peak: Int
        package let medianStaySeconds: Double?
        package let meals: Int
        package let peopleFed: Int
        package let boards: [BoardFigures]
        package let letInOverTheLimit: Int
        /// How many people were inside from each moment on.
        let course: [Step]

        struct Step: Equatable, Sendable {
            let at: Int64
            let inside: Int
            let cause: PlaceSeries.Cause
        }

        private enum CodingKeys: String, CodingKey {
            case place, inside, visitors, peak, medianStaySeconds, meals, peopleFed, boards, letInOverTheLimit
        }
    }

    package struct BoardFigures: Equatable, Sendable, Encodable {
        package let board: Int
        package let visits: Int
        package let people: Int
    }

    package init(_ state: ConferenceState, places: [Place]) {
        checkedIn = state.checkIns.count
        walkedIn = state.walkIns.count
        badges = state.badges.count + state.pool.count
        badgesValid = state.liveBadges.count
        badgesPrinted = state.badges.values.count { $0.printedAt != nil }
        seatsForfeited = state.seats.forfeited.count
        seatsReleased = state.seats.released.count
        inTheBuilding = state.occupancy.building
        recordingStopped = state.unrecorded.count
        sessions = state.sessions.all.map { SessionFigures($0, state) }
        self.places = places.map { PlaceFigures($0, state) }
    }
}

extension JournalFigures.SessionFigures {
    fileprivate init(_ session: Session, _ state: ConferenceState) {
        let attendance = state.occupancy.attendance(during: session.slot.map { [$0] } ?? [])
        self.init(
            session: session.id.description, interested: session.interested.count,
            gaveFeedback: session.feedbackGivers.count, notes: session.notes.count, visitors: attendance.visitors,
            peak: attendance.peak)
    }
}

extension JournalFigures.PlaceFigures {
    fileprivate init(_ place: Place, _ state: ConferenceState) {
        let count = state.occupancy.count(of: place.id)
        let series = state.occupancy.series(of: place.id, from: .distantPast, to: .distantFuture)
        let meals = state.meals.meals(at: place.id)
        self.init(
            place: place.id.rawValue, inside: count.inside, visitors: count.visitors, peak: count.peak,
            medianStaySeconds: series.medianDwell, meals: meals.values.reduce(0) { $0 + $1.count },
            peopleFed: meals.count,
            boards: state.boardVisits.counts(of: place.id, boards: place.boards).map {
                .init(board: $0.board, visits: $0.visits, people: $0.people)
            },
            letInOverTheLimit: state.placeLog.letIns(to: place.id).count,
            course: series.steps.map { Step(at: $0.at.milliseconds, inside: $0.inside, cause: $0.cause) })
    }
}
