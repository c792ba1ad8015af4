// SPDX-License-Identifier: Apache-2.0

/// Why the database could not be used.
package struct StoreError: Error, Equatable, Sendable {
    package enum Code: Sendable {
        case missing
        case notADatabase
        case newerVersion
        case notWritable
        case notDurable
        case damaged
        case failed
    }

    package let code: Code
    /// What happened and what to do.
    package let message: String
    package let cause: String?

    package init(code: Code, message: String, cause: String? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }
}

extension StoreError {
    static func unreadableFact(_ sequence: Int64) -> StoreError {
        StoreError(code: .damaged, message: "Fact \(sequence) of the journal cannot be read.")
    }

    static let unreadableText = StoreError(
        code: .damaged, message: "What was written about the programme cannot be read.")
}
