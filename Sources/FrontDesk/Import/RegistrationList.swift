// SPDX-License-Identifier: Apache-2.0

package import struct Conference.RegistrationDetails

/// What a CSV file says, row by row, before it is compared with the list that is there.
package struct RegistrationList: Equatable, Sendable {
    /// What the file has columns for; everything else in the rows' details is a default.
    package var fields: Set<RegistrationField>
    package var rows: [RegistrationRow]
    package var rejected: [RejectedRow]
    /// What the file calls the columns that nothing is taken from; a name that was mistyped is among them.
    package var passedOver: [String] = []

    package init(fields: Set<RegistrationField>, rows: [RegistrationRow], rejected: [RejectedRow] = []) {
        self.fields = fields
        self.rows = rows
        self.rejected = rejected
    }
}

/// One person as a line of the file describes them.
package struct RegistrationRow: Equatable, Sendable {
    /// The line on which the row begins, counted from 1.
    package var line: Int
    package var details: RegistrationDetails

    package init(line: Int, details: RegistrationDetails) {
        self.line = line
        self.details = details
    }
}

/// A row that was not imported, and why.
package struct RejectedRow: Equatable, Sendable {
    package var line: Int
    /// Names columns, lines and allowed words, never what stands in the row.
    package var reason: String
    /// Kept so that the row's companions under the same order code are not taken for it.
    var orderCode: String?

    init(line: Int, reason: String, orderCode: String? = nil) {
        self.line = line
        self.reason = reason
        self.orderCode = orderCode
    }
}

extension RejectedRow: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "line \(line): \(reason)" }
    package var debugDescription: String { description }
}

extension RegistrationList {
    /// Reads a registration list out of the bytes of a CSV file.
    ///
    /// UTF-8, or UTF-16 with a byte order mark; commas, semicolons or tabs. Throws only when the file as a whole cannot
    /// be a list; a row that cannot be a registration is in `rejected`.
    package init(csv bytes: [UInt8]) throws(ImportError) {
        let text = try CSVText.utf8(of: bytes)
        var (reader, columns) = try RegistrationColumns.openList(text)
        self.init(fields: columns.fields, rows: [])
        passedOver = columns.passedOver
        let rowReader = RegistrationRowReader(columns: columns)
        while let record = try reader.next() {
            guard !record.isBlank else { continue }
            guard rows.count + rejected.count < ImportLimits.rows else {
                throw ImportError(
                    .tooManyRows, line: record.line, "The list has more than \(ImportLimits.rows) rows. Split it.")
            }
            switch rowReader.read(record) {
            case .success(let details): rows.append(RegistrationRow(line: record.line, details: details))
            case .failure(let rejection): rejected.append(rejection.row(record, columns: columns))
            }
        }
    }
}

/// What a list may hold, far above what events have and far below what would hurt the box.
enum ImportLimits {
    static let bytes = 50_000_000
    static let columns = 200
    static let rows = 200_000
    static let cellBytes = 4_000
}
