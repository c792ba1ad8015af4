// SPDX-License-Identifier: Apache-2.0
#include "czxing.h"

#include <ZXing/ReadBarcode.h>

#include <memory>
#include <vector>

struct czxing_codes {
    std::vector<std::vector<uint8_t>> contents;
};

namespace {

/// More codes than this are not held up to a door at once.
constexpr uint8_t most_codes = 4;

ZXing::DecodeHints hints()
{
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode);
    hints.setMaxNumberOfSymbols(most_codes);
    // A QR code has three corners of its own and is found in any direction.
    hints.setTryRotate(false);
    return hints;
}

} // namespace

// An exception that left one of these functions would end the daemon.

czxing_codes *czxing_read_qr(const uint8_t *luma, int width, int height)
try {
    auto codes = std::make_unique<czxing_codes>();
    const ZXing::ImageView picture(luma, width, height, ZXing::ImageFormat::Lum);
    for (const auto &result : ZXing::ReadBarcodes(picture, hints())) {
        if (!result.isValid() || result.format() != ZXing::BarcodeFormat::QRCode) continue;
        const auto &bytes = result.bytes();
        codes->contents.emplace_back(bytes.begin(), bytes.end());
    }
    return codes.release();
} catch (...) {
    return nullptr;
}

size_t czxing_count(const czxing_codes *codes)
{
    return codes->contents.size();
}

const uint8_t *czxing_bytes(const czxing_codes *codes, size_t index, size_t *length)
{
    const auto &bytes = codes->contents[index];
    *length = bytes.size();
    return bytes.data();
}

void czxing_free(czxing_codes *codes)
{
    delete codes;
}
