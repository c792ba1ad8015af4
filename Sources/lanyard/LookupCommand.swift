// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser
import Foundation

struct LookupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lookup", abstract: "Finds a person as a desk would; or answers a file of queries.",
        discussion: "What is given as an argument stays in the shell's history: read a document from standard input.")

    @Argument(
        help: "A name, an order code, an e-mail address, or what a scanner read. '-' reads it from standard input.")
    var text: String?

    @Option(name: .long, help: "Look up in this JSON Lines list instead of the event's.")
    var registrations: String?

    @Option(name: .long, help: "Answer each of these queries (JSON Lines) with a line of JSON.")
    var queries: String?

    @OptionGroup var event: EventOptions

    func validate() throws {
        guard (registrations == nil) == (queries == nil) else {
            throw ValidationError("--registrations and --queries go together.")
        }
        guard (text == nil) != (queries == nil) else {
            throw ValidationError("Give a text to look up, or --registrations and --queries.")
        }
    }

    func run() async throws {
        if let registrations, let queries {
            let batch = LookupBatch(registrations: registrations, queries: queries)
            try await batch.run {
                print($0)
            } report: {
                FileHandle.standardError.write(Data("\($0)\n".utf8))
            }
        } else if let text {
            let setup = try ApplianceSetup(configPath: event.config)
            let input = text == "-" ? readStandardInput() : text
            for line in try await EventLookup(setup).lines(for: input) { print(line) }
        }
    }

    private func readStandardInput() -> String {
        var input = ""
        while let line = readLine(strippingNewline: false) { input += line }
        return input
    }
}
