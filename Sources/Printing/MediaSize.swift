// SPDX-License-Identifier: Apache-2.0

/// How large a sheet or a label is, in millimetres.
package struct MediaSize: Hashable, Sendable, CustomStringConvertible {
    package let width: Double
    package let height: Double

    package init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    /// Labels are cut, and their names are rounded.
    private static let tolerance = 1.0

    /// Whether both are the same size, in either orientation.
    package func isLike(_ other: MediaSize) -> Bool {
        isNear(other) || isNear(other.turned)
    }

    /// Whether both are the same size in the same orientation.
    package func isNear(_ other: MediaSize) -> Bool {
        abs(width - other.width) <= Self.tolerance && abs(height - other.height) <= Self.tolerance
    }

    package var turned: MediaSize { MediaSize(width: height, height: width) }

    package var description: String { "\(Self.text(width)) × \(Self.text(height)) mm" }

    private static func text(_ length: Double) -> String {
        let tenths = Int((length * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
