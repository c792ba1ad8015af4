// SPDX-License-Identifier: Apache-2.0

package import Conference
import Synchronization

/// A journal that remembers which facts were recorded through it.
package final class ListeningJournal<Store: Journal>: Journal {
    private let store: Store
    private let heard = Mutex<[Fact]>([])

    package init(_ store: Store) {
        self.store = store
    }

    /// All facts of decisions, in order.
    package var facts: [Fact] { heard.withLock { $0 } }

    package func decide<Answer: Sendable>(
        _ decision: @escaping @Sendable (DecisionContext) throws -> Decision<Answer>
    ) async throws -> Answer {
        try await store.decide { [self] context in
            let decided = try decision(context)
            heard.withLock { $0 += decided.facts }
            return decided
        }
    }

    package func catchUp() async throws { try await store.catchUp() }

    package func read<Value: Sendable>(_ view: @escaping @Sendable (ConferenceState) -> Value) async -> Value {
        await store.read(view)
    }
}
