// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation

extension Doctor {
    func clock(latestRecord: Date?) -> Examination {
        let check = ClockCheck(
            now: Date(), days: setup.event.days, timeZone: setup.event.timeZone, machineZone: .current,
            isKept: KernelClock.isKept, latestRecord: latestRecord)
        return Examination(subject: "Clock", findings: check.findings, notes: check.notes)
    }

    func disk() -> Examination {
        let folder = setup.appliance.database.deletingLastPathComponent()
        let check = DiskCheck(
            folder: folder.path, freeBytes: Disk.freeBytes(at: folder), isReadOnly: Disk.isReadOnly(at: folder),
            isMemory: Disk.isMemory(at: folder), slowestFlush: Disk.slowestFlush(in: folder, count: 20))
        return Examination(subject: "Disk", findings: check.findings, notes: check.notes)
    }

    func memory() -> Examination {
        guard let free = Memory.availableBytes else { return Examination(subject: "Memory", findings: []) }
        let megabytes = free / 1_000_000
        let findings: [Finding] =
            megabytes < 300
            ? [.hint("\(megabytes) MB are free, and Lanyard takes some 200. End other programs on this machine.")] : []
        return Examination(subject: "Memory", findings: findings, notes: ["\(megabytes) MB free"])
    }

    /// The daemon's port: its own, or free for it.
    func port() -> Examination {
        let (host, port) = (setup.appliance.host, setup.appliance.port)
        let isRunning = DaemonLock.isHeld(database: setup.appliance.database.path)
        let subject = "Port \(port)"
        switch (PortProbe.look(host: host, port: port), isRunning) {
        case (.taken, true):
            return Examination(subject: subject, findings: [], notes: ["the daemon runs"])
        case (.taken, false):
            return Examination(
                subject: subject,
                findings: [
                    .mustFix(
                        "Another program listens there. Stop it (ss -ltnp tells which), or choose another port under "
                            + "[http] in lanyard.toml.")
                ])
        case (.free, true):
            return Examination(
                subject: subject,
                findings: [.hint("The daemon runs, but not on this port. Was it started with --port?")])
        case (.free, false):
            return Examination(
                subject: subject, findings: [], notes: ["free; the daemon is not running"])
        case (.notAllowed, _):
            return Examination(
                subject: subject,
                findings: [
                    .mustFix(
                        "This user may not listen there: ports below 1024 are kept for the system. Choose one above, or "
                            + "let systemd give it (AmbientCapabilities=CAP_NET_BIND_SERVICE).")
                ])
        case (.noSuchAddress, _):
            return Examination(
                subject: subject,
                findings: [
                    .mustFix("This machine has no address “\(host)” now. Correct host under [http] in lanyard.toml.")
                ])
        }
    }
}

/// What the disk under the database can be told.
struct DiskCheck {
    let folder: String
    let freeBytes: Double?
    let isReadOnly: Bool
    /// Whether what is written there is gone when the power is.
    let isMemory: Bool
    let slowestFlush: Duration?

    private var milliseconds: Double? { slowestFlush.map { $0 / .milliseconds(1) } }

    var findings: [Doctor.Finding] {
        if isReadOnly {
            return [
                .mustFix("The disk of \(folder) is read-only: it was mounted so, or has had an error (dmesg tells).")
            ]
        }
        var findings: [Doctor.Finding] = []
        if isMemory {
            findings.append(
                .mustFix(
                    "\(folder) lies in memory: all is gone with the power. Put database in lanyard.toml on a disk."))
        }
        if let freeBytes {
            let megabytes = Int(freeBytes / 1_000_000)
            if megabytes < 100 {
                findings.append(.mustFix("\(megabytes) MB are free on the disk of \(folder). Make room for 1 GB."))
            } else if megabytes < 1000 {
                findings.append(.hint("\(megabytes) MB are free on the disk of \(folder). Better have 1 GB."))
            }
        }
        if let milliseconds {
            if milliseconds > 20, !isMemory {
                findings.append(
                    .hint(
                        "The disk takes up to \(Int(milliseconds.rounded())) ms to keep something, and every check-in waits "
                            + "for it. Use an internal SSD rather than a card or a stick."))
            } else if milliseconds < 0.02, !isMemory {
                findings.append(
                    .hint(
                        "The disk says within \(Int((milliseconds * 1000).rounded())) µs that it has kept something, faster "
                            + "than disks are: it may lie, and lose the last minutes with the power. Use a UPS."))
            }
        } else {
            findings.append(.mustFix("Nothing can be written in \(folder). May this user, and is there room?"))
        }
        return findings
    }

    var notes: [String] {
        guard let freeBytes, let milliseconds else { return [] }
        let flush = (milliseconds * 100).rounded() / 100
        return ["\(Int(freeBytes / 1_000_000)) MB free, \(flush) ms to keep something"]
    }
}
