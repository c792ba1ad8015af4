// SPDX-License-Identifier: Apache-2.0

import Appliance
import Conference
import Doors
import Foundation
import KioskHTTP
import Logging
import SQLiteStore
import Sealing
import ServiceLifecycle
import UnixSignals

/// What `make bench` holds the daemon against, and what fills a journal for it.
///
///     yardstick serve <lanyard.toml> <port>       JSON without a store, and one transaction for each request
///     yardstick fill <lanyard.toml> <facts>       checks everybody in and lets them walk until there are so many facts
@main
struct Yardstick {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count == 3, let command = arguments.first, let number = arguments.last.flatMap({ Int($0) })
        else {
            print("usage: yardstick serve <lanyard.toml> <port> | fill <lanyard.toml> <facts>")
            exit(64)
        }
        let setup = try ApplianceSetup(configPath: arguments[2])
        switch command {
        case "serve": try await serve(setup, port: number)
        case "fill": try await History(setup).fill(upTo: number)
        default: exit(64)
        }
    }

    private static func serve(_ setup: ApplianceSetup, port: Int) async throws {
        let store = try setup.openStore(mostPerCommit: 1)
        let doorkeeper = Doorkeeper(journal: store, event: setup.event, verifier: try await store.badgeKey())
        var logger = Logger(label: "yardstick")
        logger.logLevel = .warning
        let server = yardstickServer(
            doorkeeper, directory: store, event: setup.event, drawers: Drawers(pins: PINBook([]), idleSeconds: 60),
            address: KioskAddress(host: "127.0.0.1", port: port),
            logger: logger)
        try await ServiceGroup(services: [server], gracefulShutdownSignals: [.sigterm], logger: logger).run()
    }
}
