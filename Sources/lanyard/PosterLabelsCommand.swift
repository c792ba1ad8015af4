// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

struct PosterLabelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "poster-labels", abstract: "Renders the labels of posters' boards to a file.",
        discussion:
            "One page of A5 for each board with a poster: its number, the poster's title, who shows it and when.")

    @Option(name: .long, help: "The id of one poster session, instead of all.")
    var place: String?

    @Option(name: .shortAndLong, help: "The PDF to write.")
    var output: String

    @OptionGroup var event: EventOptions

    func run() async throws {
        let labels = PosterLabels(try ApplianceSetup(configPath: event.config))
        let rendered = try await labels.render(place: place, to: output)
        print(rendered.summary)
        for remark in rendered.remarks { print(remark) }
    }
}
