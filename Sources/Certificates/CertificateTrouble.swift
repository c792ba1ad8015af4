// SPDX-License-Identifier: Apache-2.0

/// Why there is no certificate, in a sentence that says what to do.
package struct CertificateTrouble: Error, Equatable, Sendable {
    package enum Code: Sendable {
        /// A file is there and is not what was written there.
        case damaged
        /// Others on the machine may read a private key.
        case exposed
        /// The files cannot be read or written.
        case unavailable
        /// The machine's clock cannot be right.
        case clock
    }

    package let code: Code
    package let message: String
    /// What the system said.
    package let cause: String?

    init(_ code: Code, _ message: String, cause: String? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }
}
