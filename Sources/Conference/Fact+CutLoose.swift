// SPDX-License-Identifier: Apache-2.0

// What is left of a fact when it says no more whom it is about.

extension Pseudonyms {
    /// The same facts in the same order, about those who stand for the people in them.
    ///
    /// Facts about people get identifiers of their own, since whoever saw one happen may know its identifier. Facts of
    /// one instant keep their order among each other, so that every figure stays.
    package mutating func cutLoose(_ facts: [Fact]) -> [Fact] {
        let events = facts.map { cutLoose($0.event) }
        let changed = zip(facts, events).map { $0.event != $1 }
        let identifiers = FreshIdentifiers(of: facts, changed)
        return zip(facts, events).map { fact, event in
            Fact(
                id: identifiers[fact.id], at: fact.at, station: fact.station,
                event.naming { identifiers[$0] })
        }
    }

    private mutating func cutLoose(_ event: Happening) -> Happening {
        switch event {
        case .checkedIn(let person, let evidence, let codeOfConduct):
            .checkedIn(id(person, .list), evidence: evidence, codeOfConduct: codeOfConduct)
        case .checkInUndone(let person, let checkIn, let reason):
            .checkInUndone(id(person, .list), checkIn: checkIn, reason: reason)
        case .badgePooled(let badge): .badgePooled(serial(badge, .list))
        case .badgeIssued(let badge, let person): .badgeIssued(serial(badge, .list), to: id(person, .list))
        case .printRequested(let job, let badge, let order):
            .printRequested(self.job(job, of: badge), badge: serial(badge, .list), order)
        case .badgePrinted(let badge, let job, let printer):
            .badgePrinted(serial(badge, .list), job: self.job(job, of: badge), on: printer)
        case .badgeActivated(let badge): .badgeActivated(serial(badge, .list))
        case .badgeRevoked(let badge, let reason): .badgeRevoked(serial(badge, .list), reason: reason)
        case .walkedIn(let person): .walkedIn(id(person, .list))
        case .badgeTextCorrected(let person): .badgeTextCorrected(id(person, .list))
        case .seatForfeited(let person): .seatForfeited(id(person, .list))
        case .waitlistReleased(let person): .waitlistReleased(id(person, .list))
        case .waitlistJoined(let person): .waitlistJoined(id(person, .list))
        case .seatGranted(let person): .seatGranted(id(person, .list))
        case .livestreamAnswered(let person, let consents): .livestreamAnswered(id(person, .list), consents: consents)
        case .namingAnswered(let person, let consents): .namingAnswered(id(person, .list), consents: consents)
        case .entered(let passage): .entered(self.passage(passage, .ways))
        case .left(let passage): .left(self.passage(passage, .ways))
        case .visited(let passage, let board): .visited(self.passage(passage, .ways), board: board)
        case .mealTaken(let passage): .mealTaken(self.passage(passage, .meals))
        // It stands beside the passages by which somebody became an alias: it must not tell whose they were.
        case .recordingStopped(let person): .recordingStopped(covers(person) ? RegistrationID() : person)
        case .refused(let place, let reason, let badge):
            .refused(place: place, reason: reason, badge: badge.flatMap { covers($0) ? nil : $0 })
        case .placeOpened(let place, let holder): .placeOpened(place, by: holder.map { self.holder($0) })
        case .placeClosed(let place, let holder): .placeClosed(place, by: holder.map { self.holder($0) })
        case .sessionProposed, .interestShown, .noteAdded, .feedbackGiven, .boardAssigned, .boardFreed,
            .posterHandedIn:
            cutLooseProgramme(event)
        // These are about no attendee.
        case .cardRequested, .cardPrinted, .recounted, .placeCleared, .stationPaired, .stationRevoked, .labelsLoaded,
            .sessionScheduled,
            .sessionStarted, .sessionEnded, .sessionMerged, .sessionReworded, .noteRemoved, .seatsReleased, .erased,
            .lookedUp, .detailsOpened, .pinRefused, .pinTaken:
            event
        }
    }

    private mutating func cutLooseProgramme(_ event: Happening) -> Happening {
        switch event {
        // A session's host and a note's writer were known to all who were there: nobody stands for them.
        case .sessionProposed(let session, let host):
            .sessionProposed(session, by: host.flatMap { covers($0) ? nil : $0 })
        case .noteAdded(let note, let session, let writer):
            .noteAdded(note, to: session, by: writer.flatMap { covers($0) ? nil : $0 })
        case .interestShown(let session, let person): .interestShown(session, by: id(person, .interest))
        // One for each session: what somebody thought of one has nothing to do with another.
        case .feedbackGiven(let session, let person):
            .feedbackGiven(session, by: covers(person) ? RegistrationID() : person)
        case .boardAssigned(let person, let place, let board):
            .boardAssigned(id(person, .posters), at: place, board: board)
        case .boardFreed(let person, let place): .boardFreed(id(person, .posters), at: place)
        case .posterHandedIn(let person, let document):
            .posterHandedIn(id(person, .posters), document: self.document(document, of: person))
        default: event
        }
    }
}

extension Happening {
    /// The same with the facts that it names called otherwise.
    fileprivate func naming(_ name: (FactID) -> FactID) -> Happening {
        guard case .checkInUndone(let person, let checkIn, let reason) = self else { return self }
        return .checkInUndone(person, checkIn: name(checkIn), reason: reason)
    }
}

/// New identifiers for some facts, which sort as the old ones did among facts of the same instant.
private struct FreshIdentifiers {
    private var fresh: [FactID: FactID] = [:]

    /// Instants that many facts share have little room between two identifiers.
    private static let tries = 10_000

    init(of facts: [Fact], _ changed: [Bool]) {
        let isChanged = Dictionary(uniqueKeysWithValues: zip(facts.map(\.id), changed))
        for (_, group) in Dictionary(grouping: facts.map { ($0.id, $0.at.milliseconds) }, by: \.1) {
            let known = group.map(\.0).sorted()
            guard known.contains(where: { isChanged[$0] == true }) else { continue }
            let new =
                known.allSatisfy { isChanged[$0] == true }
                ? known.map { _ in FactID() }.sorted() : Self.between(known) { isChanged[$0] == true }
            for (old, new) in zip(known, new) { fresh[old] = new }
        }
    }

    subscript(_ id: FactID) -> FactID { fresh[id] ?? id }

    /// `known`, which is sorted, with others in the place of those that change.
    private static func between(_ known: [FactID], _ isChanged: (FactID) -> Bool) -> [FactID] {
        var identifiers = known
        for index in identifiers.indices where isChanged(known[index]) {
            let new = (0..<tries).lazy.map { _ in FactID() }.first { id in
                (index == 0 || identifiers[index - 1] < id)
                    && (index + 1 == identifiers.count || id < identifiers[index + 1])
            }
            if let new { identifiers[index] = new }
        }
        return identifiers
    }
}
