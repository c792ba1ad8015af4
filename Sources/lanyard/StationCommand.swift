// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

struct StationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "station", abstract: "Adds the screens of an event, and lists them.",
        subcommands: [StationAddCommand.self, StationListCommand.self])
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
