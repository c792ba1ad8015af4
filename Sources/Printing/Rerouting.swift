// SPDX-License-Identifier: Apache-2.0

package import Conference

extension PrintJob {
    /// The printer that stands in for this job's, or `nil` when the job had better stay.
    ///
    /// Only what no printer has taken may move; `isFit` says of a printer whether badges come out of it now.
    package func standIn(where isFit: (PrinterID) -> Bool) -> PrinterID? {
        guard case .queued = state else { return nil }
        return route.printers.first { $0 != printer && isFit($0) }
    }

    /// Whether its printer said that it will never take it.
    var wasRefused: Bool {
        guard case .queued(let reasons) = state else { return false }
        return reasons.contains { $0 == .documentRefused || $0 == .notFound }
    }
}
