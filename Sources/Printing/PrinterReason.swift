// SPDX-License-Identifier: Apache-2.0

/// Why a printer does not print, as a word for which screens have sentences.
///
/// A keyword of IPP's `printer-state-reasons` (RFC 8011, 5.4.12) without its severity, or a word of ours in that form.
package struct PrinterReason: Hashable, Sendable, CustomStringConvertible {
    package let keyword: String

    /// The reason in `text`; only letters, digits and hyphens of it are kept, at most 80.
    package init(_ text: String) {
        let kept = text.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        keyword = String(kept.prefix(80))
    }

    package var description: String { keyword }

    /// Nobody answers at the printer's address.
    package static let offline = PrinterReason("offline")
    /// The printer answers, but takes no job now.
    package static let busy = PrinterReason("busy")
    package static let notAccepting = PrinterReason("not-accepting-jobs")
    /// There is no such printer or queue at that address.
    package static let notFound = PrinterReason("printer-not-found")
    /// The printer does not take this kind of document.
    package static let documentRefused = PrinterReason("document-refused")
    /// Its labels are of another size than the badge.
    package static let wrongMedia = PrinterReason("wrong-media")
    /// It is there, but no encrypted connection to it can be made.
    package static let tlsFailed = PrinterReason("tls-failed")
    /// Few labels are left.
    package static let mediaLow = PrinterReason("media-low")
    /// No labels are left.
    package static let mediaEmpty = PrinterReason("media-empty")
    /// The badge could not be made.
    package static let documentFailed = PrinterReason("document-failed")
    /// The badge was replaced before it was printed.
    package static let badgeRevoked = PrinterReason("badge-revoked")
    /// The printer gave the job up.
    package static let aborted = PrinterReason("job-aborted")
    package static let canceled = PrinterReason("job-canceled")
    /// The desk looked, and no badge had come out.
    package static let notInTray = PrinterReason("not-in-tray")
    static let stopped = PrinterReason("stopped")

    /// Whether nothing comes out of the printer before somebody has helped it.
    var holdsUp: Bool { Self.holdingUp.contains(keyword) }

    /// The keyword if it is one of those that Lanyard knows, or else `other`: printers may say what they like.
    package var knownKeyword: String {
        Self.holdingUp.contains(keyword) || Self.passing.contains(keyword) ? keyword : "other"
    }

    private static let passing: Set = [
        "busy", "marker-supply-low", "media-low", "moving-to-paused", "output-area-almost-full", "toner-low",
    ]

    private static let holdingUp: Set = [
        "cover-open", "document-refused", "door-open", "fuser-over-temp", "input-tray-missing", "interlock-open",
        "marker-supply-empty", "media-empty", "media-jam", "media-needed", "not-accepting-jobs", "offline",
        "output-area-full", "output-tray-missing", "paused", "printer-not-found", "shutdown", "spool-area-full",
        "stopped", "stopped-partly", "timed-out", "tls-failed", "toner-empty", "wrong-media",
    ]

    /// A `printer-state-reasons` value, or `nil` when it is a report that holds up nothing.
    package static func state(_ value: String) -> PrinterReason? {
        guard value != "none", !value.hasSuffix("-report") else { return nil }
        let severity = ["-error", "-warning"].first { value.hasSuffix($0) }
        return PrinterReason(String(value.dropLast(severity?.count ?? 0)))
    }
}
