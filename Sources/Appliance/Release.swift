// SPDX-License-Identifier: Apache-2.0

/// Which Lanyard this is: program, screens and package.
package enum Release {
    /// `tools/package` reads it here.
    package static let version = "0.7.0"
}
