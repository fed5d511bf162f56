import type { DeploymentSummary, VersionSummary } from '@tend/protocol';
import type { Colour, Look } from './look.ts';

/** The first 12 digits of a digest, enough to name it and to copy; an id that is no digest stays whole. */
export function shortDigest(digest: string): string {
  return /^[0-9a-f]{13,}$/.test(digest) ? digest.slice(0, 12) : digest;
}

/** `strikes@v2`, which is also what commands take. */
export function versionName(version: Pick<VersionSummary, 'name' | 'number'>): string {
  return `${version.name}@v${version.number}`;
}

export function deploymentName(deployment: DeploymentSummary): string {
  return `${deployment.model}@v${deployment.version}`;
}

/** A person, marked where nothing but a folder's word stands for the name. */
export function personName(name: string | null, knownBy: string | null): string {
  if (name === null) return '';
  return knownBy === 'claimed' ? `${name} (claimed)` : name;
}

/** The sentence that carries the verdict. */
export function verdictSentence(look: Look, kind: 'pass' | 'fail' | 'waiting', text: string): string {
  const colour: Readonly<Record<typeof kind, Colour>> = { pass: 'green', fail: 'red', waiting: 'yellow' };
  return `${look.paint[colour[kind]](look.glyphs[kind])} ${look.paint.bold(text)}`;
}
