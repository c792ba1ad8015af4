// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import Printing
import Programme
import SQLiteStore
import Sealing

/// Makes what print jobs are of: badges, and sessions' cards.
struct PrintShop: PrintDocumentSource {
    let badges: BadgePress<SQLiteStore, BadgeKey>
    let cards: SessionCardPress
    let store: SQLiteStore
    let event: Event
    /// Where attendees' phones find the pages that cards lead to.
    let phonesURL: String

    func document(for job: PrintJob, as form: PrintForm) async throws -> PrintDocument {
        switch job.subject {
        case .badge(let serial):
            return try await badges.document(serial, as: form, jobName: job.id.description)
        case .card(let session):
            guard let card = try await SessionCard(of: session, in: store, at: event, baseURL: phonesURL) else {
                throw NothingToSay()
            }
            return try await cards.document(
                topic: card.title, room: card.room, time: card.time, host: card.host, page: card.page, as: form,
                jobName: job.id.description)
        }
    }

    /// What the session said was taken away since its card was asked for.
    private struct NothingToSay: Error {}
}
