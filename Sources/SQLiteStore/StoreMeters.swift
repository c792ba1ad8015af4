// SPDX-License-Identifier: Apache-2.0

package import Meters

/// What the writer counts of its commits: two readings of a clock and two additions each, however many share one.
package struct StoreMeters: Sendable {
    /// How long commits took, from the first decision until all were on the disk.
    package let commitSeconds = Histogram(bounds: Histogram.waits)
    /// How many decisions shared a commit.
    package let commitDecisions = Histogram(bounds: Histogram.batches)
    /// Commits that the disk or the schema refused.
    package let failedCommits = Tally()
}
