enum BadgeDesignPlaceholder {}
