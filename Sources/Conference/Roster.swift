// SPDX-License-Identifier: Apache-2.0

/// The registration list.
package protocol Roster: Sendable {
    func registration(_ id: RegistrationID) async throws -> Registration?

    /// Everybody, in the order in which they were first imported.
    func registrations() async throws -> [Registration]

    /// A number that grows with every change of the list, for those who hold an index of it.
    func rosterRevision() async -> Int

    /// Hands the whole list to `edit` and saves, in the same transaction, the registrations that it returns.
    ///
    /// A registration with an identifier that is on the list replaces the one there; others are added.
    func editRoster<Answer: Sendable>(
        _ edit: @escaping @Sendable ([Registration]) throws -> (saved: [Registration], answer: Answer)
    ) async throws -> Answer
}
