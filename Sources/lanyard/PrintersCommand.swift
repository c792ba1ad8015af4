// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

struct PrintersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "printers", abstract: "Shows the event's printers and the queues that CUPS offers.")

    @OptionGroup var event: EventOptions

    func run() async throws {
        for line in try await PrinterOverview(try ApplianceSetup(configPath: event.config)).lines() { print(line) }
    }
}

struct PrintTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "print-test", abstract: "Prints a test badge and follows it to its end.")

    @Argument(help: "The printer's id in event.toml.")
    var printer: String

    @OptionGroup var event: EventOptions

    func run() async throws {
        try await PrintTest(try ApplianceSetup(configPath: event.config)).run(on: printer) { print($0) }
    }
}
