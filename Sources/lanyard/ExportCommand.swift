// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the event's report as a folder of Markdown: sessions, notes, posters, who wants to be named.",
        discussion: """
            People are named only where they said on their own page that they want to be. What is in organizers/ was said in \
            confidence: do not publish it.
            """)

    @Argument(help: "The folder to write; it must be new or empty.")
    var folder: String

    @OptionGroup var event: EventOptions

    func run() async throws {
        let result = try await ReportExport(try ApplianceSetup(configPath: event.config)).run(to: folder)
        print(
            "\(result.sessions) sessions, \(result.notes) notes and \(result.posters) poster documents: \(folder). "
                + "Keep \(folder)/organizers to yourselves.")
    }
}
