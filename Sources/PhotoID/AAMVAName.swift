// SPDX-License-Identifier: Apache-2.0

extension DocumentName {
    /// Puts together the name from the elements of whatever version, or nil if there is none.
    init?(_ elements: AAMVAElements) {
        self.init()
        if let family = elements["DCS"] {
            self.family = DocumentName.words(family, isCut: elements["DDE"])
            let given = elements["DAC"] ?? elements["DCT"] ?? ""
            self.given = DocumentName.words(given, isCut: elements["DDF"])
            self.middle = DocumentName.words(elements["DAD"] ?? "", isCut: elements["DDG"])
        } else if let whole = elements["DAA"], whole.contains(",") || elements["DAB"] == nil || elements["DAC"] == nil {
            readWhole(whole)
        } else {
            family = DocumentName.words(elements["DAB"] ?? "", isCut: nil)
            given = DocumentName.words(elements["DAC"] ?? "", isCut: nil)
            middle = DocumentName.words(elements["DAD"] ?? "", isCut: nil)
        }
        isDoubtful = elements.isUncertain
        takeSuffix(elements["DCU"] ?? elements["DAE"])
        if isEmpty { return nil }
        if family.isEmpty { tellsFamilyFromGiven = false }
    }
}

extension DocumentName {
    /// Reads "FAMILY$GIVEN$MIDDLE" off a magnetic stripe, or nil if there is no name.
    init?(stripe text: ArraySlice<UInt8>) {
        self.init()
        let dollar = UInt8(ascii: "$")
        let separator = text.contains(dollar) ? dollar : UInt8(ascii: ",")
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
            .map { DocumentName.words($0.text, isCut: nil) }
        family = parts.first ?? []
        given = parts.dropFirst().first ?? []
        middle = parts.dropFirst(2).flatMap { $0 }
        takeSuffix(nil)
        if isEmpty { return nil }
        if family.isEmpty || given.isEmpty {
            given = family + given
            family = []
            tellsFamilyFromGiven = false
        }
    }

    /// Reads version 01's whole name: "LAST,FIRST,MIDDLE,SUFFIX", with fewer commas or none.
    ///
    /// The standard that it goes back to has "@" for the comma.
    private mutating func readWhole(_ text: String) {
        var parts = text.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "@" }.map(String.init)
        while let last = parts.last, last.allSatisfy({ $0.isWhitespace }) { parts.removeLast() }
        guard parts.count > 1 else {
            given = DocumentName.words(text, isCut: nil)
            tellsFamilyFromGiven = false
            return
        }
        family = DocumentName.words(parts[0], isCut: nil)
        given = DocumentName.words(parts[1], isCut: nil)
        middle = parts.dropFirst(2).flatMap { DocumentName.words($0, isCut: nil) }
    }

    /// Takes "JR" or "III" from its own element or from the end of a name.
    private mutating func takeSuffix(_ text: String?) {
        suffix = text.flatMap { NameSuffix.canonical($0) }
        for path in [\DocumentName.family, \.given, \.middle] {
            // A single "I" or "V" inside a name is an initial.
            guard self[keyPath: path].count > (path == \.middle ? 0 : 1), let last = self[keyPath: path].last,
                last.text.count > 1, let found = NameSuffix.canonical(last.text)
            else { continue }
            self[keyPath: path].removeLast()
            suffix = suffix ?? found
        }
    }

    /// Splits at blanks and commas, and leaves out the words that say that there is no name.
    private static func words(_ text: String, isCut flag: String?) -> [Component] {
        let absent: Set<String> = ["NONE", "UNAVL", "UNAVAIL", "NMN", "NFN"]
        var words = text.split { $0 == "," || $0 == "@" || $0.isWhitespace }.map { Component(text: String($0)) }
        words.removeAll { absent.contains($0.text) }
        // The flag says that the end of the element is missing, so only the last word can be short.
        if flag?.first == "T", let last = words.indices.last { words[last].mayBeCut = true }
        return words
    }
}
