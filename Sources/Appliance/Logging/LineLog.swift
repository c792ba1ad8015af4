// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging

/// Writes each event of the log as one line to standard error.
///
/// Under systemd a line begins with its priority (`<4>`), by which `journalctl -p` finds it, and the journal notes the time.
struct LineLog: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    private let format: ApplianceFile.LogFormat
    private let isForJournal: Bool
    private let write: @Sendable (String) -> Void

    init(
        level: Logger.Level, format: ApplianceFile.LogFormat, isForJournal: Bool = Journald.takesStandardError,
        write: @escaping @Sendable (String) -> Void = LineLog.writeToStandardError
    ) {
        logLevel = level
        self.format = format
        self.isForJournal = isForJournal
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, own in own }
        let line = LogLine(
            level: event.level, message: event.message.description,
            details: all.sorted { $0.key < $1.key }.map { ($0.key, $0.value.description) },
            time: isForJournal ? nil : Date())
        let text = format == .json ? line.json : line.text
        write(isForJournal ? "<\(event.level.priority)>\(text)\n" : "\(text)\n")
    }

    /// In one piece where the system takes it so; what it does not take is lost rather than waited for.
    static func writeToStandardError(_ line: String) {
        var line = line
        line.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = Glibc.write(STDERR_FILENO, rest.baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            }
        }
    }
}

extension Logger.Level {
    /// As syslog(3) numbers them.
    fileprivate var priority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
