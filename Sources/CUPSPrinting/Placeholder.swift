enum CUPSPrintingPlaceholder {}
