// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser
import Foundation

struct EraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erases the personal data of everybody at the event, or of one person, and keeps every count.",
        discussion: """
            Without --yes-erase it says what it is going to do, and asks. From the day that event.toml names under \
            [privacy] the data of everybody are due; the daemon has to be stopped for that. One person's may be erased \
            at any time, also beside the daemon. A receipt is written beside the database.
            """)

    @Option(name: .long, help: "One person: their order code, or the identifier of their registration.")
    var person: String?

    @Option(name: .long, help: "Erases without asking: write the event's id here, or with --person the person's code.")
    var yesErase: String?

    @Flag(name: .long, help: "Erases everybody's data although the day for it has not come.")
    var beforeTheDay = false

    @Flag(name: .long, help: "Also removes your own files in the event's folders in which people's names were found.")
    var deleteFoundFiles = false

    @OptionGroup var event: EventOptions

    func run() async throws {
        let setup = try ApplianceSetup(configPath: event.config)
        if let person { return try await erase(person, setup) }
        let erasure = EventErasure(setup)
        let plan = try await erasure.plan(at: Date())
        for line in plan.lines { print(line) }
        guard plan.isDue || beforeTheDay else {
            throw ApplianceError(
                "Nothing was erased: it is due from \(plan.from ?? ""). To erase already, say --before-the-day.")
        }
        try insist(on: erasure.eventID, "the event's id")
        try tell(try await erasure.run(deletingFound: deleteFoundFiles, at: Date()))
    }

    private func erase(_ person: String, _ setup: ApplianceSetup) async throws {
        let erasure = try await PersonErasure(setup, person: person)
        for line in erasure.plan { print(line) }
        try insist(on: person, "the code or identifier again")
        try tell(try await erasure.run(at: Date()))
    }

    /// Nobody erases by a slip of the hand.
    private func insist(on word: String, _ what: String) throws {
        if let yesErase {
            guard yesErase == word else {
                throw ApplianceError("Nothing was erased: --yes-erase has to be \(what).")
            }
            return
        }
        guard isatty(STDIN_FILENO) == 1 else {
            throw ApplianceError("Nothing was erased. To erase, say --yes-erase and \(what).")
        }
        print("To erase, type \(what): ", terminator: "")
        fflush(nil)
        guard readLine() == word else { throw ApplianceError("Nothing was erased.") }
    }

    private func tell(_ result: (receipt: ErasureReceipt, files: [String])) throws {
        print("")
        for line in result.receipt.lines { print(line) }
        print("")
        for file in result.files { print("Receipt: \(file)") }
        guard result.receipt.isClean else { throw ExitCode.failure }
    }
}
