enum KioskHTTPPlaceholder {}
