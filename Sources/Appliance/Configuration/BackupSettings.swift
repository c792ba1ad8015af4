// SPDX-License-Identifier: Apache-2.0

import BadgeDesign

package import struct Foundation.URL

/// Where backups go, how often one is made and how many stay: `[backup]` in `lanyard.toml`.
package struct BackupSettings: Equatable, Sendable {
    package var folder: URL
    /// Whether it is the folder beside the database, and not one that somebody named.
    package var isUsualFolder: Bool
    package var everyMinutes = 15
    package var keep = 20
    /// What the roster beside each backup is printed on.
    var paper = RosterSheet.Paper.a4

    /// What holds where the file is silent.
    package init(besides database: URL) {
        folder = database.deletingLastPathComponent().appending(path: "backups")
        isUsualFolder = true
    }

    /// The table `[backup]`; without it nothing is made on a schedule.
    init?(reading root: TOMLReader, database: URL, path: TOMLExpectation<URL>) {
        guard root.has("backup") else { return nil }
        self.init(besides: database)
        let table = root.table("backup")
        if let folder = table.optional("folder", path) {
            self.folder = folder
            isUsualFolder = false
        }
        if let minutes = table.optional("every_minutes", .wholeNumber(1...1440)) { everyMinutes = minutes }
        if let keep = table.optional("keep", .wholeNumber(1...1000)) { self.keep = keep }
        if let paper = table.optional("paper", .choice(["a4": RosterSheet.Paper.a4, "letter": .letter])) {
            self.paper = paper
        }
        table.finish()
    }
}
