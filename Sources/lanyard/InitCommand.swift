// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Makes a folder for a new event, from a template.")

    @Argument(help: "The folder to make.")
    var folder: String

    @Option(name: .long, help: "The template to copy.")
    var template = "socml16"

    func run() throws {
        let files = try EventTemplates().copy(template, to: folder)
        print("Made \(folder) with \(files.joined(separator: ", ")).")
        print(
            "Next: edit event.toml, then run: lanyard import \(folder)/registrations.csv --config \(folder)/lanyard.toml"
        )
    }
}
