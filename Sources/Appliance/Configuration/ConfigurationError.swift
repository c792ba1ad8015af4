// SPDX-License-Identifier: Apache-2.0

/// Everything that is wrong with a configuration file, so that it can be put right in one go.
package struct ConfigurationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// In the order of the file; never empty.
    package var problems: [ConfigurationProblem]

    package var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// One thing that is wrong in a configuration file.
package struct ConfigurationProblem: Equatable, Sendable, CustomStringConvertible {
    package enum Code: Sendable {
        case notText, syntax, unknownKey, missing, wrongType, badValue, duplicate
    }

    package var code: Code
    /// Where in the file's structure, such as `places[3].capacity`, counted from 0; empty for the file as a whole.
    package var path: String
    /// Counted from 1; that of the enclosing table where the value is missing.
    package var line: Int?
    /// What is expected and what was found.
    package var message: String

    package var description: String {
        let place = [path.isEmpty ? nil : path, line.map { "line \($0)" }].compactMap(\.self)
        return place.isEmpty ? message : "\(place.joined(separator: ", ")): \(message)"
    }
}
