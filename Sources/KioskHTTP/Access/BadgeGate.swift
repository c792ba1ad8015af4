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
    private let failures = Mutex(FailedAttempts())
    /// The texts that were a genuine badge once: they cost no check of a signature, and wait for nobody's sake.
    private let seen = Mutex<Set<String>>([])

    private static var header: HTTPField.Name? { HTTPField.Name("Lanyard-Badge") }

    init(store: Store, event: Slug<Event>, verifier: Key) {
        self.store = store
        reader = BadgeReader(event: event, verifier: verifier)
    }

    /// The person who asks; throws the same refusal whatever is wrong with the badge.
    func bearer(of request: Request, _ context: KioskContext) async throws -> BadgeBearer {
        let address = context.channel.remoteAddress?.ipAddress ?? ""
        let text = Self.header.flatMap { request.headers[$0] } ?? ""
        // Nothing was tried.
        guard !text.isEmpty else { throw Problem.badgeNotValid }
        let isSeen = seen.withLock { $0.contains(text) }
        if !isSeen, let pause = failures.withLock({ $0.pause(of: address, at: .now) }) {
            throw Problem.tooManyBadges(after: pause)
        }
        if let person = await person(with: text) { return BadgeBearer(registration: person, badge: text) }
        failures.withLock { $0.note(address, at: .now) }
        throw Problem.badgeNotValid
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

/// How many badges that are none came from each address of late.
///
/// A badge cannot be guessed; this keeps who tries from costing the others. Many phones may share one address, so that
/// it takes more than a few who were given new badges.
struct FailedAttempts {
    private static let most = 60
    private static let span: Duration = .seconds(60)
    private static let mostAddresses = 10_000

    private struct Window {
        var since: ContinuousClock.Instant
        var count: Int
    }

    private var windows: [String: Window] = [:]

    /// After how many seconds the address may try again, if not now.
    func pause(of address: String, at now: ContinuousClock.Instant) -> Int? {
        guard let window = windows[address], window.count >= Self.most else { return nil }
        let left = Self.span - window.since.duration(to: now)
        return left > .zero ? Int(left.components.seconds) + 1 : nil
    }

    mutating func note(_ address: String, at now: ContinuousClock.Instant) {
        if windows.count >= Self.mostAddresses {
            windows = windows.filter { $0.value.since.duration(to: now) < Self.span }
            if windows.count >= Self.mostAddresses { windows = [:] }
        }
        if let window = windows[address], window.since.duration(to: now) < Self.span {
            windows[address]?.count += 1
        } else {
            windows[address] = Window(since: now, count: 1)
        }
    }
}

extension Problem {
    static let badgeNotValid = Problem(.unauthorized, "badgeNotValid", "This badge opens nothing here.")

    static func tooManyBadges(after seconds: Int) -> Problem {
        Problem(
            .tooManyRequests, "tooManyBadges", "Too many badges from here were none. Wait a minute.",
            retryAfterSeconds: seconds)
    }
}
