// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PhotoID

struct SpellingTests {
    @Test(arguments: [
        ("Müller", ["muller", "mueller", "muxxller"]), ("Ibáñez", ["ibanez", "ibanxxez"]), ("Weiß", ["weiss"]),
        ("Sørås", ["soras", "soeraas", "soraas", "soeras"]), ("Łukasz", ["lukasz"]), ("Þórður", ["thordur"]),
        ("Ada", ["ada"]),
        ("Işıl", ["isil"]), ("Nguyễn", ["nguyen"]), ("Юлия", ["iuliia", "yuliya", "iulyia", "yulyya"]),
        ("Ευάγγελος", ["evangelos"]),
        ("明", ["ming"]), ("강", ["kang", "gang", "gahng", "kahng"]), ("陈", ["chen", "chan", "tan", "chin"]),
        ("さくら", ["sakura"]), ("!?", []),
    ])
    func `spells a word as documents and people do`(word: String, spellings: [String]) {
        #expect(Spelling.all(of: word) == spellings)
    }

    // Serbia's, Bulgaria's, Ukraine's and Belarus's own ways.
    @Test(arguments: [
        ("Живковић", "zivkovic"), ("Христов", "hristov"), ("Щерев", "shterev"), ("Григоренко", "hryhorenko"),
    ])
    func `spells a Cyrillic word as its state's passports do`(word: String, spelling: String) {
        #expect(Spelling.all(of: word).contains(spelling))
    }

    @Test(arguments: [("mueller", "muller"), ("soerensen", "sorensen"), ("ibanxxez", "ibanez"), ("aase", "ase")])
    func `has one coarse key for the ways to write an umlaut`(left: String, right: String) {
        #expect(Spelling.coarseKey(left) == Spelling.coarseKey(right))
    }

    @Test(arguments: [
        ("Jean-Luc O'Sample", ["Jean", "Luc", "OSample"]), ("van  der Muster", ["van", "der", "Muster"]),
        ("AdaMuster", ["Ada", "Muster"]), ("李小明", ["李", "小", "明"]), ("A. B. Muster", ["A", "B", "Muster"]),
    ])
    func `splits a name into words`(text: String, words: [String]) {
        #expect(NameWord.words(of: text, role: .unknown).map(\.text) == words)
    }

    @Test(arguments: [
        "Dr. Ada Muster", "Ada Muster, PhD", "Prof. Dr. Ada Muster M.Sc.", "Muster, Ada", "Muster, Ada, MD",
    ])
    func `leaves titles and degrees out`(text: String) {
        #expect(WrittenName(text).words.map(\.text) == ["Ada", "Muster"])
    }
}

struct EditDistanceTests {
    @Test(arguments: [
        ("muster", "muster", 0), ("muster", "musetr", 1), ("muster", "mster", 1), ("muster", "mustter", 1),
        ("muster", "nuster", 1), ("muster", "probe", 5), ("ca", "abc", 3),
    ])
    func `counts edits, a swap of neighbours as one`(left: String, right: String, distance: Int) {
        #expect(EditDistance(of: Array(left.utf8)).distance(to: Array(right.utf8)).whole == distance)
    }

    @Test func `agrees with the table that is filled cell by cell`() {
        var state: UInt64 = 7
        func word() -> [UInt8] {
            state = state &* 6_364_136_223_846_793_005 &+ 1
            let length = Int(state >> 60)
            return (0..<length).map { UInt8(97 + (state >> UInt64(8 + 3 * $0)) % 3) }
        }
        for _ in 0..<500 {
            let (left, right) = (word(), word())
            #expect(EditDistance(of: left).distance(to: right).whole == table(left, right))
        }
    }

    private func table(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var rows = [Array(0...right.count)]
        for row in left.indices {
            var next = [row + 1]
            for column in right.indices {
                let cost = left[row] == right[column] ? 0 : 1
                var best = min(rows[row][column] + cost, rows[row][column + 1] + 1, next[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = min(best, rows[row - 1][column - 1] + 1)
                }
                next.append(best)
            }
            rows.append(next)
        }
        return rows[left.count][right.count]
    }
}
