export { cellsOf } from './cells-of.ts';
export { keepRows } from './keep-rows.ts';
export type { TombstoneBody } from './records.ts';
export { presentPayload, putTombstone, standInOf } from './tombstones.ts';
export { tombstonesOf, withdrawnSince } from './version-tombstones.ts';
export { keyedDigest, requireSecret } from './withdrawn-keys.ts';
export { withdrawnText } from './withdrawn-text.ts';
export { withoutWithdrawn } from './without-withdrawn.ts';
