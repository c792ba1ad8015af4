// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

struct RosterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roster", abstract: "Renders the list as a PDF to be ticked by hand, for when everything fails.",
        discussion:
            "Names stand on it, so keep it where strangers do not read it. The codes of those who were ticked are scanned "
            + "at a desk later.")

    @Option(name: .long, help: "a4 or letter; without it, what [backup] in lanyard.toml says.")
    var paper: String?

    @Option(name: .shortAndLong, help: "The PDF to write.")
    var output: String

    @OptionGroup var event: EventOptions

    func run() async throws {
        try await RosterFile(try ApplianceSetup(configPath: event.config)).render(paper: paper, to: output)
        print("The list as it stands now: \(output)")
    }
}
