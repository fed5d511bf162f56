import type { Stage } from '@tend/protocol';
import type { Reader } from '../store/store.ts';
import { waivedFindings } from './waived-findings.ts';

/**
 * What people decided about the findings of a stage, for its key: a stage is not reused across a new waiver, the end of
 * one, or the word of a person that something is resolved. Where that word was wrong, the finding opens again.
 */
export async function judgedFindings(reader: Reader, stage: Stage, now: number): Promise<readonly string[]> {
  const waived = [...(await waivedFindings(reader, now)).values()].filter((finding) => finding.stage === stage);
  const closed = await reader.from('finding').find({ stage, state: 'resolved' });
  return [
    ...waived.map(({ id, person, until }) => `waived ${id} by ${person} until ${until}`),
    ...closed.flatMap(({ id, person }) => (person === null ? [] : [`resolved ${id} by ${person}`])),
  ].sort();
}
