import { expect, test } from 'vitest';
import { refusal } from '../../../../test/refusal.ts';
import { at, insertSamplesBefore, sampleRows } from './sample-rows.cases.ts';
import type { Store } from './store.ts';
import type { TableName } from './tables.ts';

const immutable = [
  ['record', 'record', 'bytes'],
  ['recordInput', 'record_input', 'role'],
  ['version', 'version', 'trainedBy'],
  ['verdict', 'verdict', 'evaluationDigest'],
  ['criterionResult', 'criterion_result', 'got'],
  ['waiver', 'waiver', 'person'],
  ['promotion', 'promotion', 'alias'],
  ['tombstone', 'tombstone', 'standIn'],
  ['auditEntry', 'audit_entry', 'bytes'],
] as const satisfies readonly (readonly [TableName, string, string])[];

/** Evidence cannot be changed through the database either. */
export function evidenceCases(open: () => Promise<Store>): void {
  test.each(immutable)('rows of %s never change', async (name, table, property) => {
    const store = await open();
    await insertSamplesBefore(store);
    const before = await store.read((r) => r.from(name).find({}));
    const updated = await refusal(store.write((t) => t.from(name).update({}, { [property]: 'forged' })));
    expect(updated).toMatchObject({ code: 'TND-4005', detail: { facts: { constraint: 'trigger' } } });
    expect(updated.message).toBe(`rows of ${table} never change: update refused`);
    const removed = await refusal(store.write((t) => t.from(name).remove({})));
    expect(removed.message).toBe(`rows of ${table} never change: delete refused`);
    expect(await store.read((r) => r.from(name).find({}))).toEqual(before);
  });

  test('an approval can be voided, once, and nothing else about it changes', async () => {
    const store = await open();
    await insertSamplesBefore(store);
    const update = (set: Partial<(typeof sampleRows.approval)[0]>) =>
      store.write((t) => t.from('approval').update({ id: 'approval1' }, set));
    const message = 'an approval can only be voided, once: update refused';
    expect((await refusal(update({ person: 'zoe' }))).message).toBe(message);
    expect((await refusal(update({ voidedAt: at, decision: 'reject' }))).message).toBe(message);
    expect(await update({ voidedAt: at, voidReason: 'the evaluation changed' })).toBe(1);
    expect((await refusal(update({ voidedAt: null }))).message).toBe(message);
    expect((await refusal(update({ voidedAt: at + 1 }))).message).toBe(message);
    const removed = await refusal(store.write((t) => t.from('approval').remove({})));
    expect(removed.message).toBe('rows of approval are voided, never removed: delete refused');
  });

  test('a deployment names the version that its promotion names', async () => {
    const store = await open();
    await insertSamplesBefore(store, 'deployment');
    const other = { ...sampleRows.version[0], number: 2, digest: sampleRows.record[0].digest };
    const refused = await refusal(
      store.write(async (t) => {
        await t.from('version').insert(other);
        await t.from('deployment').insert({ ...sampleRows.deployment[0], versionDigest: other.digest });
      }),
    );
    expect(refused.detail.facts).toEqual({ constraint: 'foreignKey' });
  });
}
