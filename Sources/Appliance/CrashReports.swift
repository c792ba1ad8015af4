// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What would be written of this process's memory when it crashes.
package enum CrashReports {
    /// Forbids them, for this process and all that it starts: what was scanned a moment ago is still in memory.
    package static func forbid() {
        forbidCoreDumps()
        forbidBacktraces()
    }

    /// One byte, and not none: the kernel takes no notice of a limit of 0 where it pipes the memory to a crash
    /// reporter, but dumps nothing at a limit of 1 (`do_coredump` in Linux's `fs/coredump.c`).
    private static func forbidCoreDumps() {
        let coreSize = CInt(RLIMIT_CORE.rawValue)
        var oneByte = rlimit(rlim_cur: 1, rlim_max: 1)
        if setrlimit(coreSize, &oneByte) == 0 { return }
        // A limit below 1 cannot be raised to 1, and is as good where the memory would go to a file.
        var nothing = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(coreSize, &nothing)
    }

    /// Takes back the handlers by which Swift's runtime shows registers, and the memory that they point to, in the log.
    ///
    /// They also keep a crashed daemon from being started again for as long as they look up names, which was minutes.
    private static func forbidBacktraces() {
        for crash in [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] { signal(crash, SIG_DFL) }
    }
}
