// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation

/// What in the list makes a desk stop and think.
struct ListCheck {
    private let people: [Registration]

    init(_ people: [Registration]) {
        self.people = people
    }

    var count: Int { people.count }

    var findings: [Doctor.Finding] {
        guard !people.isEmpty else {
            return [.mustFix("Nobody is on it. Import the list: lanyard import <file.csv>")]
        }
        return doubled + namesakes + incomplete + waitlist
    }

    /// Whoever may come: the declined are not looked for at the desk.
    private var expected: [Registration] { people.filter { $0.details.status != .declined } }

    private var doubled: [Doctor.Finding] {
        let codes = Dictionary(grouping: people.filter { $0.details.orderCode != nil }) {
            "\($0.details.orderCode ?? "")\n\($0.details.orderPosition ?? "")"
        }
        return codes.values.filter { $0.count > 1 }.map(Self.inOrder).sorted { $0.first ?? "" < $1.first ?? "" }.map {
            .hint(
                "One order code for several people, so that it finds no single one: \($0.joined(separator: ", ")). "
                    + "Have the list number an order's people.")
        }
    }

    private var namesakes: [Doctor.Finding] {
        let names = Dictionary(grouping: expected) { Self.folded($0.details.badgeName) }
        return names.values.filter { $0.count > 1 }.map(Self.inOrder).sorted { $0.first ?? "" < $1.first ?? "" }.map {
            .hint(
                "The same name on several badges: \($0.joined(separator: ", ")). "
                    + "Tell the desk to ask for the order code or the affiliation.")
        }
    }

    private var incomplete: [Doctor.Finding] {
        let withoutCode = expected.filter { $0.details.orderCode == nil }
        let withoutEmail = expected.filter { $0.details.email == nil }
        var findings: [Doctor.Finding] = []
        if !withoutCode.isEmpty {
            findings.append(
                .hint("\(withoutCode.count) people have no order code: the desk finds them by their names alone."))
        }
        if !withoutEmail.isEmpty {
            findings.append(
                .hint("\(withoutEmail.count) people have no e-mail address, which tells namesakes apart."))
        }
        return findings
    }

    /// Seats are given away in the list's order, so it has to have one.
    private var waitlist: [Doctor.Finding] {
        var positions: [Int] = []
        var unplaced = 0
        for person in people {
            guard case .waitlisted(let position) = person.details.status else { continue }
            if let position { positions.append(position) } else { unplaced += 1 }
        }
        let sorted = positions.sorted()
        var findings: [Doctor.Finding] = []
        if unplaced > 0 {
            findings.append(
                .hint("\(unplaced) people of the waiting list have no position, and come after all others."))
        }
        let twice = Set(zip(sorted, sorted.dropFirst()).filter { $0 == $1 }.map(\.0)).sorted()
        if !twice.isEmpty {
            findings.append(.hint("Positions \(Self.list(twice)) of the waiting list are there more than once."))
        }
        // Positions far beyond the list are no waiting list's: numbers of orders, say.
        if let last = sorted.last, last < 10 * people.count {
            let missing = Set(1...max(1, last)).subtracting(sorted).sorted()
            if !missing.isEmpty {
                findings.append(
                    .hint(
                        "Positions \(Self.list(missing)) of the waiting list are missing. "
                            + "Did the export leave somebody out?"))
            }
        }
        return findings
    }

    private static func inOrder(_ people: [Registration]) -> [String] {
        people.map { "\($0.details.orderCode ?? $0.id.description) \($0.details.badgeName)" }.sorted()
    }

    private static func list(_ numbers: [Int]) -> String {
        let shown = numbers.prefix(10).map(String.init).joined(separator: ", ")
        return numbers.count > 10 ? "\(shown) and \(numbers.count - 10) others" : shown
    }

    /// A name as people hear it called out: without case, accents and odd blanks.
    private static func folded(_ name: String) -> String {
        name.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
