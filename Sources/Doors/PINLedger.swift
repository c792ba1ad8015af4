// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// Keeps wrong PINs on record, so that a restart of the daemon gives nobody new tries.
package struct PINLedger<Store: Journal>: Sendable {
    private let drawers: Drawers
    private let journal: Store
    private let now: @Sendable () -> Date

    package init(drawers: Drawers, journal: Store, now: @escaping @Sendable () -> Date = { Date() }) {
        self.drawers = drawers
        self.journal = journal
        self.now = now
    }

    /// Records what came of the PINs that were tried; to be called before anybody is told.
    package func settle() async throws {
        let tries = drawers.takeTries()
        guard !tries.isEmpty else { return }
        let moment = now()
        let facts = tries.map { Fact(at: moment, station: $0.station, $0.happening) }
        try await journal.decide { _ in Decision(recording: facts, answer: ()) }
    }

    /// Takes up what is on record, at the start.
    package func recall() async {
        let tries = await journal.read { $0.pinTries }
        drawers.recall(tries, at: now())
    }
}
