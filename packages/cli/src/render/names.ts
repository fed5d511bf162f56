import type { DeploymentSummary, VersionSummary } from '@tend/protocol';
import type { Colour, Look } from './look.ts';

/** The first 12 digits of a digest, enough to name it and to copy. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 12);
}

/** `strikes v2`. */
export function versionName(version: Pick<VersionSummary, 'model' | 'number'>): string {
  return `${version.model} v${version.number}`;
}

export function deploymentName(deployment: DeploymentSummary): string {
  return `${deployment.model} v${deployment.version}`;
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
