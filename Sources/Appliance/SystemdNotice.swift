// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import ServiceLifecycle

/// Tells systemd, where it started this program, that the program is ready, lives, and stops.
///
/// The protocol is that of sd_notify(3): datagrams to the socket in `NOTIFY_SOCKET`.
struct SystemdNotice: Service {
    /// Says that the program lives, half as often again as systemd wants to hear it, and that it stops.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            guard let pause = Self.watchdogPause else {
                // Cancelled instead, it has nothing to say either.
                try? await gracefulShutdown()
                return
            }
            while !Task.isCancelled {
                Self.tell("WATCHDOG=1")
                // Cancelled by a shutdown: the condition ends the loop.
                try? await Task.sleep(for: pause)
            }
        }
        Self.tell("STOPPING=1")
    }

    /// A third of the time after which systemd takes this program for dead; `nil` when it does not.
    private static var watchdogPause: Duration? {
        guard let text = environment("WATCHDOG_USEC"), let microseconds = Int64(text), microseconds > 0,
            environment("WATCHDOG_PID").map({ $0 == String(getpid()) }) ?? true
        else { return nil }
        return .microseconds(microseconds / 3)
    }

    private static func environment(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name]
    }

    /// Sends one message; nobody listens where systemd did not start this program.
    static func tell(_ message: String) {
        guard let name = environment("NOTIFY_SOCKET"), var address = address(of: name) else { return }
        let descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        // A name in the abstract space ends where it ends; one in the file system may have a zero after it.
        let length = socklen_t(MemoryLayout<sa_family_t>.size + name.utf8.count)
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                // Not heard, it is systemd's to act on.
                _ = sendto(descriptor, message, message.utf8.count, CInt(MSG_NOSIGNAL), pointer, length)
            }
        }
    }

    private static func address(of name: String) -> sockaddr_un? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(name.utf8)
        guard let first = bytes.first, bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
        // By custom an @ stands for the zero with which abstract names begin.
        if first == UInt8(ascii: "@") { bytes[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return address
    }
}
