// SPDX-License-Identifier: Apache-2.0

/// Why a file is no registration list at all, so that nothing of it was imported.
package struct ImportError: Error, Equatable, Sendable {
    package enum Code: Sendable {
        case empty, notText, notUnicode, tooLarge, tooManyColumns, tooManyRows, unterminatedQuote, noNameColumn
    }

    package var code: Code
    /// The line where the trouble stands, counted from 1, where there is one.
    package var line: Int?
    /// What is wrong and what to do; holds nothing out of the file.
    package var message: String

    init(_ code: Code, line: Int? = nil, _ message: String) {
        self.code = code
        self.line = line
        self.message = message
    }
}

extension ImportError: CustomStringConvertible {
    package var description: String { line.map { "line \($0): \(message)" } ?? message }
}
