// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
package import Sealing

extension SQLiteStore {
    static let keyName = "badge-key"

    /// The event's badge key, made when first asked for and kept with the data that it signs.
    package func badgeKey() throws -> BadgeKey {
        let bytes = try pool.write { db in
            try db.execute(
                literal: """
                    INSERT INTO settings (name, value)
                    VALUES (\(Self.keyName), \(FoundationData(BadgeKey().rawRepresentation)))
                    ON CONFLICT (name) DO NOTHING
                    """)
            return try FoundationData.fetchOne(
                db, sql: "SELECT value FROM settings WHERE name = ?", arguments: [Self.keyName])
        }
        guard let key = BadgeKey(rawRepresentation: Array(bytes ?? FoundationData())) else {
            throw StoreError(code: .damaged, message: "The event's badge key cannot be read. Restore a backup.")
        }
        return key
    }

    static let aliasKeyName = "alias-key"

    /// The key that makes up aliases, made in the transaction of the decision that first asks for one.
    func aliasKey(_ db: Database) throws -> AliasKey {
        if let aliasKey { return aliasKey }
        try db.execute(
            literal: """
                INSERT INTO settings (name, value)
                VALUES (\(Self.aliasKeyName), \(FoundationData(AliasKey().rawRepresentation)))
                ON CONFLICT (name) DO NOTHING
                """)
        let bytes = try FoundationData.fetchOne(
            db, sql: "SELECT value FROM settings WHERE name = ?", arguments: [Self.aliasKeyName])
        guard let key = AliasKey(rawRepresentation: Array(bytes ?? FoundationData())) else {
            throw StoreError(code: .damaged, message: "The event's alias key cannot be read. Restore a backup.")
        }
        aliasKey = key
        return key
    }
}
