// SPDX-License-Identifier: Apache-2.0

import Certificates

package import struct Foundation.URL

/// What `lanyard.toml` says: where the appliance keeps things and how it is reached.
package struct ApplianceFile: Equatable, Sendable {
    package var event: URL
    package var database: URL
    /// A folder whose templates go before those that Lanyard brings along; `nil` when there is none.
    package var templates: URL?
    package var host = "127.0.0.1"
    package var port = 8080
    /// Names and addresses of the box that it cannot know by itself, for its certificate.
    package var names: [String] = []
    /// Whether plain HTTP is wanted even where others on the network can listen.
    package var allowsPlainHTTP = false
    /// A port for browsers of this machine, which need no certificate there; `nil` for none.
    package var localPort: Int?
    package var logLevel = LogLevel.info
    package var logFormat = LogFormat.text
    /// `nil` when backups are made by hand alone.
    package var backup: BackupSettings?

    package enum LogLevel: String, CaseIterable, Sendable {
        case trace, debug, info, notice, warning, error, critical
    }

    /// How a line of the log is written.
    package enum LogFormat: String, CaseIterable, Sendable {
        /// `name=value` pairs, which people and programs read.
        case text
        case json
    }

    /// What holds when there is no file, or the file is silent.
    ///
    /// - Parameter folder: the folder in which the file stands, or would.
    package init(defaultsIn folder: URL) {
        event = folder.appending(path: "event.toml")
        database = folder.appending(path: "lanyard.sqlite")
    }

    /// Reads the bytes of an appliance file; the error holds everything that is wrong with them.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - folder: the folder in which the file stands; what it names is looked for from there.
    /// - Throws: `ConfigurationError`.
    package init(parsing bytes: [UInt8], in folder: URL) throws(ConfigurationError) {
        self.init(defaultsIn: folder)
        let document = try TOMLDocument(parsing: bytes)
        let report = TOMLReport(lines: document.lines)
        let root = TOMLReader(document.root, report: report)
        if let path = root.optional("event", .path(from: folder)) { event = path }
        if let path = root.optional("database", .path(from: folder)) { database = path }
        templates = root.optional("templates", .path(from: folder))
        backup = BackupSettings(reading: root, database: database, path: .path(from: folder))
        readHTTP(root.table("http"))
        readLog(root.table("log"))
        root.finish()
        guard report.isEmpty else { throw report.error }
    }

    private mutating func readHTTP(_ table: TOMLReader) {
        if let host = table.optional("host", .host) { self.host = host }
        if let port = table.optional("port", .wholeNumber(1...65_535)) { self.port = port }
        names = table.optionalList("names", of: .certificateName)
        if let plain = table.optional("plain_http", .truth) { allowsPlainHTTP = plain }
        localPort = table.optional("local_port", .wholeNumber(1...65_535))
        if let localPort, localPort == port {
            table.report.add(
                .badValue, at: table.path.appending("local_port"), "expected another port than \(port), which is taken")
        }
        table.finish()
    }

    private mutating func readLog(_ table: TOMLReader) {
        if let level = table.optional("level", .logLevel) { logLevel = level }
        if let format = table.optional("format", .choice(["text": LogFormat.text, "json": .json])) {
            logFormat = format
        }
        table.finish()
    }
}

extension TOMLExpectation<URL> {
    static func path(from folder: URL) -> Self {
        text("a path") { text in
            guard text.contains(where: { !$0.isWhitespace }) else { return nil }
            return text.hasPrefix("/") ? URL(filePath: text) : folder.appending(path: text)
        }
    }
}

extension TOMLExpectation<String> {
    fileprivate static var host: Self {
        text("a host name or an address such as “127.0.0.1”") { text in
            !text.isEmpty && text.utf8.count <= 253 && !text.contains { $0.isWhitespace || $0 == "/" } ? text : nil
        }
    }
}

extension TOMLExpectation<String> {
    fileprivate static var certificateName: Self {
        text("a host name or an address such as “lanyard.example.org”") { text in
            BoxNames.isHostName(text) || IPAddress(text) != nil ? text : nil
        }
    }
}

extension TOMLExpectation<ApplianceFile.LogLevel> {
    fileprivate static var logLevel: Self {
        text("one of \(ApplianceFile.LogLevel.allCases.map(\.rawValue).joined(separator: ", "))") {
            ApplianceFile.LogLevel(rawValue: $0)
        }
    }
}
