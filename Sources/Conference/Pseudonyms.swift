// SPDX-License-Identifier: Apache-2.0

/// Who stands in the journal, after an erasure, for people who stood there before it.
///
/// It lives in memory for as long as the journal is rewritten, and is stored nowhere. A person becomes several who
/// have nothing to do with each other: who is on the list, who went from room to room, who had meals, who was
/// interested in sessions and whose poster it was.
package struct Pseudonyms {
    enum Side: Hashable { case list, ways, meals, interest, posters }

    private struct Key<Value: Hashable>: Hashable {
        let side: Side
        let value: Value
    }

    /// Whom it is about; `nil` for everybody.
    private let person: RegistrationID?
    private let badges: Set<BadgeSerial>
    private var people: [Key<RegistrationID>: RegistrationID] = [:]
    private var serials: [Key<BadgeSerial>: BadgeSerial] = [:]
    private var jobs: [PrintJobID: PrintJobID] = [:]
    private var holders: [PINHolderID: PINHolderID] = [:]
    private var documents: [String: String] = [:]
    private var generator = SystemRandomNumberGenerator()

    /// For everybody.
    package init() {
        person = nil
        badges = []
    }

    /// For one person, and all badges that were ever theirs.
    package init(of person: RegistrationID, in state: ConferenceState) {
        self.person = person
        badges = Set(state.badges.values.lazy.filter { $0.registration == person }.map(\.serial))
    }

    private var isOfEverybody: Bool { person == nil }

    func covers(_ id: RegistrationID) -> Bool { person.map { $0 == id } ?? true }
    package func covers(_ badge: BadgeSerial) -> Bool { isOfEverybody || badges.contains(badge) }

    /// Who is on the list in the person's place.
    package mutating func listed(_ id: RegistrationID) -> RegistrationID { self.id(id, .list) }

    /// What the badge's serial is on the list's side.
    package mutating func issued(_ badge: BadgeSerial) -> BadgeSerial { serial(badge, .list) }

    /// What the job is called from now on that prints `badge`.
    package mutating func job(_ job: PrintJobID, of badge: BadgeSerial) -> PrintJobID {
        guard covers(badge) else { return job }
        return Self.value(of: job, in: &jobs) { PrintJobID() }
    }

    mutating func id(_ id: RegistrationID, _ side: Side) -> RegistrationID {
        guard covers(id) else { return id }
        return Self.value(of: Key(side: side, value: id), in: &people) { RegistrationID() }
    }

    mutating func serial(_ badge: BadgeSerial, _ side: Side) -> BadgeSerial {
        covers(badge) ? fresh(badge, side) : badge
    }

    /// Facts of ways may name a badge that is nobody's on the list: an alias's.
    mutating func passage(_ passage: Passage, _ side: Side) -> Passage {
        Passage(
            registration: id(passage.registration, side),
            badge: covers(passage.registration) ? fresh(passage.badge, side) : passage.badge, place: passage.place,
            letInBy: passage.letInBy.map { holder($0) })
    }

    /// A PIN's holder may be called by a name: a number will do, for the counts.
    mutating func holder(_ holder: PINHolderID) -> PINHolderID {
        guard isOfEverybody else { return holder }
        let number = holders.count + 1
        return Self.value(of: holder, in: &holders) { PINHolderID("volunteer-\(number)") ?? holder }
    }

    /// A document's digest finds the document, wherever it was published.
    mutating func document(_ digest: String, of person: RegistrationID) -> String {
        guard covers(person) else { return digest }
        let random = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        return Self.value(of: digest, in: &documents) {
            random.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
    }

    private mutating func fresh(_ badge: BadgeSerial, _ side: Side) -> BadgeSerial {
        let serial = BadgeSerial(using: &generator)
        return Self.value(of: Key(side: side, value: badge), in: &serials) { serial }
    }

    private static func value<Key: Hashable, Value>(
        of key: Key, in known: inout [Key: Value], or make: () -> Value
    ) -> Value {
        if let value = known[key] { return value }
        let value = make()
        known[key] = value
        return value
    }
}
