// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
package import Sealing

extension SQLiteStore {
    private static let keyName = "badge-key"

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
}
