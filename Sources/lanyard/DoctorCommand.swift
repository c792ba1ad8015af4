// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Looks the evening before at what would go wrong at the desk.",
        discussion: "Names and order codes of people whose badges need a look are printed here, and nowhere else.")

    @OptionGroup var event: EventOptions

    func run() async throws {
        var isWell = true
        try await Doctor(try ApplianceSetup(configPath: event.config)).examine { examination in
            print("\(examination.subject): \(examination.findings.isEmpty ? "all is well" : "look at this")")
            for finding in examination.findings { print("  \(finding)") }
            isWell = isWell && examination.findings.isEmpty
        }
        guard isWell else { throw ExitCode.failure }
    }
}
