// SPDX-License-Identifier: Apache-2.0

package import Conference

extension ImportPlan {
    /// Finds out who of a file is on the list already.
    ///
    /// An order code, with the position where there is one, is a person's identity; several people under one code are
    /// told apart by name. Rows without a code are found by e-mail, else by name and affiliation. Importing a file
    /// twice, in whatever order of rows, changes nothing the second time.
    ///
    /// People who were put on the list at the desk (`walkIns`) are none of the file's: no row is taken for one of them,
    /// so that none of them loses the seat to an older list. What stands on the badges of people in `corrected` stays as
    /// the desk made it.
    package init(
        importing list: RegistrationList, into everybody: [Registration], sparing walkIns: Set<RegistrationID> = [],
        keepingBadgesOf corrected: Set<RegistrationID> = [],
        newID: () -> RegistrationID = { RegistrationID() }
    ) {
        self.init()
        let existing = everybody.filter { !walkIns.contains($0.id) }
        var matching = RegistrationMatching(list: list, existing: existing)
        matching.run()
        for (index, row) in list.rows.enumerated() {
            switch matching.outcomes[index] {
            case .rejected(let reason):
                rejected.append(RejectedRow(line: row.line, reason: reason, orderCode: row.details.orderCode))
            case .new: inserts.append(Registration(id: newID(), details: row.details))
            case .known(let known):
                let registration = existing[known]
                let fields =
                    corrected.contains(registration.id)
                    ? list.fields.subtracting(RegistrationField.onBadges) : list.fields
                let details = registration.details.updated(from: row.details, fields: fields)
                if details == registration.details {
                    unchanged.append(registration.id)
                } else {
                    updates.append(Registration(id: registration.id, details: details))
                }
            }
        }
        rejected = (list.rejected + rejected).sorted { $0.line < $1.line }
    }
}

/// Pairs the rows of a file with the registrations on the list, the surest pairs first.
///
/// Rows and registrations are indices throughout.
private struct RegistrationMatching {
    enum Outcome {
        case new
        case known(Int)
        case rejected(String)
    }

    private(set) var outcomes: [Outcome]
    private let list: RegistrationList
    private let registrations: [Registration]
    private let rows: [RegistrationKeys]
    private let existing: [RegistrationKeys]
    private let rejectedOrders: Set<String>
    private var open: [Int] = []
    private var isClaimed: [Bool]

    init(list: RegistrationList, existing: [Registration]) {
        self.list = list
        registrations = existing
        rows = list.rows.map { RegistrationKeys($0.details) }
        self.existing = existing.map { RegistrationKeys($0.details) }
        rejectedOrders = Set(list.rejected.compactMap { $0.orderCode?.uppercased() })
        outcomes = Array(repeating: .new, count: rows.count)
        isClaimed = Array(repeating: false, count: existing.count)
    }

    mutating func run() {
        rejectDuplicates()
        matchPositions()
        matchUnchanged { $0.orderCode != nil }
        matchOrders()
        adoptOrderless()
        matchUnchanged { _ in true }
        matchEmails()
        matchNames()
    }

    private mutating func rejectDuplicates() {
        var first: [RowIdentity: Int] = [:]
        for row in rows.indices {
            let identity = RowIdentity(rows[row])
            if let line = first[identity] {
                outcomes[row] = .rejected("the same \(identity.words) as on line \(line)")
            } else {
                first[identity] = list.rows[row].line
                open.append(row)
            }
        }
    }

    // MARK: - The steps, from the surest

    private mutating func matchPositions() {
        let known = candidates { keys in keys.orderCode.flatMap { code in keys.orderPosition.map { [code, $0] } } }
        for row in open {
            guard let code = rows[row].orderCode, let position = rows[row].orderPosition else { continue }
            if let match = known[[code, position]]?.first(where: { !isClaimed[$0] }) { claim(match, for: row) }
        }
        dropSettled()
    }

    /// Pairs rows with registrations of which they say nothing new.
    ///
    /// Before any change is considered, so that a list that comes again always finds what it made the first time,
    /// whichever of the other steps that took.
    private mutating func matchUnchanged(where isDue: (RegistrationKeys) -> Bool) {
        let known = candidates { $0.name }
        for row in open where isDue(rows[row]) {
            let details = list.rows[row].details
            let match = known[rows[row].name]?.first { candidate in
                let old = registrations[candidate].details
                return !isClaimed[candidate] && old.updated(from: details, fields: list.fields) == old
            }
            if let match { claim(match, for: row) }
        }
        dropSettled()
    }

    private mutating func matchOrders() {
        let known = candidates(by: \.orderCode)
        for (code, group) in groups(by: \.orderCode) {
            pair(group, with: known[code] ?? [], sameAs: "order code", renames: !rejectedOrders.contains(code)) {
                $0.sharesOrder(with: $1)
            }
        }
        dropSettled()
    }

    /// Finds people who were listed before they had an order, by e-mail and name together.
    private mutating func adoptOrderless() {
        let known = candidates { keys in keys.orderCode == nil ? keys.email.map { [$0, keys.name] } : nil }
        for row in open where rows[row].orderCode != nil {
            guard let email = rows[row].email else { continue }
            let matches = known[[email, rows[row].name]]?.filter { !isClaimed[$0] } ?? []
            if let match = matches.first { claim(match, for: row) }
        }
        open.removeAll { rows[$0].orderCode != nil }
    }

    private mutating func matchEmails() {
        let known = candidates(by: \.email)
        for (email, group) in groups(by: \.email) {
            pair(group, with: known[email] ?? [], sameAs: "e-mail", renames: true) { _, _ in true }
        }
        open.removeAll { rows[$0].email != nil }
    }

    private mutating func matchNames() {
        let known = candidates { $0.name }
        for row in open {
            let matches = (known[rows[row].name] ?? []).filter { candidate in
                !isClaimed[candidate]
                    && (!list.fields.contains(.affiliation) || existing[candidate].affiliation == rows[row].affiliation)
            }
            settle(row, among: matches, sameAs: "name")
        }
    }

    // MARK: - Parts of the steps

    /// Pairs rows and registrations that share a key: by name, then the only two that are left over.
    private mutating func pair(
        _ group: [Int], with candidates: [Int], sameAs key: String, renames: Bool,
        compatible: (RegistrationKeys, RegistrationKeys) -> Bool
    ) {
        let namesakes = Dictionary(grouping: candidates) { existing[$0].name }
        var left: [Int] = []
        for row in group {
            let matches = (namesakes[rows[row].name] ?? []).filter {
                !isClaimed[$0] && compatible(rows[row], existing[$0])
            }
            if matches.isEmpty { left.append(row) } else { settle(row, among: matches, sameAs: "\(key) and name") }
        }
        let unclaimed = candidates.filter { !isClaimed[$0] }
        guard renames, left.count == 1, unclaimed.count == 1, compatible(rows[left[0]], existing[unclaimed[0]]) else {
            return
        }
        claim(unclaimed[0], for: left[0])
    }

    private mutating func settle(_ row: Int, among matches: [Int], sameAs key: String) {
        switch matches.count {
        case 0: break
        case 1: claim(matches[0], for: row)
        default:
            outcomes[row] = .rejected("\(matches.count) people on the list have the same \(key); tell them apart")
        }
    }

    private mutating func claim(_ registration: Int, for row: Int) {
        isClaimed[registration] = true
        outcomes[row] = .known(registration)
    }

    private mutating func dropSettled() {
        open.removeAll { row in
            if case .new = outcomes[row] { false } else { true }
        }
    }

    private func candidates<Key: Hashable>(by key: (RegistrationKeys) -> Key?) -> [Key: [Int]] {
        existing.indices.reduce(into: [:]) { groups, index in
            if let key = key(existing[index]) { groups[key, default: []].append(index) }
        }
    }

    /// The rows that are still open and have the key, together where it is the same, in the order of the file.
    private func groups(by key: (RegistrationKeys) -> String?) -> [(key: String, rows: [Int])] {
        var places: [String: Int] = [:]
        var groups: [(key: String, rows: [Int])] = []
        for row in open {
            guard let key = key(rows[row]) else { continue }
            if let place = places[key] {
                groups[place].rows.append(row)
            } else {
                places[key] = groups.count
                groups.append((key, [row]))
            }
        }
        return groups
    }
}
