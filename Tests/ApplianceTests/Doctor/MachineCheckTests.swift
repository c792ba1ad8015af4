// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Appliance

struct ClockCheckTests {
    // 2026-10-07 09:00 UTC
    private let morning = Date(timeIntervalSince1970: 1_791_363_600)

    private func findings(
        at now: Date, latestRecord: Date? = nil, isKept: Bool? = true, machineZone: String = "UTC"
    ) throws -> [Doctor.Finding] {
        ClockCheck(
            now: now, days: ["2026-10-07", "2026-10-08"], timeZone: "UTC",
            machineZone: try #require(TimeZone(identifier: machineZone)), isKept: isKept, latestRecord: latestRecord
        ).findings
    }

    @Test func `a clock that is right is not spoken of`() throws {
        #expect(try findings(at: morning).isEmpty)
        #expect(try findings(at: morning, latestRecord: morning + 30, isKept: nil).isEmpty)
    }

    @Test func `a clock behind the journal is wrong`() throws {
        let found = try findings(at: morning, latestRecord: morning + 3600)
        #expect(found.map(\.mustBeFixed) == [true] && found[0].text.contains("60 minutes behind"))
    }

    @Test func `a clock that says that the event is over is wrong, and one long before it may be`() throws {
        #expect(try findings(at: morning + 2 * 86_400).map(\.mustBeFixed) == [true])
        #expect(try findings(at: morning + 86_400).isEmpty)
        #expect(try findings(at: morning - 10 * 86_400).isEmpty)
        #expect(try findings(at: morning - 20 * 86_400).map(\.mustBeFixed) == [false])
    }

    @Test func `a clock that nobody keeps and another time zone are worth a look`() throws {
        #expect(try findings(at: morning, isKept: false).map(\.mustBeFixed) == [false])
        #expect(try findings(at: morning, machineZone: "Asia/Tokyo")[0].text.contains("Asia/Tokyo"))
        #expect(try findings(at: morning, machineZone: "Africa/Abidjan").isEmpty)
    }
}

struct DiskCheckTests {
    private func findings(
        freeBytes: Double? = 5e9, isReadOnly: Bool = false, isMemory: Bool = false, flush: Duration? = .milliseconds(2)
    ) -> [Bool] {
        DiskCheck(
            folder: "/f", freeBytes: freeBytes, isReadOnly: isReadOnly, isMemory: isMemory, slowestFlush: flush
        ).findings.map(\.mustBeFixed)
    }

    @Test func `a disk is well, slow, quicker than disks are, full or of no use`() {
        #expect(findings() == [])
        #expect(findings(flush: .milliseconds(25)) == [false])
        #expect(findings(flush: .microseconds(5)) == [false])
        #expect(findings(freeBytes: 5e8) == [false])
        #expect(findings(freeBytes: 5e7) == [true])
        #expect(findings(isMemory: true) == [true])
        #expect(findings(freeBytes: nil, flush: nil) == [true])
        #expect(findings(isReadOnly: true, flush: nil) == [true])
    }

    @Test func `the longest mount above a folder says what it lies in, and the last of two`() {
        let mounts = """
            /dev/sda1 / ext4 rw 0 0
            tmpfs /run tmpfs rw 0 0
            /dev/sdb1 /run/media/a\\040stick ext4 rw 0 0
            /dev/sdc1 /srv ext4 rw 0 0
            tmpfs /srv tmpfs rw 0 0
            """
        #expect(!Disk.isMemory("/var/lib/lanyard", mounts: mounts))
        #expect(Disk.isMemory("/run/lanyard", mounts: mounts))
        #expect(!Disk.isMemory("/runner", mounts: mounts))
        #expect(!Disk.isMemory("/run/media/a stick/event", mounts: mounts))
        #expect(Disk.isMemory("/srv/event", mounts: mounts))
    }

    @Test func `a flush is measured where one may write, and nothing stays behind`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "flush-\(UUID())")
        #expect(Disk.slowestFlush(in: folder, count: 2) == nil)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        #expect(try #require(Disk.slowestFlush(in: folder, count: 2)) > .zero)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        try FileManager.default.removeItem(at: folder)
    }
}
