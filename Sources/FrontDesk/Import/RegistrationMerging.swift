// SPDX-License-Identifier: Apache-2.0

import Conference

extension RegistrationDetails {
    /// These details with everything replaced that a list has columns for.
    ///
    /// What the list does not speak of stays: a list without roles makes nobody an attendee again.
    func updated(from row: RegistrationDetails, fields: Set<RegistrationField>) -> RegistrationDetails {
        var new = self
        new.fullName = row.fullName
        if !fields.isDisjoint(with: [.givenName, .familyName]) || row.fullName != fullName {
            new.givenName = row.givenName
            new.familyName = row.familyName
        }
        // Identifiers are only ever added: a blank one would make the next import take the person for somebody else.
        if let code = row.orderCode {
            new.orderCode = code
            new.orderPosition = row.orderPosition ?? (orderCode == nil ? nil : orderPosition)
        }
        if fields.contains(.preferredName) { new.preferredName = row.preferredName }
        if fields.contains(.pronouns) { new.pronouns = row.pronouns }
        if fields.contains(.email) { new.email = row.email }
        if fields.contains(.affiliation) { new.affiliation = row.affiliation }
        if fields.contains(.role) { new.role = row.role }
        if !fields.isDisjoint(with: [.status, .waitlistPosition]) { new.status = newStatus(row.status, fields) }
        if fields.contains(.posterTitle) { new.poster = row.poster }
        if fields.contains(.dietaryNeeds) { new.dietaryNeeds = row.dietaryNeeds }
        if fields.contains(.livestreamConsent) { new.livestreamConsent = row.livestreamConsent }
        return new
    }

    /// A list that says “waitlisted” and has no column for the position leaves the position as it is.
    private func newStatus(_ stated: RegistrationStatus, _ fields: Set<RegistrationField>) -> RegistrationStatus {
        if case .waitlisted = stated, case .waitlisted = status, !fields.contains(.waitlistPosition) { return status }
        return stated
    }
}
