// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser
import Foundation

struct CertificateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate", abstract: "Shows by which certificate devices know the box, or exports it.",
        discussion: """
            The box's own authority may vouch for names that are private and for those that the box had when it was \
            made. For others, move certificates/authority.pem away and start the daemon anew: it makes another \
            authority, and each device has to be told to trust that one.
            """,
        subcommands: [CertificateShowCommand.self, CertificateExportCommand.self],
        defaultSubcommand: CertificateShowCommand.self)
}

struct CertificateShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows the fingerprint, the names and how long they are valid.")

    @OptionGroup var event: EventOptions

    @Option(name: .long, help: "The daemon listens on this port instead of the file's.")
    var port: Int?

    func run() throws {
        let setup = try ApplianceSetup(configPath: event.config, port: port)
        for line in try CertificateDesk(setup).lines() { print(line) }
    }
}

struct CertificateExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes the authority's certificate as PEM, for devices that are to trust it.")

    @Argument(help: "The file to write; the terminal when there is none.")
    var file: String?

    @OptionGroup var event: EventOptions

    func run() throws {
        let text = try CertificateDesk(try ApplianceSetup(configPath: event.config)).authority()
        guard let file else { return print(text, terminator: "") }
        do {
            try Data(text.utf8).write(to: URL(filePath: file), options: .atomic)
        } catch {
            throw ApplianceError("\(file) cannot be written. May this user write there?")
        }
    }
}
