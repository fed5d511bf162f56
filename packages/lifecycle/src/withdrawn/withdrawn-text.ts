/** What stands in the place of an erased text. */
export const withdrawnText = '(withdrawn)';
