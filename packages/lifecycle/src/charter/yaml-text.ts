/** A text of YAML: quoting as JSON does is always safe. Plain words stay as they are. */
export function yamlText(value: string): string {
  return /^[A-Za-z][A-Za-z0-9 _./-]*[A-Za-z0-9]$/.test(value) && !/^(true|false|null|yes|no|on|off)$/i.test(value)
    ? value
    : JSON.stringify(value);
}

/** A value in the flow style of YAML, on one line. */
export function yamlFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(yamlFlow).join(', ')}]`;
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => `${key}: ${yamlFlow(item)}`)
      .join(', ')}}`;
  return JSON.stringify(value);
}
