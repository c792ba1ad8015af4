// SPDX-License-Identifier: Apache-2.0

package import Conference
import PhotoID
import Synchronization

package import struct Foundation.Date

/// Puts on record that desks looked somebody up, and tells which of them do so more than their work explains.
///
/// Neither what was asked nor who was shown is recorded: a desk that leafs through the list is seen by how often it asks.
package final class DeskWatch<Store: Journal>: Sendable {
    private let journal: Store
    private let now: @Sendable () -> Date
    private let misses = Atomic(0)

    package init(journal: Store, now: @escaping @Sendable () -> Date = { Date() }) {
        self.journal = journal
        self.now = now
    }

    /// How many look-ups since the start are on no record, because nothing could be recorded.
    package var unrecorded: Int { misses.load(ordering: .relaxed) }

    /// Records a look-up; returns whether it is on record.
    ///
    /// A desk goes on finding people while the disk is full: that it did is counted then, and told.
    @concurrent package func noteLookup(_ answer: LookupAnswer, at station: StationID) async -> Bool {
        await record(.lookedUp(LookupVerdict(answer.decision), shown: answer.candidates.count), at: station)
    }

    /// Records that all that is known of somebody was shown; returns whether it is on record.
    @concurrent package func noteOpening(at station: StationID) async -> Bool {
        await record(.detailsOpened, at: station)
    }

    private func record(_ happening: Happening, at station: StationID) async -> Bool {
        let fact = Fact(at: now(), station: station, happening)
        do {
            try await journal.decide { _ in Decision(recording: [fact], answer: ()) }
            return true
        } catch {
            misses.add(1, ordering: .relaxed)
            return false
        }
    }

    /// What each desk did in the last hour, with what stands out.
    package func standings() async -> [DeskStanding] {
        let moment = now()
        return DeskStanding.all(of: await journal.read { $0.deskActivity.lastHour(at: moment) })
    }
}

/// What one desk did in the last hour, and how that looks beside the others.
package struct DeskStanding: Equatable, Sendable {
    /// What an organizer may want to ask the people at the desk about.
    package enum Mark: String, CaseIterable, Sendable {
        /// Far more look-ups than check-ins explain.
        case withoutCheckIns
        /// Far more look-ups than the other desks have.
        case aboveOthers
    }

    package let station: StationID
    package let tally: DeskActivity.Tally
    package let marks: [Mark]

    /// Fewer look-ups than these stand for nothing: somebody learns how the desk works.
    private static let fewest = 60
    /// Typing a name asks some ten times.
    private static let perCheckIn = 40
    private static let fewestAboveOthers = 200
    private static let timesOthers = 4

    /// All desks, those that ask most first.
    static func all(of tallies: [StationID: DeskActivity.Tally]) -> [DeskStanding] {
        tallies.map { station, tally in
            let others = tallies.filter { $0.key != station && $0.value.lookups > 0 }.map(\.value.lookups).sorted()
            var marks: [Mark] = []
            if tally.lookups >= max(fewest, perCheckIn * (tally.checkIns + 1)) { marks.append(.withoutCheckIns) }
            if others.count >= 2, tally.lookups >= fewestAboveOthers,
                tally.lookups > timesOthers * others[others.count / 2]
            {
                marks.append(.aboveOthers)
            }
            return DeskStanding(station: station, tally: tally, marks: marks)
        }.sorted { ($1.tally.lookups, $0.station.description) < ($0.tally.lookups, $1.station.description) }
    }
}

extension LookupVerdict {
    init(_ decision: MatchDecision) {
        switch decision {
        case .exact: self = .exact
        case .likely: self = .likely
        case .ambiguous: self = .ambiguous
        case .none: self = .none
        }
    }
}
