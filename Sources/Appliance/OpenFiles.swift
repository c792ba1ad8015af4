// SPDX-License-Identifier: Apache-2.0

import Glibc

/// How many files and connections this process may have open.
enum OpenFiles {
    /// Left to the database, the printers and whatever else the daemon opens.
    private static let reserve = 224
    /// More connections than screens and phones of any event have.
    private static let mostConnections = 4000

    /// As many connections as may be open at once; raises this process's limit, which is low, as far as it may.
    static func allowConnections() -> Int {
        var limit = rlimit()
        let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(files, &limit) == 0 else { return 1024 - reserve }
        let wanted = rlim_t(mostConnections + reserve)
        if limit.rlim_cur < wanted {
            var raised = rlimit(rlim_cur: min(wanted, limit.rlim_max), rlim_max: limit.rlim_max)
            if setrlimit(files, &raised) == 0 { limit = raised }
        }
        return max(64, Int(min(limit.rlim_cur, wanted)) - reserve)
    }
}
