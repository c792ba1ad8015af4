// SPDX-License-Identifier: Apache-2.0

import Foundation
import Meters

/// What the system says of this process, under the names that programs which watch processes know.
enum ProcessFigures {
    static func write(to page: inout Exposition) {
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        if let fields = statusFields(), fields.count > 21, ticks > 0 {
            // Behind the name, as proc(5) counts them: user and system time, start, resident pages.
            let seconds = ((Double(fields[11]) ?? 0) + (Double(fields[12]) ?? 0)) / ticks
            page.counter("process_cpu_seconds_total", "Processor time in seconds.", [.init([], seconds)])
            if let boot = bootTime(), let started = Double(fields[19]) {
                page.gauge(
                    "process_start_time_seconds", "When the daemon started, in seconds since 1970.",
                    [.init([], boot + started / ticks)])
            }
            let resident = (Int(fields[21]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
            page.gauge("process_resident_memory_bytes", "Memory in use.", [.init([], resident)])
        }
        if let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            page.gauge("process_open_fds", "Open files and connections.", [.init([], open.count)])
        }
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(7), &limit) == 0 {
            page.gauge("process_max_fds", "The most files and connections.", [.init([], Double(limit.rlim_cur))])
        }
    }

    /// The fields of `/proc/self/stat` behind the program's name, which may hold blanks.
    private static func statusFields() -> [Substring]? {
        // Where there is no such file there are no such figures.
        guard let text = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        return text[text.index(after: end)...].split(separator: " ")
    }

    private static func bootTime() -> Double? {
        guard let text = try? String(contentsOfFile: "/proc/stat", encoding: .utf8) else { return nil }
        return text.split(separator: "\n").first { $0.hasPrefix("btime ") }.flatMap { Double($0.dropFirst(6)) }
    }
}
