// SPDX-License-Identifier: Apache-2.0

/// Which Lanyard this is.
package enum Release {
    package static let version = "0.7.0"
}
