// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Glibc
import Printing
import Rehearsal
import SQLiteStore

/// A copy of the event in a folder of its own: its places, badges, printers and list, and nothing that reaches out.
///
/// It has a badge key of its own, so that no door of the event accepts a badge of the rehearsal.
struct RehearsalCopy {
    let folder: URL
    let setup: ApplianceSetup
    let store: SQLiteStore
    /// Where each virtual printer listens and its papers land; none where the event's own print.
    let virtualPrinters: [VirtualPrinter]

    struct VirtualPrinter {
        let id: PrinterID
        let port: Int
        let tray: URL
    }

    var config: String { folder.appending(path: "lanyard.toml").path }

    /// What of `event.toml` takes part: no webhooks, no certificate, no backups, no clock that ends anything.
    private static let tables: Set = [
        "event", "code_of_conduct", "admission", "badge_templates", "attendee", "places", "printers", "desks", "cards",
    ]
    private static let eventKeys: Set = [
        "id", "name", "days", "opens", "closes", "time_zone", "badge_template", "when_closed", "unseen_after_minutes",
    ]

    /// The virtual printers have a socket in it, whose path may have 107 bytes.
    private static var longestPath: Int { 80 }

    /// Makes the folder, readable by its owner alone; whoever makes it removes it.
    static func makeFolder() throws -> URL {
        let parent = FileManager.default.temporaryDirectory.path
        var template = Array("\(parent)/lanyard-rehearsal-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw ApplianceError("\(parent) cannot be written, where the copy of the event would be.")
        }
        let path = String(decoding: template.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        guard path.utf8.count <= longestPath else {
            // It is empty still.
            rmdir(path)
            throw ApplianceError("The path of \(parent) is too long: set TMPDIR to a shorter one, such as /tmp.")
        }
        return URL(filePath: path)
    }

    /// Copies the event into `folder`, with a list of these people.
    init(of setup: ApplianceSetup, in folder: URL, people: [Registration], printers: RehearsalOptions.Printers)
        async throws
    {
        self.folder = folder
        let port = try FreePort.find()
        var virtual: [VirtualPrinter] = []
        if printers == .virtual {
            for (number, printer) in setup.eventFile.printers.enumerated() {
                let tray = folder.appending(path: "printer-\(number + 1)")
                virtual.append(VirtualPrinter(id: printer.id, port: try FreePort.find(), tray: tray))
            }
        }
        virtualPrinters = virtual
        try Self.write(Self.eventText(setup, virtual), to: folder.appending(path: "event.toml"))
        try Self.write(Self.applianceText(setup, port: port), to: folder.appending(path: "lanyard.toml"))
        self.setup = try ApplianceSetup(configPath: folder.appending(path: "lanyard.toml").path)
        store = try self.setup.openStore(creating: true)
        try await store.editRoster { _ in (people, ()) }
        _ = try await store.badgeKey()
    }

    private static func write(_ text: String, to file: URL) throws {
        try Data(text.utf8).write(to: file)
        guard chmod(file.path, 0o600) == 0 else { throw ApplianceError("\(file.path) cannot be kept to its owner.") }
    }

    private static func applianceText(_ setup: ApplianceSetup, port: Int) -> String {
        var root: [String: TOMLNode] = [
            "event": .text("event.toml"), "database": .text("lanyard.sqlite"),
            "http": .table(["host": .text("127.0.0.1"), "port": .integer(port)]),
            "log": .table(["level": .text("warning")]),
        ]
        if let templates = setup.appliance.templates {
            root["templates"] = .text(templates.standardizedFileURL.path)
        }
        return TOMLWriter.document(root)
    }

    private static func eventText(_ setup: ApplianceSetup, _ virtual: [VirtualPrinter]) throws -> String {
        let bytes = try ApplianceSetup.read(setup.appliance.event, "")
        var root = try TOMLDocument(parsing: bytes).root.filter { tables.contains($0.key) }
        if case .table(let event) = root["event"] {
            root["event"] = .table(event.filter { eventKeys.contains($0.key) })
        }
        // Seats are released by the clock of the day itself.
        if case .table(let admission) = root["admission"] {
            root["admission"] = .table(admission.filter { $0.key != "release_at" })
        }
        // The doors are open whenever it is rehearsed.
        root["places"] = tablesOf(root["places"]).map { places in
            .list(places.map { .table($0.filter { $0.key != "hours" }) })
        }
        if !virtual.isEmpty {
            root["printers"] = tablesOf(root["printers"]).map { printers in
                .list(
                    zip(printers, virtual).map { printer, virtual in
                        var printer = printer.filter { !["uri", "queue"].contains($0.key) }
                        printer["uri"] = .text("ipp://localhost:\(virtual.port)/ipp/print")
                        return .table(printer)
                    })
            }
        }
        return TOMLWriter.document(root)
    }

    private static func tablesOf(_ node: TOMLNode?) -> [[String: TOMLNode]]? {
        guard case .list(let nodes) = node else { return nil }
        return nodes.compactMap {
            guard case .table(let table) = $0 else { return nil }
            return table
        }
    }
}

/// Ports of this machine that nobody listens on.
enum FreePort {
    static func find() throws -> Int {
        for _ in 0..<200 {
            // Below those that the system hands out to connections, so that it stays free meanwhile.
            let port = Int.random(in: 20_000..<32_000)
            if isFree(port) { return port }
        }
        throw ApplianceError("This machine has no free port to rehearse on.")
    }

    private static func isFree(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
