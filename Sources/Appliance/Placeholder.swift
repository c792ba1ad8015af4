enum AppliancePlaceholder {}
