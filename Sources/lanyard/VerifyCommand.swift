// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Reads the whole journal again: its chain, its tables and every count.")

    @OptionGroup var event: EventOptions

    func run() async throws {
        let verification = try await JournalVerification(try ApplianceSetup(configPath: event.config)).run()
        for line in verification.lines { print(line) }
        guard verification.holds else { throw ExitCode.failure }
    }
}
