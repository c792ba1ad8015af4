// SPDX-License-Identifier: Apache-2.0

package import Conference

/// Something that everybody should hear about a session, before its texts are looked up.
package struct Announcement: Equatable, Sendable {
    /// Where the fact stands in the journal: a webhook that was told of this one was told of all before it.
    package let sequence: Int64
    package let fact: Fact
    package let session: SessionID
    /// Whose idea the session was.
    package let host: RegistrationID?
    /// Its room and time as the fact left them.
    package let slot: SessionSlot?
    package let news: News

    package enum News: Equatable, Sendable {
        /// It looks for a room.
        case proposed
        case planned(SessionSlot)
        case started(SessionSlot)
        case moved(SessionSlot, from: SessionSlot)
        case endedEarly
        case withdrawn
        /// It became part of another, which has this room and time then, if any.
        case merged(into: SessionID, SessionSlot?)
        case reworded

        /// The word for it in what programs read; never renamed.
        package var word: String {
            switch self {
            case .proposed: "proposed"
            case .planned: "planned"
            case .started: "started"
            case .moved: "moved"
            case .endedEarly: "ended"
            case .withdrawn: "withdrawn"
            case .merged: "merged"
            case .reworded: "reworded"
            }
        }
    }
}

/// Reads the facts about sessions one after the other, and tells which of them are news.
package struct AnnouncementReel: Sendable {
    private var slots: [SessionID: SessionSlot] = [:]
    private var hosts: [SessionID: RegistrationID] = [:]
    /// The last fact that was read.
    package private(set) var position: Int64 = 0

    package init() {}

    /// The news in `facts`, which follow those that were read before.
    package mutating func read(_ facts: [NumberedFact]) -> [Announcement] {
        var news: [Announcement] = []
        for (index, numbered) in facts.enumerated() {
            let next = facts.dropFirst(index + 1).first
            if let one = read(numbered, next) { news.append(one) }
            position = numbered.sequence
        }
        return news
    }

    private mutating func read(_ numbered: NumberedFact, _ next: NumberedFact?) -> Announcement? {
        guard let (session, news) = news(in: numbered.fact, next?.fact) else { return nil }
        return Announcement(
            sequence: numbered.sequence, fact: numbered.fact, session: session, host: hosts[session],
            slot: slots[session], news: news)
    }

    private mutating func news(in fact: Fact, _ next: Fact?) -> (SessionID, Announcement.News)? {
        switch fact.event {
        case .sessionProposed(let id, let host):
            hosts[id] = host
            // One that had its room at once is told with that.
            return next?.givesRoom(to: id, at: fact) == true ? nil : (id, .proposed)
        case .sessionScheduled(let id, let slot):
            defer { slots[id] = slot }
            return (id, slots[id].map { .moved(slot, from: $0) } ?? .planned(slot))
        case .sessionStarted(let id, let slot):
            slots[id] = slot
            return (id, .started(slot))
        case .sessionEnded(let id, let reason): return (id, reason == .withdrawn ? .withdrawn : .endedEarly)
        case .sessionMerged(let id, let other): return (id, .merged(into: other, slots[other]))
        case .sessionReworded(let id): return (id, .reworded)
        default: return nil
        }
    }
}

extension Fact {
    /// Whether this came of the same decision as `proposal` and gives the session its first room.
    fileprivate func givesRoom(to session: SessionID, at proposal: Fact) -> Bool {
        guard at == proposal.at else { return false }
        return switch event {
        case .sessionScheduled(session, _), .sessionStarted(session, _): true
        default: false
        }
    }
}
