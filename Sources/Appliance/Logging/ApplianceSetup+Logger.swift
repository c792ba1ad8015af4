// SPDX-License-Identifier: Apache-2.0

import Logging

extension ApplianceSetup {
    /// The daemon's log, as `lanyard.toml` wants it.
    func logger() -> Logger {
        Logger(label: "lanyard") { _ in
            LineLog(level: appliance.logLevel.swiftLog, format: appliance.logFormat)
        }
    }
}

extension ApplianceFile.LogLevel {
    fileprivate var swiftLog: Logger.Level {
        switch self {
        case .trace: .trace
        case .debug: .debug
        case .info: .info
        case .notice: .notice
        case .warning: .warning
        case .error: .error
        case .critical: .critical
        }
    }
}
