// SPDX-License-Identifier: Apache-2.0

import Conference

/// What is searched for once it was erased; in memory alone.
struct PersonalWords {
    /// Everything that people are called and that they wrote.
    private(set) var all: Set<String> = []
    /// What tells of somebody wherever it stands: whole names, e-mail addresses, order codes.
    private(set) var telling: Set<String> = []

    mutating func add(_ registration: Registration) {
        let details = registration.details
        add(
            details.givenName, details.familyName, details.preferredName, details.affiliation, details.poster?.title,
            details.dietaryNeeds, details.fullName, details.email, details.orderCode)
        for word in [details.fullName, details.email, details.orderCode].compactMap({ $0 }) where Self.isLong(word) {
            // One name alone may be any word.
            if word.contains(" ") || word.contains("@") || word.contains(where: \.isNumber) { telling.insert(word) }
        }
    }

    mutating func add(_ words: String?...) {
        for word in words.compactMap({ $0 }) where Self.isLong(word) { all.insert(word) }
    }

    /// What people wrote, line by line: a line may stand by itself in what is left of a page.
    mutating func add(text: String?) {
        for line in (text ?? "").split(whereSeparator: \.isNewline) { add(String(line)) }
    }

    /// Shorter words stand by chance in any file.
    private static func isLong(_ word: String) -> Bool { word.count >= 4 || word.utf8.count >= 6 }
}
