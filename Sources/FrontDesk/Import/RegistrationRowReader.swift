// SPDX-License-Identifier: Apache-2.0

import Conference

/// Why a row is no registration.
struct RowRejection: Error {
    let reason: String

    func row(_ record: CSVRecord, columns: RegistrationColumns) -> RejectedRow {
        RejectedRow(line: record.line, reason: reason, orderCode: columns.value(.orderCode, in: record)?.text)
    }
}

/// Makes a registration's details of a row of cells.
struct RegistrationRowReader {
    let columns: RegistrationColumns

    func read(_ record: CSVRecord) -> Result<RegistrationDetails, RowRejection> {
        Result { () throws(RowRejection) in try details(of: record) }
    }

    private func details(of record: CSVRecord) throws(RowRejection) -> RegistrationDetails {
        try checkShape(of: record)
        let text = { (field: RegistrationField) throws(RowRejection) in try self.text(field, in: record) }
        let names = try RowNames(
            full: text(.fullName), given: text(.givenName), family: text(.familyName),
            fullMayBeFamily: columns.nameMayBeFamilyName)
        let orderCode = try text(.orderCode)
        return RegistrationDetails(
            fullName: names.full, givenName: names.given, familyName: names.family,
            preferredName: try text(.preferredName), orderCode: orderCode,
            // Without its order a position tells nobody apart.
            orderPosition: orderCode == nil ? nil : try text(.orderPosition), pronouns: try text(.pronouns),
            email: try text(.email).flatMap { MailCell($0).address } ?? names.address,
            affiliation: try text(.affiliation),
            role: try word(.role, in: record, RegistrationWords.roles, allowed: Self.allowedRoles) ?? .attendee,
            status: try status(in: record), poster: try poster(in: record), dietaryNeeds: try text(.dietaryNeeds),
            livestreamConsent: try word(
                .livestreamConsent, in: record, RegistrationWords.answers, allowed: "yes and no"))
    }

    private static let allowedRoles = "attendee, speaker, volunteer and organizer"

    private func checkShape(of record: CSVRecord) throws(RowRejection) {
        if record.hasStrayQuote {
            let place = record.lastLine == record.line ? "" : " between here and line \(record.lastLine)"
            throw RowRejection(
                reason: "text follows a closing quotation mark\(place); double the quotation marks inside a cell")
        }
        let extra = record.cells.dropFirst(columns.count)
        guard record.cellCount == record.cells.count, extra.allSatisfy(\.isBlank) else {
            throw RowRejection(
                reason: "the row has more cells than the header has columns; put a cell with a separator in quotes")
        }
    }

    private func text(_ field: RegistrationField, in record: CSVRecord) throws(RowRejection) -> String? {
        guard let (text, title) = columns.value(field, in: record) else { return nil }
        guard text.utf8.count <= ImportLimits.cellBytes else {
            throw RowRejection(reason: "\(title): longer than \(ImportLimits.cellBytes) bytes")
        }
        return text
    }

    private func word<Meaning>(
        _ field: RegistrationField, in record: CSVRecord, _ meanings: [String: Meaning], allowed: String
    ) throws(RowRejection) -> Meaning? {
        guard let (text, title) = columns.value(field, in: record) else { return nil }
        guard let meaning = meanings[text.foldedWord] else {
            throw RowRejection(reason: "\(title): not a known word; allowed are \(allowed)")
        }
        return meaning
    }

    /// Blank means accepted, unless the row has a place on the waitlist.
    private func status(in record: CSVRecord) throws(RowRejection) -> RegistrationStatus {
        let stated = try word(
            .status, in: record, RegistrationWords.statuses, allowed: "accepted, waitlisted and declined")
        switch stated {
        case .accepted?, .declined?:
            // A position that was left over from before the decision.
            return stated ?? .accepted
        case .waitlisted?, nil:
            let position = try waitlistPosition(in: record)
            return position == nil ? stated ?? .accepted : .waitlisted(position: position)
        }
    }

    private func waitlistPosition(in record: CSVRecord) throws(RowRejection) -> Int? {
        guard let (text, title) = columns.value(.waitlistPosition, in: record) else { return nil }
        guard let position = Int(text), (1...1_000_000).contains(position) else {
            throw RowRejection(reason: "\(title): expected a whole number from 1 to 1000000")
        }
        return position
    }

    /// A poster without a session hangs in both: who has one poster shows it twice.
    private func poster(in record: CSVRecord) throws(RowRejection) -> Poster? {
        let sessions = try word(.posterSession, in: record, RegistrationWords.posterSessions, allowed: "1, 2 and both")
        if let title = try text(.posterTitle, in: record) { return Poster(title: title, sessions: sessions ?? [1, 2]) }
        guard sessions != nil, let column = columns.value(.posterSession, in: record)?.title else { return nil }
        throw RowRejection(reason: "\(column): the row has a poster session and no poster title")
    }
}

/// The names in a row, put together from however many columns the list has for them.
private struct RowNames {
    let full: String
    let given: String?
    let family: String?
    /// An address that stood in the column of names, as `Name <address>`.
    let address: String?

    init(full: String?, given: String?, family: String?, fullMayBeFamily: Bool) throws(RowRejection) {
        let cell = full.map { MailCell($0) }
        var (full, family) = (cell?.name, family)
        if fullMayBeFamily, let name = full, let given, !name.foldedWord.contains(given.foldedWord) {
            (full, family) = (nil, name)
        }
        let joined = [given, family].compactMap(\.self).joined(separator: " ")
        guard let name = full ?? joined.cellText else { throw RowRejection(reason: "the row has no name") }
        self.full = name
        self.given = given
        self.family = family
        address = cell?.address
    }
}
