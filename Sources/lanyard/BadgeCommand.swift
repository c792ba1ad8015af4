// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

struct BadgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "badge", abstract: "Renders one person's badge to a PDF, without printing it.",
        discussion:
            "A person who is checked in gets the badge that is valid now; anybody else a specimen, which no door accepts."
    )

    @Argument(help: "The registration: its order code, or its identifier.")
    var registration: String

    @Option(name: .shortAndLong, help: "The PDF to write.")
    var output: String

    @OptionGroup var event: EventOptions

    func run() async throws {
        let badge = try await BadgeRendering(try ApplianceSetup(configPath: event.config))
            .render(registration, to: output)
        print(badge.summary)
        for remark in badge.remarks { print(remark) }
    }
}
