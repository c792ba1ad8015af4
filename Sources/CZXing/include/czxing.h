// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The contents of the QR codes in one picture.
typedef struct czxing_codes czxing_codes;

/// Reads the QR codes, and no other kind, in a picture of one byte for each pixel, row by row, without gaps.
///
/// Returns NULL when the decoder failed. Whoever calls frees what is returned, by czxing_free.
czxing_codes *czxing_read_qr(const uint8_t *luma, int width, int height);

size_t czxing_count(const czxing_codes *codes);

/// The bytes of the code at `index`, which live as long as `codes`; their number goes to `length`.
const uint8_t *czxing_bytes(const czxing_codes *codes, size_t index, size_t *length);

void czxing_free(czxing_codes *codes);

#ifdef __cplusplus
}
#endif
