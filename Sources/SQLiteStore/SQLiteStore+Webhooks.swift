// SPDX-License-Identifier: Apache-2.0

package import Conference
import GRDB

import struct Foundation.Date

extension SQLiteStore: AnnouncementLedger {
    package nonisolated func sessionFacts(after sequence: Int64) async throws -> [NumberedFact] {
        try await pool.read { db in
            // In the words of the index, which leaves out all the passages between.
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(RecordedFact.columns) FROM facts
                    WHERE kind >= 'session' AND kind < 'sessioo' AND sequence > ? ORDER BY sequence
                    """, arguments: [sequence]
            ).map { row in
                let recorded = try RecordedFact(row)
                return NumberedFact(sequence: recorded.sequence, fact: recorded.fact)
            }
        }
    }

    package nonisolated func cursor(of webhook: WebhookID) async throws -> WebhookCursor {
        if let cursor = try await pool.read({ try Self.cursor(of: webhook, $0) }) { return cursor }
        return try await pool.write { db in
            try db.execute(
                literal: """
                    INSERT INTO webhook_cursors (webhook, delivered)
                    SELECT \(webhook.rawValue), coalesce(max(sequence), 0) FROM facts WHERE true
                    ON CONFLICT (webhook) DO NOTHING
                    """)
            guard let cursor = try Self.cursor(of: webhook, db) else { throw StoreError.unreadableCursor }
            return cursor
        }
    }

    package nonisolated func save(_ cursor: WebhookCursor, of webhook: WebhookID) async throws {
        try await pool.write { db in
            try db.execute(
                literal: """
                    UPDATE webhook_cursors SET delivered = \(cursor.delivered),
                      delivered_at = \(cursor.deliveredAt?.milliseconds), attempts = \(cursor.attempts),
                      in_doubt = \(cursor.isInDoubt), trouble = \(cursor.trouble?.kind.rawValue),
                      troubled_since = \(cursor.trouble?.since.milliseconds), skipped = \(cursor.skipped)
                    WHERE webhook = \(webhook.rawValue)
                    """)
        }
    }

    private static func cursor(of webhook: WebhookID, _ db: Database) throws -> WebhookCursor? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM webhook_cursors WHERE webhook = ?", arguments: [webhook.rawValue]
        ).map { try WebhookCursor($0) }
    }
}

extension WebhookCursor {
    fileprivate init(_ row: Row) throws {
        self.init(delivered: row["delivered"])
        deliveredAt = (row["delivered_at"] as Int64?).map { Date(milliseconds: $0) }
        attempts = row["attempts"]
        isInDoubt = row["in_doubt"]
        skipped = row["skipped"]
        guard let word = row["trouble"] as String?, let since = row["troubled_since"] as Int64? else { return }
        guard let kind = WebhookTrouble(rawValue: word) else { throw StoreError.unreadableCursor }
        trouble = Trouble(kind: kind, since: Date(milliseconds: since))
    }
}

extension StoreError {
    fileprivate static let unreadableCursor = StoreError(
        code: .damaged, message: "How far a webhook was told cannot be read.")
}
