// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import Synchronization
import Testing

@testable import Appliance

struct LineLogTests {
    private final class Lines: Sendable {
        let written = Mutex<[String]>([])
        var last: String { written.withLock { $0.last ?? "" } }
    }

    private let lines = Lines()

    private func logger(_ format: ApplianceFile.LogFormat, forJournal: Bool = true) -> Logger {
        let lines = lines
        return Logger(label: "test") { _ in
            LineLog(level: .trace, format: format, isForJournal: forJournal) { line in
                lines.written.withLock { $0.append(line) }
            }
        }
    }

    @Test(arguments: [
        (Logger.Level.debug, "<7>"), (.info, "<6>"), (.notice, "<5>"), (.warning, "<4>"), (.error, "<3>"),
        (.critical, "<2>"),
    ])
    func `the journal is told the priority`(level: Logger.Level, prefix: String) {
        logger(.text).log(level: level, "it happened")
        #expect(lines.last == "\(prefix)level=\(level) msg=\"it happened\"\n")
    }

    @Test func `elsewhere the line tells the time`() throws {
        logger(.text, forJournal: false).info("up")
        let line = try #require(lines.last.wholeMatch(of: /time=(\S+) level=info msg=up\n/))
        let time = try Date(
            String(line.1), strategy: .iso8601.year().month().day().time(includingFractionalSeconds: true))
        #expect(abs(time.timeIntervalSinceNow) < 60)
    }

    @Test func `details stand in the order of their names, and a line's own go before the logger's`() {
        var logger = logger(.text)
        logger[metadataKey: "b"] = "kept"
        logger[metadataKey: "a"] = "old"
        logger.info("x", metadata: ["a": "new", "c": "/api/v1/badges/{serial}"])
        #expect(lines.last == "<6>level=info msg=x a=new b=kept c=/api/v1/badges/{serial}\n")
    }

    @Test(arguments: ["a\nlevel=error msg=forged", "a\r\n<0>", "\u{2028}", "\u{85}", "\"", "\\", "\u{1B}[31m", ""])
    func `nothing in an event makes a second line, and programs read it back`(hostile: String) throws {
        logger(.text).info("\(hostile)", metadata: ["detail": "\(hostile)"])
        logger(.json).info("\(hostile)", metadata: ["detail": "\(hostile)"])
        for line in lines.written.withLock({ $0 }) {
            #expect(
                line.dropLast().unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x2028 && $0.value != 0x85 }
            )
        }
        let read = try JSONDecoder().decode([String: String].self, from: Data(lines.last.dropFirst(3).utf8))
        #expect(read == ["level": "info", "msg": hostile, "detail": hostile])
    }
}
