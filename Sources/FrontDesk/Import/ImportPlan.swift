// SPDX-License-Identifier: Apache-2.0

package import Conference

/// What an import does to the registration list: computed as a whole before anything is saved.
package struct ImportPlan: Equatable, Sendable {
    /// People who are not on the list yet, in the order of the file.
    package var inserts: [Registration] = []
    /// People on the list of whom the file says something new, as they will be.
    package var updates: [Registration] = []
    /// People on the list of whom the file says what is known.
    package var unchanged: [RegistrationID] = []
    /// Every row that is not imported, by line.
    package var rejected: [RejectedRow] = []

    package init() {}

    /// What is to be saved.
    package var saved: [Registration] { updates + inserts }
}

extension ImportPlan: CustomStringConvertible {
    package var description: String {
        "\(inserts.count) new, \(updates.count) updated, \(unchanged.count) unchanged, \(rejected.count) rejected"
    }
}
