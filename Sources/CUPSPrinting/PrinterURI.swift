// SPDX-License-Identifier: Apache-2.0

import CCUPS

/// Where a printer is reached: `ipp`, `ipps`, `http` or `https`, a host, a port and a path.
package struct PrinterURI: Equatable, Sendable, CustomStringConvertible {
    package let description: String
    let host: String
    let port: CInt
    let path: String
    let encrypted: Bool

    /// Whether it is a queue of a CUPS server, which speaks for a printer and is none.
    var isQueue: Bool { ["/printers/", "/classes/"].contains { path.hasPrefix($0) } }

    /// The URI in `text`, or `nil` when it is none of a printer.
    package init?(_ text: String) {
        var scheme = [CChar](repeating: 0, count: 32)
        var user = [CChar](repeating: 0, count: 256)
        var host = [CChar](repeating: 0, count: 256)
        var path = [CChar](repeating: 0, count: 1024)
        var port: CInt = 0
        let status = httpSeparateURI(
            HTTP_URI_CODING_ALL, text, &scheme, CInt(scheme.count), &user, CInt(user.count), &host, CInt(host.count),
            &port, &path, CInt(path.count))
        let schemeName = String(nullTerminated: scheme)
        guard status.rawValue >= HTTP_URI_STATUS_OK.rawValue, ["ipp", "ipps", "http", "https"].contains(schemeName)
        else { return nil }
        self.host = String(nullTerminated: host)
        self.path = String(nullTerminated: path)
        self.port = port
        encrypted = schemeName == "ipps" || schemeName == "https"
        guard !self.host.isEmpty else { return nil }
        description = text
    }

    /// The URI of a queue on the CUPS server that this process is told to use.
    package init?(queue: String) {
        let server = String(cString: cupsServer())
        // A server given as a path is a socket of this machine; its scheduler listens on localhost too.
        let host = server.hasPrefix("/") || server.isEmpty ? "localhost" : server
        let hostOnly = host.split(separator: ":").first.map(String.init) ?? host
        self.init("ipp://\(hostOnly):\(ippPort())/printers/\(queue)")
    }
}

extension String {
    init(nullTerminated characters: [CChar]) {
        self.init(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
