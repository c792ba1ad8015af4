enum PhotoIDPlaceholder {}
