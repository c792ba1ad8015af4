// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PhotoID

struct MagneticStripeTests {
    private static let number = "?;63699900123450=330119900101=?"

    @Test(arguments: [
        "%ZZSAMPLETON^MUSTER$ADA$DEE^1 SAMPLE STREET^" + number,
        "%ZZSAMPLETOWNSHIMUSTER$ADA$DEE^1 SAMPLE STREET^" + number,
        "ZZSAMPLETON^MUSTER$ADA$DEE^1 SAMPLE STREET^" + number, "%zzsampleton^muster$ada$dee^1 sample street^" + number,
        "%ZZSAMPLETON^MUSTER,ADA,DEE^1 SAMPLE STREET^" + number,
        "%ZZSAMPLETON&MUSTER$ADA$DEE&1 SAMPLE STREET&_Ö63699900=33?",
    ])
    func `reads the name behind the city`(stripe: String) throws {
        guard case .aamva(let name?) = Scan(stripe) else {
            Issue.record("not taken for a stripe")
            return
        }
        #expect(name.familyWords == ["MUSTER"])
        #expect(name.givenWords == ["ADA", "DEE"])
    }

    @Test(arguments: ["%ZZSAMPLETON^", "%ZZSAMPLETON^^1 SAMPLE STREET^" + number])
    func `says of a stripe without a name that it cannot be read`(stripe: String) {
        #expect(Scan(stripe) == .aamva(nil))
    }
}
