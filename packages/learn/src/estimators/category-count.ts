/** Codes of a feature are kept in 16 bits. */
const most = 65_535;

/** What `Feature.categories` must be, in words. */
export const categoryCount: string = `a whole number from 1 to ${most}`;

/** Whether a feature may have so many categories. */
export function isCategoryCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;
}
