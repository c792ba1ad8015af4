// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copies the event into a folder of its own, beside a daemon that goes on.",
        discussion:
            "A backup holds the database as it stood at one moment, the files of the event and of the appliance, posters "
            + "and a paper roster. It has its name once all of it is on the disk and was read back.")

    @Argument(
        help: "The folder in which backups lie; without it, the one in lanyard.toml, or backups/ beside the database.")
    var folder: String?

    @OptionGroup var event: EventOptions

    func run() async throws {
        let made = try await BackupMaker(ApplianceSetup(configPath: event.config)).make(in: folder)
        print(made.summary)
        for remark in made.remarks { print(remark) }
    }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Puts a backup back, once it was found whole.",
        discussion:
            "With --to it makes an event folder of the backup. Otherwise the backup's database takes the place of the "
            + "present one, which stays beside it under a dated name; posters and the box's certificate authority come "
            + "with it where there are none, and the files of event and appliance do not. What would be lost is "
            + "told first, and --replace does it.")

    @Argument(help: "The backup: a folder with a manifest.json.")
    var backup: String

    @Option(name: .long, help: "The folder to make; nothing may be there yet.")
    var to: String?

    @Flag(name: .long, help: "Put the present database aside, whatever it has that the backup lacks.")
    var replace = false

    @OptionGroup var event: EventOptions

    func run() async throws {
        let restore = try BackupRestore(checking: backup)
        for line in restore.summary { print(line) }
        if let to {
            for line in try restore.restore(to: to) { print(line) }
            return
        }
        let setup = try ApplianceSetup(configPath: event.config)
        let losses = try restore.losses(setup)
        for line in losses { print(line) }
        guard replace else {
            print(
                "Nothing was changed. To put this backup in the present database's place: "
                    + "lanyard restore \(backup) --replace")
            throw ExitCode.failure
        }
        for line in try restore.replace(setup) { print(line) }
    }
}
