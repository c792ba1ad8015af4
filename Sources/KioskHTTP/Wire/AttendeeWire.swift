// SPDX-License-Identifier: Apache-2.0

import Conference

import struct Foundation.Date

/// What Lanyard holds about a person, as they see it on their own phone; the legal name is left out.
struct AttendeeWire: Encodable {
    struct EventWire: Encodable {
        let name: String
        let timeZone: String
        let links: [EventLinkWire]
        /// The day from which on everybody's data are to be erased.
        @Nullable var erasedFrom: String?
        /// Whom to ask about them.
        @Nullable var privacyContact: String?

        init(_ event: Event) {
            name = event.name
            timeZone = event.timeZone
            links = event.links.map(EventLinkWire.init)
            erasedFrom = event.privacy.erasedFrom
            privacyContact = event.privacy.contact
        }
    }

    struct ListWire: Encodable {
        @Nullable var orderCode: String?
        @Nullable var email: String?
        @Nullable var affiliation: String?
        @Nullable var pronouns: String?
        let role: String
        let status: String
        @Nullable var dietaryNeeds: String?
        @Nullable var poster: PosterWire?
        @Nullable var livestreamConsent: Bool?
    }

    struct StayWire: Encodable {
        let place: String
        let from: Date
        @Nullable var to: Date?
    }

    struct BoardWire: Encodable {
        let place: String
        let board: Int
    }

    let event: EventWire
    let badgeName: String
    let list: ListWire
    @Nullable var checkedInAt: Date?
    @Nullable var codeOfConduct: String?
    /// Whether the person is to be named in the report.
    let named: Bool
    /// Whether rooms are recorded with the person.
    let recorded: Bool
    /// The room in which the person counts now, if that is recorded with them.
    @Nullable var place: String?
    let stays: [StayWire]
    let boards: [BoardWire]
    /// Whether a document of the poster was handed in.
    let posterKept: Bool
    let hosted: [SessionWire]
    /// Those of others that were on where the person was, at the time.
    let attended: [SessionWire]
}

/// What the journal says of one person.
struct AttendeeRecord: Sendable {
    let checkIn: CheckIn?
    let isNamed: Bool
    let isRecorded: Bool
    let livestreamAnswer: Bool?
    let place: PlaceID?
    let stays: [PersonStay]
    let boards: [PlaceID: Int]
    let hasPosterDocument: Bool
    let hosted: [Session]
    let attended: [Session]

    init(of person: RegistrationID, in state: ConferenceState, places: [Place], at now: Date) {
        checkIn = state.checkIns[person]
        isNamed = state.named.contains(person)
        isRecorded = !state.unrecorded.contains(person)
        livestreamAnswer = state.livestreamAnswers[person]
        place = state.occupancy.place(of: person)
        let stays = state.occupancy.stays(of: person)
        self.stays = stays
        boards = places.reduce(into: [:]) { $0[$1.id] = state.posters.board(of: person, in: $1.id) }
        hasPosterDocument = state.posters.documents[person] != nil
        let sessions = state.sessions.all
        hosted = sessions.filter { $0.host == person }
        attended = sessions.filter { session in
            guard session.host != person, let slot = session.slot else { return false }
            return session.phase(at: now).hasBegun && stays.contains { $0.overlaps(session.time(within: slot)) }
        }
    }
}

extension SessionPhase {
    fileprivate var hasBegun: Bool { self == .running || self == .over }
}

extension Session {
    /// The part of the slot in which it took place: it may have been ended before its time.
    fileprivate func time(within slot: SessionSlot) -> SessionSlot {
        SessionSlot(
            place: slot.place, starts: startedAt ?? slot.starts, ends: min(ending?.at ?? slot.ends, slot.ends))
    }
}
