/** `versionDigest` -> `version_digest`; used for tables and columns alike. */
export function columnName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `version_digest` -> `versionDigest`. */
export function propertyName(column: string): string {
  return column.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}
