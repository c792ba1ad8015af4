// SPDX-License-Identifier: Apache-2.0

package import Conference
import Foundation
import FrontDesk
import Glibc
package import SQLiteStore

/// The event and the appliance as their files describe them, read once.
package struct ApplianceSetup: Sendable {
    package let event: Event
    let eventFile: EventFile
    let appliance: ApplianceFile
    let map: VenueMap?
    /// `lanyard.toml` itself.
    let file: URL

    /// Reads `lanyard.toml` at `configPath` and the event file that it names; `port` goes before the file's.
    package init(configPath: String, port: Int? = nil) throws(ApplianceError) {
        let config = URL(filePath: configPath)
        file = config
        let bytes = try Self.read(config, "Make an event first: lanyard init <folder>")
        do {
            var appliance = try ApplianceFile(parsing: bytes, in: config.deletingLastPathComponent())
            if let port { appliance.port = port }
            self.appliance = appliance
        } catch {
            throw ApplianceError("\(configPath) is not right; nothing was changed.\n\(error)")
        }
        let eventBytes = try Self.read(appliance.event, "\(configPath) names it as the event file.")
        do {
            eventFile = try EventFile(parsing: eventBytes)
        } catch {
            throw ApplianceError("\(appliance.event.path) is not right; nothing was changed.\n\(error)")
        }
        event = eventFile.event
        if let name = eventFile.map {
            map = try VenueMap(name, besides: appliance.event, places: event.places)
        } else {
            map = nil
        }
    }

    /// Where a browser on this network finds the screens.
    package var baseURL: String {
        let name = hostOfLinks
        return "\(speaksHTTPS ? "https" : "http")://\(name.contains(":") ? "[\(name)]" : name):\(appliance.port)"
    }

    /// What links call this box: the first name that it was given, or else its own.
    var hostOfLinks: String {
        let isEverywhere = ["0.0.0.0", "::"].contains(appliance.host)
        if isEverywhere { return appliance.names.first ?? ProcessInfo.processInfo.hostName }
        return appliance.host == "127.0.0.1" ? "localhost" : appliance.host
    }

    /// The ports on which the daemon listens, for people.
    var ports: String {
        [appliance.port, appliance.localPort].compactMap { $0.map(String.init) }.joined(separator: " or ")
    }

    /// Where posters that were handed in are kept: beside the database, which lies where this program may write.
    var posterFolder: URL { appliance.database.deletingLastPathComponent().appending(path: "posters") }

    /// Where the certificate authority of the appliance's own lies, if it has one.
    var authorityFolder: URL { appliance.database.deletingLastPathComponent().appending(path: "authority") }

    /// Where attendees' phones find the pages that are for them.
    package var phonesURL: String { eventFile.badgeAddress?.base ?? baseURL }

    /// Opens the event's database; only the import and the daemon may make a new one.
    package func openStore(
        creating: Bool = false, mostPerCommit: Int = SQLiteStore.usualMostPerCommit
    ) throws(ApplianceError) -> SQLiteStore {
        do {
            return try SQLiteStore(
                path: appliance.database.path, places: event.places.map(\.id), creating: creating,
                mostPerCommit: mostPerCommit)
        } catch let error as StoreError {
            throw ApplianceError(error.message, cause: error.cause)
        } catch {
            throw ApplianceError("\(appliance.database.path) cannot be used.", cause: String(describing: error))
        }
    }

    private static func trouble(reading file: URL, _ advice: String) -> String {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
        if isFolder.boolValue { return "is a folder. Name the file in it." }
        if exists { return "cannot be read. May this user read it?" }
        // Of what lies in a folder that this user may not enter nobody knows whether it exists.
        guard access(file.path, F_OK) != 0, errno == EACCES else { return "does not exist. \(advice)" }
        return "cannot be read. May this user read it? On an installed box: sudo lanyardctl"
    }

    /// The bytes of a file, or its first `limit`, which are more than whoever asks for them takes.
    static func read(_ file: URL, _ advice: String, upTo limit: Int = .max) throws(ApplianceError) -> [UInt8] {
        do {
            let handle = try FileHandle(forReadingFrom: file)
            // Closed or not, what was read is there.
            defer { try? handle.close() }
            return Array(try limit == .max ? handle.readToEnd() ?? Data() : handle.read(upToCount: limit) ?? Data())
        } catch {
            throw ApplianceError("\(file.path) \(trouble(reading: file, advice))")
        }
    }
}
