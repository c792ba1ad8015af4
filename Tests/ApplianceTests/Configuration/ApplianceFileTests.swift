// SPDX-License-Identifier: Apache-2.0

import Appliance
import Foundation
import Testing

struct ApplianceFileTests {
    let folder = URL(filePath: "/srv/event", directoryHint: .isDirectory)

    @Test func `needs nothing said`() throws {
        let file = try ApplianceFile(parsing: [], in: folder)
        #expect(file == ApplianceFile(defaultsIn: folder))
        #expect(file.event.path == "/srv/event/event.toml" && file.database.path == "/srv/event/lanyard.sqlite")
        #expect(file.templates == nil)
        #expect(file.host == "127.0.0.1" && file.port == 8080 && file.logLevel == .info)
    }

    @Test func `takes paths from the folder of the file, unless they are whole`() throws {
        let file = try ApplianceFile(
            parsing: Array(
                """
                event = "day/event.toml"
                database = "/var/lib/lanyard/lanyard.sqlite"
                templates = "badges"
                http = { host = "0.0.0.0", port = 80 }
                log.level = "debug"
                """.utf8), in: folder)
        #expect(file.event.path == "/srv/event/day/event.toml")
        #expect(file.database.path == "/var/lib/lanyard/lanyard.sqlite")
        #expect(file.templates?.path == "/srv/event/badges")
        #expect(file.host == "0.0.0.0" && file.port == 80 && file.logLevel == .debug)
    }

    @Test func `takes what others call the box, and plain HTTP when it is asked for`() throws {
        let text = """
            [http]
            names = ["lanyard.example.org", "10.0.0.7", "2001:db8::7"]
            plain_http = true
            local_port = 8081
            """
        let file = try ApplianceFile(parsing: Array(text.utf8), in: folder)
        #expect(file.names == ["lanyard.example.org", "10.0.0.7", "2001:db8::7"])
        #expect(file.allowsPlainHTTP && file.localPort == 8081)
        let silent = ApplianceFile(defaultsIn: folder)
        #expect(silent.names.isEmpty && !silent.allowsPlainHTTP && silent.localPort == nil)
    }

    @Test(arguments: [
        (
            "[http]\nnames = [\"a b\"]",
            "http.names[0], line 2: expected a host name or an address such as “lanyard.example.org”, found “a b”"
        ),
        ("http.plain_http = 1", "http.plain_http, line 1: expected true or false, found a whole number"),
        (
            "[http]\nlocal_port = 8080",
            "http.local_port, line 2: expected another port than 8080, which is taken"
        ),
        ("event = \"\"", "event, line 1: expected a path, found “”"),
        ("[http]\nport = 80800", "http.port, line 2: expected a whole number from 1 to 65535, found 80800"),
        ("[http]\nprot = 80", "http.prot, line 2: unknown key; did you mean “port”?"),
        (
            "http.host = \"http://x\"",
            "http.host, line 1: expected a host name or an address such as “127.0.0.1”, found “http://x”"
        ),
        (
            "[log]\nlevel = \"loud\"",
            "log.level, line 2: expected one of trace, debug, info, notice, warning, error, critical, found “loud”"
        ),
        ("log = \"info\"", "log, line 1: expected a table [log], found a text"),
        ("database = \"a\u{0}b\"", "the file is not UTF-8 text"),
    ])
    func `says where an error stands and what is expected`(text: String, message: String) throws {
        let error = try #require(throws: ConfigurationError.self) {
            try ApplianceFile(parsing: Array(text.utf8), in: folder)
        }
        #expect(error.description == message)
    }

    @Test func `finds in the sample what holds without it, and backups`() throws {
        var expected = ApplianceFile(defaultsIn: folder)
        expected.backup = BackupSettings(besides: expected.database)
        #expect(try ApplianceFile(parsing: Sample.bytes("lanyard.toml"), in: folder) == expected)
    }
}
