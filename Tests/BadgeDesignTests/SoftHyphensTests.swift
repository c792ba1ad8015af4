// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import BadgeDesign

struct SoftHyphensTests {
    @Test(arguments: [
        ("Ada Lovelace", "Ada Lovelace"),
        ("Donaudampfschifffahrt", "Donau|dampf|schiff|fahrt"),
        ("Xatzigeorgopoulos", "Xat|zi|geor|go|pou|los"),
        ("Nguyễn Thị", "Nguyễn Thị"),
        ("Щербаковаловский", "Щербаковаловский"),
        ("", ""),
    ])
    func `are put before a consonant with a vowel behind it, in long Latin words alone`(
        text: String, broken: String
    ) {
        #expect(text.withSoftHyphens().replacing("\u{AD}", with: "|") == broken)
    }
}
