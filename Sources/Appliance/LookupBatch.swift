// SPDX-License-Identifier: Apache-2.0

import Foundation
import PhotoID

/// Answers a file of queries against a file of registrations, both JSON Lines, for measuring the matcher.
///
/// A registration is `{"id", "given", "family", "full", "affiliation", "email"}`, a query `{"q", "input"}`; of a query
/// nothing else is read.
package struct LookupBatch {
    private let registrations: String
    private let queries: String

    package init(registrations: String, queries: String) {
        self.registrations = registrations
        self.queries = queries
    }

    private struct PersonLine: Decodable {
        let id: String
        let given: String?
        let family: String?
        let full: String?
        let affiliation: String?
        let email: String?

        var person: Person<String> {
            let parts = [given, family].compactMap { $0 }.filter { !$0.isEmpty }
            return Person(
                id: id, givenName: given, familyName: family, fullName: full ?? parts.joined(separator: " "),
                preferredName: nil, affiliation: affiliation, email: email, orderCode: nil)
        }
    }

    private struct QueryLine: Decodable {
        let q: Int
        let input: String
    }

    private struct AnswerLine: Encodable {
        let q: Int
        let ranked: [String]
        let decision: String
        let ms: Double
    }

    /// Calls `emit` with one line of JSON for each query: `{"q", "ranked", "decision", "ms"}`, and before that `report`
    /// with a sentence on the index.
    package func run(_ emit: (String) -> Void, report: (String) -> Void) async throws {
        let people = try lines(of: registrations, as: PersonLine.self).map(\.person)
        let memory = try residentMegabytes()
        let begun = ContinuousClock.now
        let index = await LookupIndex.reading(people)
        let spent = ContinuousClock.now - begun
        let seconds = (spent / .seconds(1)).formatted(.number.precision(.fractionLength(2)))
        report("index of \(people.count) people built in \(seconds) s, \(try residentMegabytes() - memory) MB")
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        for query in try lines(of: queries, as: QueryLine.self) {
            let start = ContinuousClock.now
            let result = index.lookUp(query.input)
            let spent = ContinuousClock.now - start
            let answer = AnswerLine(
                q: query.q, ranked: result.candidates.map(\.id), decision: result.decision.rawValue,
                ms: spent / .milliseconds(1))
            emit(String(decoding: try encoder.encode(answer), as: UTF8.self))
        }
    }

    /// What the process holds in memory (proc_pid_statm(5), the second number, in pages of 4096 bytes).
    private func residentMegabytes() throws -> Int {
        let numbers = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return (Int(numbers[1]) ?? 0) * 4096 / 1_000_000
    }

    private func lines<Line: Decodable>(of path: String, as type: Line.Type) throws -> [Line] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ApplianceError("\(path) cannot be read. Is the name right?")
        }
        let decoder = JSONDecoder()
        return try data.split(separator: UInt8(ascii: "\n")).enumerated().map { number, line in
            do {
                return try decoder.decode(type, from: Data(line))
            } catch {
                throw ApplianceError("\(path), line \(number + 1): this is not the JSON that is expected there.")
            }
        }
    }
}
