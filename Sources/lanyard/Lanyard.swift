// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

@main
struct Lanyard: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lanyard",
        abstract: "Check-in, badges and live room counts for conferences, on one box.",
        version: Release.version,
        subcommands: [
            ServeCommand.self, InitCommand.self, ImportCommand.self, LookupCommand.self, BadgeCommand.self,
            PosterLabelsCommand.self, RosterCommand.self, PrintersCommand.self, PrintTestCommand.self,
            StationCommand.self, CertificateCommand.self, VerifyCommand.self, BackupCommand.self, RestoreCommand.self,
            ExportCommand.self, EraseCommand.self, DoctorCommand.self, RehearseCommand.self,
        ])

    /// Every command has names in its memory, so none of them may tell of it when it crashes.
    static func main() async {
        CrashReports.forbid()
        await main(nil)
    }
}

/// What every command that works on an event takes.
struct EventOptions: ParsableArguments {
    @Option(name: .long, help: "The appliance's file; its folder holds the event.")
    var config = "lanyard.toml"
}
