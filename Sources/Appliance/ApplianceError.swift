// SPDX-License-Identifier: Apache-2.0

/// Why a command could not do what it was asked, in one sentence that says what to do.
package struct ApplianceError: Error, Equatable, Sendable, CustomStringConvertible {
    package let message: String
    /// What the layer below said, for whoever looks into it.
    package let cause: String?

    package init(_ message: String, cause: String? = nil) {
        self.message = message
        self.cause = cause
    }

    package var description: String { cause.map { "\(message) (\($0))" } ?? message }
}
