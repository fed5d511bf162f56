import type { CoMissingness } from './co-missing.ts';

/** Correlation of two flags from which on one reason is the likely one for both. */
const leastPhi = 0.6;

/** Groups of columns whose missing cells lie in nearly the same rows: joined wherever two flags correlate by 0.6 or more. */
export function columnsMissingTogether({ together, pairs }: CoMissingness): readonly (readonly string[])[] {
  const links = [
    ...together.flatMap(({ columns: [first, ...others] }) =>
      first === undefined ? [] : others.map((other) => [first, other] as const),
    ),
    ...pairs.filter(({ phi }) => phi >= leastPhi).map(({ columns }) => columns),
  ];
  const groups = new Map<string, Set<string>>();
  for (const link of links) {
    const joined = new Set(link.flatMap((name) => [...(groups.get(name) ?? [name])]));
    for (const name of joined) groups.set(name, joined);
  }
  return [...new Set(groups.values())].map((group) => [...group]);
}
