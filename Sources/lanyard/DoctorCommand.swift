// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Looks the evening before at what would go wrong at the desk.",
        discussion: """
            Clock, disk, memory, port, database, list, badges, stations, printers, backups, PINs, certificate and \
            webhooks; the daemon may run meanwhile. What begins with ! must be put right, and makes it fail; what begins with - is \
            worth a look. Names and order codes of people are printed here, and nowhere else.
            """)

    @Flag(name: .long, help: "Print a test badge on each printer, and ask it what became of that.")
    var print = false

    @Flag(name: .long, help: "Print the findings as JSON.")
    var json = false

    @OptionGroup var event: EventOptions

    func run() async throws {
        var examinations: [Doctor.Examination] = []
        await Doctor(try ApplianceSetup(configPath: event.config), prints: print).examine { examination in
            examinations.append(examination)
            if !json { for line in examination.lines { Swift.print(line) } }
        }
        let findings = examinations.flatMap(\.findings)
        let mustBeFixed = findings.count(where: \.mustBeFixed)
        if json {
            Swift.print(try Doctor.json(examinations))
        } else {
            Swift.print("\(mustBeFixed) to put right, \(findings.count - mustBeFixed) worth a look.")
        }
        guard mustBeFixed == 0 else { throw ExitCode.failure }
    }
}
