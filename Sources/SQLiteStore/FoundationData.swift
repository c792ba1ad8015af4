// SPDX-License-Identifier: Apache-2.0

import struct Foundation.Data

/// What GRDB binds as a BLOB.
typealias FoundationData = Foundation.Data
