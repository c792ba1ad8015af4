// SPDX-License-Identifier: Apache-2.0

/// Which column of a file holds what.
struct RegistrationColumns {
    struct Column {
        let index: Int
        /// The header as the file writes it; one of the aliases, hence nobody's data.
        let title: String
    }

    private let columns: [RegistrationField: [Column]]
    /// How many columns the header has.
    let count: Int
    /// What the header calls the columns that nothing is taken from, each name once.
    let passedOver: [String]

    init(header: CSVRecord) {
        var columns: [RegistrationField: [Column]] = [:]
        let words = header.cells.map(Self.foldedHeader)
        for field in RegistrationField.allCases {
            // By alias before position: an attendee's own address stands behind the buyer's in some exports.
            columns[field] = field.headers.flatMap { alias in
                words.indices.filter { words[$0] == alias }.map { index in
                    Column(index: index, title: header.cells[index].cellText ?? alias)
                }
            }
        }
        self.columns = columns.filter { !$0.value.isEmpty }
        count = header.cellCount
        let used = Set(columns.values.joined().map(\.index))
        let titles = header.cells.indices.filter { !used.contains($0) }.compactMap { header.cells[$0].cellText }
        var seen: Set<String> = []
        passedOver = titles.filter { seen.insert($0).inserted }
    }

    var fields: Set<RegistrationField> { Set(columns.keys) }

    /// Whether `Name` stands beside a column of first names and no other name, as in “Vorname; Name”.
    var nameMayBeFamilyName: Bool {
        columns[.givenName] != nil && columns[.familyName] == nil
            && columns[.fullName]?.allSatisfy { Self.foldedHeader($0.title) == "name" } == true
    }

    /// The field's value in a row: that of the first of its columns that has one there.
    func value(_ field: RegistrationField, in record: CSVRecord) -> (text: String, title: String)? {
        for column in columns[field] ?? [] where record.cells.indices.contains(column.index) {
            if let text = record.cells[column.index].cellText { return (text, column.title) }
        }
        return nil
    }

    /// A header as the aliases are written; `#` is a number sign, as in “Order #” and “Attendee #”.
    private static func foldedHeader(_ title: String) -> String {
        title.replacing("#", with: "no").foldedWord
    }
}

extension RegistrationColumns {
    /// Reads the header, and hands out a reader that stands before the first row.
    ///
    /// Of the delimiters, that one is taken under which most headers are known.
    static func openList(_ text: ArraySlice<UInt8>) throws(ImportError) -> (CSVReader, RegistrationColumns) {
        let hint = CSVDialect.separatorHint(in: text)
        var best: (reader: CSVReader, columns: RegistrationColumns)?
        var failure: ImportError?
        for delimiter in hint.map({ [$0.delimiter] }) ?? CSVDialect.delimiters {
            do throws(ImportError) {
                var reader = CSVReader(hint?.rest ?? text, delimiter: delimiter, line: hint == nil ? 1 : 2)
                let columns = try header(of: &reader)
                if columns.fields.count > best?.columns.fields.count ?? -1 { best = (reader, columns) }
            } catch {
                failure = failure ?? error
            }
        }
        if let best, failure == nil || !best.columns.fields.isEmpty {
            try best.columns.checkNames()
            return best
        }
        throw failure ?? ImportError(.empty, "The file is empty.")
    }

    private static func header(of reader: inout CSVReader) throws(ImportError) -> RegistrationColumns {
        while let record = try reader.next() {
            guard !record.isBlank else { continue }
            guard record.cellCount <= ImportLimits.columns else {
                throw ImportError(
                    .tooManyColumns, line: record.line, "The list has more than \(ImportLimits.columns) columns.")
            }
            return RegistrationColumns(header: record)
        }
        throw ImportError(.empty, "The file is empty.")
    }

    private func checkNames() throws(ImportError) {
        guard fields.isDisjoint(with: [.fullName, .givenName, .familyName]) else { return }
        throw ImportError(
            .noNameColumn,
            fields.isEmpty
                ? "The first row is no header of a registration list. It needs a column such as “Full name”, or “First name” and “Last name”."
                : "The list has no column of names. It needs one such as “Full name”, or “First name” and “Last name”.")
    }
}
