// SPDX-License-Identifier: Apache-2.0

import Conference
import Rehearsal
import Synchronization

/// What stations saw during a rehearsal, together.
final class RehearsalLog: Sendable {
    /// What happened at one printer.
    struct Prints: Sendable {
        var printed = 0
        var heldUp = 0
        var longestHold = 0.0
        var reasons: Set<String> = []
    }

    struct Notes: Sendable {
        var lookups: [Double] = []
        var checkIns: [Double] = []
        var printing: [Double] = []
        var scans: [Double] = []
        var prints: [String: Prints] = [:]
        var counts: [Count: Int] = [:]
        var texts: [RehearsalReport.Finding] = []
    }

    /// What is counted, in the words of the page.
    enum Count: String, CaseIterable, Sendable {
        case admitted = "Got a badge"
        case walkIns = "Walk-ins, registered at the problem desk"
        case withoutSeat = "Had no seat, and were told so"
        case misread = "Documents that were misread, and names typed wrong"
        case ambiguous = "Chosen among several people"
        case secondTry = "Found at the second try"
        case notFound = "Not found at all"
        case wrongPerson = "Taken for somebody else"
        case failedPrints = "Badges that did not come out"
        case unreadable = "Badges whose code cannot be read"
        case lost = "Lost badges, printed again"
        case doubleScans = "Badges held up twice"
        case moves = "Ways from room to room"
        case refusedFull = "Sent on by a full room"
        case left = "Left a room"
    }

    private let notes = Mutex(Notes())

    var all: Notes { notes.withLock { $0 } }

    func note(_ change: (inout Notes) -> Void) { notes.withLock { change(&$0) } }

    func count(_ what: Count) { note { $0.counts[what, default: 0] += 1 } }

    func find(_ kind: RehearsalReport.Finding.Kind, _ text: String) {
        let finding = RehearsalReport.Finding(kind, text)
        // The same again says nothing new.
        note { if !$0.texts.contains(finding) { $0.texts.append(finding) } }
    }
}

/// One at a time, in the order in which they came.
actor RehearsalTurn {
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func take() async {
        guard isTaken else {
            isTaken = true
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func give() {
        if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
    }
}
