// SPDX-License-Identifier: Apache-2.0

import CCUPS

/// An IPP request or answer; the only owner of its pointer.
struct IPPMessage: ~Copyable {
    private var pointer: OpaquePointer

    /// A request to `printer`; throws away nothing and says nothing yet.
    init(_ operation: ipp_op_t, to printer: PrinterURI) throws(IPPFailure) {
        guard let pointer = ippNewRequest(operation) else { throw .outOfMemory }
        self.pointer = pointer
        add("printer-uri", printer.description, IPP_TAG_URI)
        add("requesting-user-name", "lanyard", IPP_TAG_NAME)
    }

    /// Takes over an answer that libcups has made.
    init(owning pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        ippDelete(pointer)
    }

    /// Hands the pointer to libcups, which frees it.
    consuming func handOver() -> OpaquePointer {
        let pointer = pointer
        discard self
        return pointer
    }

    var length: Int { ippLength(pointer) }
    var status: ipp_status_t { ippGetStatusCode(pointer) }

    func borrow<Result>(_ body: (OpaquePointer) -> Result) -> Result { body(pointer) }

    // MARK: Writing

    func add(_ name: String, _ value: String, _ type: ipp_tag_t, in group: ipp_tag_t = IPP_TAG_OPERATION) {
        _ = ippAddString(pointer, group, type, name, nil, value)
    }

    func add(_ name: String, _ value: Int, in group: ipp_tag_t = IPP_TAG_OPERATION) {
        _ = ippAddInteger(pointer, group, IPP_TAG_INTEGER, name, CInt(value))
    }

    func add(_ name: String, _ values: [String], in group: ipp_tag_t = IPP_TAG_OPERATION) {
        guard let first = values.first, let attribute = ippAddString(pointer, group, IPP_TAG_KEYWORD, name, nil, first)
        else { return }
        var list: OpaquePointer? = attribute
        for (index, value) in values.enumerated().dropFirst() {
            _ = ippSetString(pointer, &list, CInt(index), value)
        }
    }

    func addFalse(_ name: String) {
        _ = ippAddBoolean(pointer, IPP_TAG_OPERATION, name, 0)
    }

    /// Says how large the paper is, without margins: without it CUPS takes US Letter.
    func addMedia(widthInMillimetres width: Double, heightInMillimetres height: Double) {
        let size = ippNew()
        _ = ippAddInteger(size, IPP_TAG_ZERO, IPP_TAG_INTEGER, "x-dimension", CInt((width * 100).rounded()))
        _ = ippAddInteger(size, IPP_TAG_ZERO, IPP_TAG_INTEGER, "y-dimension", CInt((height * 100).rounded()))
        let media = ippNew()
        _ = ippAddCollection(media, IPP_TAG_ZERO, "media-size", size)
        for edge in ["top", "bottom", "left", "right"] {
            _ = ippAddInteger(media, IPP_TAG_ZERO, IPP_TAG_INTEGER, "media-\(edge)-margin", 0)
        }
        _ = ippAddCollection(pointer, IPP_TAG_JOB, "media-col", media)
        // A collection is counted: the request holds on to both.
        ippDelete(media)
        ippDelete(size)
    }

    // MARK: Reading; of an attribute that is sent twice the first counts

    func integer(_ name: String) -> Int? {
        for type in [IPP_TAG_INTEGER, IPP_TAG_ENUM] {
            if let attribute = ippFindAttribute(pointer, name, type) { return Int(ippGetInteger(attribute, 0)) }
        }
        return nil
    }

    func boolean(_ name: String) -> Bool? {
        ippFindAttribute(pointer, name, IPP_TAG_BOOLEAN).map { ippGetBoolean($0, 0) != 0 }
    }

    func strings(_ name: String) -> [String] {
        guard let attribute = ippFindAttribute(pointer, name, IPP_TAG_ZERO) else { return [] }
        return strings(of: attribute)
    }

    /// The number of the job that is called `name`, in an answer that lists jobs.
    ///
    /// Each job is a group; its attributes come in any order, and a separator without a name ends it.
    func jobNumber(named name: String) -> Int? {
        var number: Int?
        var isWanted = false
        var attribute = ippFirstAttribute(pointer)
        while let current = attribute {
            switch ippGetName(current).map({ String(cString: $0) }) {
            case nil: (number, isWanted) = (nil, false)
            case "job-id": number = Int(ippGetInteger(current, 0))
            case "job-name": isWanted = strings(of: current).first == name
            default: break
            }
            if isWanted, let number { return number }
            attribute = ippNextAttribute(pointer)
        }
        return nil
    }

    private func strings(of attribute: OpaquePointer) -> [String] {
        (0..<ippGetCount(attribute)).compactMap { index in
            ippGetString(attribute, index, nil).map { String(cString: $0) }
        }
    }
}

/// Why an exchange came to nothing, below what a printer means by it.
enum IPPFailure: Error, Equatable {
    case outOfMemory
    /// No connection was made: nothing was sent.
    case unreachable(String)
    /// The line broke or fell silent after something had been sent.
    case broken(String)
    /// The printer is there, but no encrypted connection could be made: nothing was sent.
    case tlsFailed(String)
}
