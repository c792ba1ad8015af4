// SPDX-License-Identifier: Apache-2.0

import Foundation
import KioskHTTP
import Logging
import ServiceLifecycle
import Synchronization

/// Makes a backup every so many minutes, and says once when that does not work and once when it does again.
///
/// A folder that is not there is looked for again and again: sticks are plugged in late, and pulled out.
struct BackupKeeper: Service {
    let maker: BackupMaker
    let settings: BackupSettings
    let event: String
    let standing: BackupStanding
    let logger: Logger
    let now: @Sendable () -> Date

    /// After a backup that came to nothing, the next is tried so much later.
    static var pauseAfterTrouble: TimeInterval { 60 }
    private static var pause: Duration { .seconds(1) }

    func run() async throws {
        await cancelWhenGracefulShutdown { await watch() }
    }

    private func watch() async {
        var schedule = await firstSchedule()
        while !Task.isCancelled {
            await makeIfDue(&schedule)
            // Cancelled by a shutdown: the condition ends the loop.
            try? await Task.sleep(for: Self.pause)
        }
    }

    /// When the next backup is due.
    struct Schedule: Equatable {
        var due: Date
        /// That the folder was not there: as soon as it is, a backup is due.
        var waitsForFolder = false
    }

    /// A daemon that is started again goes on where its backups are; without any, the first comes after one interval.
    ///
    /// Whether the folder is there at all is told at once.
    func firstSchedule() async -> Schedule {
        let last: Date?
        do {
            last = try await maker.onQueue { [settings, event] in
                if settings.isUsualFolder { try DurableFile.makeFolder(settings.folder) }
                try BackupFolder(url: settings.folder).probe()
                return BackupFolder(url: settings.folder).backups(of: event).first?.manifest.madeAt
            }
        } catch {
            report(trouble: Self.words(of: error))
            return Schedule(due: now() + Self.pauseAfterTrouble, waitsForFolder: !(await isFolderThere()))
        }
        // A clock that was set back must not put it off.
        let start = min(last ?? now(), now())
        if let last { standing.made(at: last) }
        return Schedule(due: start + interval)
    }

    func makeIfDue(_ schedule: inout Schedule) async {
        let hasCome = if schedule.waitsForFolder { await isFolderThere() } else { false }
        guard hasCome || schedule.due <= now() || schedule.due > now() + interval else { return }
        do {
            let made = try await maker.make(
                in: settings.isUsualFolder ? nil : settings.folder.path, keeping: settings.keep)
            if standing.isInTrouble {
                logger.notice("backups are made again")
            } else {
                logger.debug("a backup was made", metadata: ["backup.facts": "\(made.factCount)"])
            }
            standing.made(at: now())
            schedule = Schedule(due: now() + interval)
        } catch {
            report(trouble: Self.words(of: error))
            schedule = Schedule(
                due: now() + min(Self.pauseAfterTrouble, interval), waitsForFolder: !(await isFolderThere()))
        }
    }

    private func isFolderThere() async -> Bool {
        // Nothing in it throws.
        (try? await maker.onQueue { [settings] in FileManager.default.fileExists(atPath: settings.folder.path) })
            ?? false
    }

    private static func words(of error: any Error) -> String {
        (error as? ApplianceError)?.message ?? "\(type(of: error))"
    }

    private var interval: TimeInterval { Double(settings.everyMinutes) * 60 }

    private func report(trouble: String) {
        guard standing.failed(with: trouble) else { return }
        logger.warning("no backup can be made", metadata: ["backup.trouble": "\(trouble)"])
    }
}

/// How the scheduled backups stand, for whoever asks.
final class BackupStanding: Sendable {
    private struct State {
        var lastMade: Date?
        var trouble: String?
    }

    private let state = Mutex(State())

    /// When the newest was made that is known of.
    var lastMade: Date? { state.withLock { $0.lastMade } }

    var isInTrouble: Bool { state.withLock { $0.trouble != nil } }

    /// What strangers may learn of it.
    var health: BackupHealth { isInTrouble ? .failing : .good }

    func made(at date: Date) {
        state.withLock { $0 = State(lastMade: date) }
    }

    /// Whether that is news.
    func failed(with trouble: String) -> Bool {
        state.withLock { state in
            defer { state.trouble = trouble }
            return state.trouble != trouble
        }
    }
}
