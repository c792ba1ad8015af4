// SPDX-License-Identifier: Apache-2.0

/// Generation marks behind a name, each in one spelling.
enum NameSuffix {
    private static let marks = [
        "JR": "JR", "JNR": "JR", "JUNIOR": "JR", "SR": "SR", "SNR": "SR",
        "I": "1", "1ST": "1", "II": "2", "2ND": "2", "III": "3", "3RD": "3", "IV": "4", "4TH": "4",
    ]

    static func canonical(_ text: String) -> String? {
        marks[text.filter { $0 != "." && $0 != " " }.uppercased()]
    }
}
