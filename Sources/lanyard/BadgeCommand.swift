// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

struct BadgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "badge", abstract: "Renders badges to a file, without printing them.",
        discussion:
            "A person who is checked in gets the badge that is valid now; anybody else a specimen, which no door accepts. "
            + "With --check, a contact sheet of the list's longest names and some odd ones."
    )

    @Argument(help: "The registration: its order code, or its identifier.")
    var registration: String?

    @Flag(name: .long, help: "A contact sheet of the badges that are most likely to go wrong.")
    var check = false

    @Option(name: .long, help: "With --check: this template instead of the event's.")
    var template: String?

    @Option(name: .shortAndLong, help: "The PDF to write; with --check it may be a PNG.")
    var output: String

    @OptionGroup var event: EventOptions

    func validate() throws {
        guard (registration != nil) != check else { throw ValidationError("Give a registration, or --check.") }
        guard template == nil || check else { throw ValidationError("--template goes with --check.") }
    }

    func run() async throws {
        let setup = try ApplianceSetup(configPath: event.config)
        if let registration {
            let badge = try await BadgeRendering(setup).render(registration, to: output)
            print(badge.summary)
            for remark in badge.remarks { print(remark) }
        } else {
            let remarks = try await BadgeCheck(setup).run(to: output, template: template)
            print("Look at \(output). \(remarks.isEmpty ? "Everything fits." : "These need a second look:")")
            for remark in remarks { print("  \(remark)") }
        }
    }
}
