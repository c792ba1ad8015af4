// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Takes a registration list (CSV) into the event's database.",
        discussion: "Columns are found by the names that pretix, Indico, Eventbrite, Luma and Tito give them. "
            + "A second import updates; it never doubles anybody.")

    @Argument(help: "The list.")
    var file: String

    @OptionGroup var event: EventOptions

    func run() async throws {
        let report = try await RegistrationImport(try ApplianceSetup(configPath: event.config)).run(file: file)
        for row in report.rejected { print(row) }
        print(report.summary)
    }
}
