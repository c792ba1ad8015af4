// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

struct StationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "station", abstract: "Adds the screens of an event, lists, renames and revokes them.",
        subcommands: [
            StationAddCommand.self, StationListCommand.self, StationRenameCommand.self, StationRevokeCommand.self,
        ])
}

struct StationAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Prints a one-time code, as link and QR, by which a screen becomes a station.",
        discussion:
            "For a station that exists, offers a new code: the screen that holds it now goes on until the code is used."
    )

    @Option(name: .long, help: "desk, supervisor, door, organizer, wall or operator.")
    var role: String

    @Option(name: .long, help: "The place that a door counts for, by its id in event.toml.")
    var place: String?

    @Option(name: .long, help: "The number of the poster session's board that a door stands at.")
    var board: Int?

    @Option(name: .long, help: "What the station is called; made up from role and place when not given.")
    var name: String?

    @Option(name: .long, help: "How many hours the code can be used.")
    var hours = 24

    @Flag(name: .long, help: "Print the link alone.")
    var linkOnly = false

    @OptionGroup var event: EventOptions

    @Option(name: .long, help: "The daemon listens on this port instead of the file's.")
    var port: Int?

    func validate() throws {
        guard (1...336).contains(hours) else { throw ValidationError("A code can be used for 1 to 336 hours.") }
    }

    func run() async throws {
        let setup = try ApplianceSetup(configPath: event.config, port: port)
        let offer = try await StationDesk(setup).offer(
            role: role, place: place, board: board, name: name, hours: hours)
        print(linkOnly ? offer.link : offer.sheet)
    }
}

struct StationListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the stations and whether a screen holds them.")

    @OptionGroup var event: EventOptions

    func run() async throws {
        for line in try await StationDesk(try ApplianceSetup(configPath: event.config)).lines() { print(line) }
    }
}

struct StationRenameCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename", abstract: "Calls a station otherwise.",
        discussion: "A desk's printers go by its name: see [[desks]] in event.toml.")

    @Argument(help: "What the station is called.")
    var name: String

    @Argument(help: "What it is to be called.")
    var newName: String

    @OptionGroup var event: EventOptions

    func run() async throws {
        try await StationDesk(try ApplianceSetup(configPath: event.config)).rename(name, to: newName)
        print("'\(name)' is called '\(newName)' now.")
    }
}

struct StationRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Takes a station out of service at once, with its screen and its code.",
        discussion: """
            What it recorded stays. Its screen forgets what it held and asks to be paired; scans that a door had not \
            delivered are lost. To put it back: lanyard station add.
            """)

    @Argument(help: "What the station is called.")
    var name: String

    @OptionGroup var event: EventOptions

    func run() async throws {
        try await StationDesk(try ApplianceSetup(configPath: event.config)).revoke(name)
        print("'\(name)' is out of service.")
    }
}
