// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Runs the daemon: the screens, the printers, the counts.")

    @OptionGroup var event: EventOptions

    @Option(name: .long, help: "Listen on this port instead of the file's.")
    var port: Int?

    func validate() throws {
        if let port, !(1...65535).contains(port) { throw ValidationError("A port is a number from 1 to 65535.") }
    }

    func run() async throws {
        let setup = try ApplianceSetup(configPath: event.config, port: port)
        try await Daemon(setup).run {
            print("Lanyard is up at \(setup.baseURL)")
        }
    }
}
