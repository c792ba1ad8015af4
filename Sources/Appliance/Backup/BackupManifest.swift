// SPDX-License-Identifier: Apache-2.0

import Foundation
import SQLiteStore

/// What a backup says of itself, in `manifest.json` beside its files.
struct BackupManifest: Codable, Equatable, Sendable {
    /// The form of a backup; a program reads those that it knows.
    var format = BackupManifest.knownFormat
    /// The program that made it.
    var lanyard: String
    var event: String
    var eventName: String
    var madeAt: Date
    var head: Head
    var registrations: Int
    /// The steps of the schema that the database has gone through.
    var migrations: [String]
    var files: [File]

    static let knownFormat = 1
    static let fileName = "manifest.json"
    static let databaseName = "lanyard.sqlite"
    private static let mostBytes = 20_000_000

    /// Where the journal stood.
    struct Head: Codable, Equatable, Sendable {
        var sequence: Int64
        /// The hash of the last fact, in hexadecimal.
        var digest: String
        var recordedAt: Date?
    }

    struct File: Codable, Equatable, Sendable {
        /// From the backup's folder.
        var path: String
        var bytes: Int64
        var sha256: String

        /// Whether the path leads to a file inside the backup and nowhere else.
        var staysInside: Bool {
            let parts = path.split(separator: "/", omittingEmptySubsequences: false)
            return !path.contains("\0") && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
        }
    }

    init(event: String, eventName: String, madeAt: Date, database: DatabaseCopy, files: [File]) {
        lanyard = Release.version
        self.event = event
        self.eventName = eventName
        self.madeAt = madeAt
        head = Head(
            sequence: database.factCount, digest: database.digest, recordedAt: database.latestRecordedAt)
        registrations = database.registrationCount
        migrations = database.migrations
        self.files = files
    }

    /// Reads the manifest of the backup in `folder`.
    init(of folder: URL) throws(ApplianceError) {
        let file = folder.appending(path: Self.fileName)
        let bytes = try ApplianceSetup.read(file, "\(folder.path) is no backup.", upTo: Self.mostBytes)
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        do {
            self = try decoder.decode(Self.self, from: Data(bytes))
        } catch {
            throw ApplianceError("\(file.path) cannot be understood; was it made by a newer Lanyard, or cut short?")
        }
        guard format == Self.knownFormat else {
            throw ApplianceError("\(folder.path) was made by a newer Lanyard. Use that version.")
        }
        guard files.allSatisfy(\.staysInside), files.contains(where: { $0.path == Self.databaseName }) else {
            throw ApplianceError("\(file.path) names files that no backup has.")
        }
    }

    /// The manifest as it is written.
    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }
}
