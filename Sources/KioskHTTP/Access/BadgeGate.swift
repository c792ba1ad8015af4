// SPDX-License-Identifier: Apache-2.0

import Conference
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// Who asks with a badge instead of as a station.
struct BadgeBearer: Sendable {
    let registration: RegistrationID
    /// The badge's text as it came.
    let badge: String
}

/// Knows people by the badge in their request's `Lanyard-Badge`: a live badge of somebody who is checked in, or nobody.
///
/// Whoever shows another learns nothing of why. The badge is in a header that no other site can make a browser send, and
/// in no address, so that it is in no log and no referrer.
final class BadgeGate<Store: Journal, Key: BadgeVerifier>: Sendable {
    private let store: Store
    private let reader: BadgeReader<Key>
    private let limits: RateLimits
    /// The texts that were a genuine badge once: they cost no check of a signature, and wait for nobody's sake.
    private let seen = Mutex<Set<String>>([])

    private static var header: HTTPField.Name? { HTTPField.Name("Lanyard-Badge") }

    init(store: Store, event: Slug<Event>, verifier: Key, limits: RateLimits) {
        self.store = store
        self.limits = limits
        reader = BadgeReader(event: event, verifier: verifier)
    }

    /// The person who asks; throws the same refusal whatever is wrong with the badge.
    func bearer(of request: Request, _ context: KioskContext) async throws -> BadgeBearer {
        let text = Self.header.flatMap { request.headers[$0] } ?? ""
        // Nothing was tried.
        guard !text.isEmpty else { throw Problem.badgeNotValid }
        let isSeen = seen.withLock { $0.contains(text) }
        // A badge cannot be guessed; this keeps who tries from costing the others. Many phones share an address.
        if !isSeen { try limits.useBadge(from: context.address) }
        guard let person = await person(with: text) else { throw Problem.badgeNotValid }
        if !isSeen { limits.forgiveBadge(from: context.address) }
        return BadgeBearer(registration: person, badge: text)
    }

    private func person(with text: String) async -> RegistrationID? {
        let reading = reader.read(text)
        guard case .genuine = reading else { return nil }
        // As pages send it; whoever writes a badge in other ways is not remembered by each of them.
        if text.utf8.allSatisfy(Base32.isInAlphabet) { seen.withLock { _ = $0.insert(text) } }
        return await store.read { state in
            guard case .success(let badge) = state.holder(of: reading) else { return nil }
            return badge.registration
        }
    }
}

extension Problem {
    static let badgeNotValid = Problem(.unauthorized, "badgeNotValid", "This badge opens nothing here.")
}
