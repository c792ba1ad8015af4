// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

struct RehearseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse",
        abstract: "Sends made-up arrivals through a copy of the event, and says how long the line will be.",
        discussion: """
            A daemon of its own, printers and doors work on a copy of the event in a folder that is removed again; the event \
            itself is only read. Virtual printers print unless you ask for the event's own. It ends with a page of charts.
            """)

    @OptionGroup var rehearsal: RehearsalChoices

    @Option(name: .shortAndLong, help: "The page to write.")
    var output = "rehearsal.html"

    @OptionGroup var event: EventOptions

    func run() async throws {
        let file = try OutputFile(output)
        let setup = try ApplianceSetup(configPath: event.config)
        let outcome = try await RehearsalRun(setup, options: try rehearsal.options()).run { print($0) }
        try outcome.write(to: file)
        for line in outcome.lines { print(line) }
        print("The charts are in \(output).")
        if let folder = outcome.folder { print("The copy, with everybody's names, is kept in \(folder): remove it.") }
        guard outcome.isWell else { throw ExitCode.failure }
    }
}

/// What is rehearsed.
struct RehearsalChoices: ParsableArguments {
    @Option(name: .long, help: "How many people come.")
    var arrivals = 200

    @Option(name: .long, help: "Within how many minutes.")
    var minutes = 60

    @Option(
        name: .long,
        help: ArgumentHelp(
            "At which rates, in proportion: 0=1,20=4,60=1 has its rush at minute 20. Even when not given.",
            valueName: "points"))
    var curve: String?

    @Option(name: .long, help: "Numbers of desks to compare.")
    var desks = "1,2,3"

    @Option(name: .long, help: "What a volunteer needs for each person, without the machines.")
    var serviceSeconds = 45.0

    @Option(name: .long, help: "How much that differs: its standard deviation as a share of it.")
    var serviceVariation = 0.5

    @Option(name: .long, help: "virtual, or real: then the event's own printers print, and labels are used.")
    var printers = "virtual"

    @Flag(name: .long, help: "With --printers real: yes, use that many labels.")
    var useLabels = false

    @Option(name: .long, help: "How long a badge needs to come out of a virtual printer, beyond what is measured.")
    var printSeconds = 3.0

    @Option(name: .long, help: "So many of a hundred are not on the list.")
    var walkIns = 3.0

    @Option(name: .long, help: "So many of a hundred lose their badge.")
    var lostBadges = 2.0

    @Option(name: .long, help: "So many people get a namesake.")
    var namesakes = 4

    @Option(name: .long, help: "Into how many rooms each person goes.")
    var moves = 3.0

    @Option(name: .long, help: "The same number makes up the same people.")
    var seed: UInt64 = 1

    @Flag(name: .long, help: "Keep the folder with the copy.")
    var keep = false

    func validate() throws {
        guard (1...5000).contains(arrivals) else { throw ValidationError("From 1 to 5000 people can come.") }
        guard (1...1440).contains(minutes) else { throw ValidationError("They come within 1 to 1440 minutes.") }
        guard (1...3600).contains(serviceSeconds) else { throw ValidationError("A volunteer needs 1 to 3600 seconds.") }
        guard (0...3).contains(serviceVariation) else { throw ValidationError("--service-variation is from 0 to 3.") }
        guard (0...600).contains(printSeconds) else { throw ValidationError("A badge needs 0 to 600 seconds.") }
        guard (0...50).contains(walkIns), (0...50).contains(lostBadges) else {
            throw ValidationError("--walk-ins and --lost-badges are from 0 to 50 of a hundred.")
        }
        guard (0...1000).contains(namesakes), (0...50).contains(moves) else {
            throw ValidationError("There are 0 to 1000 namesakes, and 0 to 50 moves.")
        }
        if printers == "real", !useLabels {
            let count = Int((Double(arrivals) * (1 + lostBadges / 100)).rounded(.up))
            throw ValidationError(
                "This prints about \(count) badges on the event's printers. If you want that, add --use-labels.")
        }
        _ = try options()
    }

    func options() throws -> RehearsalOptions {
        var options = RehearsalOptions()
        options.arrivals = arrivals
        options.seed = seed
        options.namesakes = namesakes
        options.printSeconds = printSeconds
        options.keeps = keep
        options.setPace(seconds: serviceSeconds, variation: serviceVariation)
        options.setShares(walkIns: walkIns / 100, lostBadges: lostBadges / 100, moves: moves)
        guard options.setCurve(curve, minutes: minutes) else {
            throw ValidationError("--curve looks like 0=1,20=4,60=1: minutes that rise, and rates.")
        }
        guard options.setDesks(desks) else {
            throw ValidationError("--desks looks like 1,2,3: different numbers from 1 to 40.")
        }
        guard options.setPrinters(printers) else { throw ValidationError("--printers is virtual or real.") }
        return options
    }
}
