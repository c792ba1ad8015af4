// SPDX-License-Identifier: Apache-2.0
#include <cups/cups.h>
#include <cups/http.h>
#include <cups/ipp.h>
#include <cups/pwg.h>
#include <cups/raster.h>
