import { describe, expect, test } from 'vitest';
import { refusal } from '../../../../test/refusal.ts';
import { at, insertSamplesBefore, sampleRows, trainer, versionDigest } from './sample-rows.cases.ts';
import type { Store, Transaction } from './store.ts';
import type { Tables } from './tables.ts';

/** The gate in the database: what no route, no library and no direct insert may do. */
export function promotionGateCases(open: () => Promise<Store>): void {
  const verdict = (id: string) => ({ ...sampleRows.verdict[0], id });
  const result = (row: Partial<Tables['criterionResult']>) => ({ ...sampleRows.criterionResult[0], ...row });
  const waiver = (row: Partial<Tables['waiver']>) => ({ ...sampleRows.waiver[0], criterion: 'beats-rule', ...row });
  const approval = (row: Partial<Tables['approval']>) => ({ ...sampleRows.approval[0], ...row });
  const failing = result({ verdict: 'fail', got: '0.008' });
  const complaint = 'criterion beats-rule: asked at least 0.02, got 0.008 (fail)';

  /** A version with one verdict, whatever `prepare` adds, and then the attempt to promote it. */
  const promote = async (
    prepare: (t: Transaction) => Promise<unknown>,
    row: Partial<Tables['promotion']> = {},
  ): Promise<void> => {
    const store = await open();
    await insertSamplesBefore(store, 'criterionResult');
    await store.write(prepare);
    await store.write((t) => t.from('promotion').insert({ ...sampleRows.promotion[0], ...row }));
    expect(await store.read((r) => r.from('promotion').count({}))).toBe(1);
  };
  const refused = async (...attempt: Parameters<typeof promote>): Promise<string> => {
    const problem = await refusal(promote(...attempt));
    expect(problem).toMatchObject({
      code: 'TND-4005',
      category: 'refused',
      detail: { facts: { constraint: 'trigger' } },
    });
    return problem.message;
  };
  const passing = async (t: Transaction) => {
    await t.from('criterionResult').insert(result({}));
  };
  const passingAndApproved = async (t: Transaction) => {
    await passing(t);
    await t.from('approval').insert(approval({}));
  };
  const failingAndApproved = async (t: Transaction) => {
    await t.from('criterionResult').insert(failing);
    await t.from('approval').insert(approval({}));
  };

  describe('promotion gate', () => {
    test('a passing, approved version is promoted', () => promote(passingAndApproved));

    test('a failed criterion is named with what was asked and what was got', async () => {
      expect(await refused(failingAndApproved)).toBe(complaint);
    });

    test('every criterion in the way is named, in the order of the charter; unknown blocks like fail', async () => {
      const message = await refused(async (t) => {
        const slices = { criterion: 'slices', position: 2, asked: 'every slice at least 0.6', got: 'too few rows' };
        await t.from('criterionResult').insert(result({ ...slices, verdict: 'unknown' }));
        await t.from('criterionResult').insert(result({ criterion: 'cost', position: 1 }), failing);
        await t.from('approval').insert(approval({}));
      });
      expect(message).toBe(
        `${complaint}; criterion slices: asked every slice at least 0.6, got too few rows (unknown)`,
      );
    });

    test('a verdict without results is no verdict', async () => {
      const message = await refused((t) => t.from('approval').insert(approval({})));
      expect(message).toBe('verdict verdict1 has no criterion results');
    });

    test('an older verdict does not count once there is a newer one', async () => {
      const message = await refused(async (t) => {
        await passingAndApproved(t);
        // Written later with an earlier time: the order of writing decides, never a clock.
        await t.from('verdict').insert({ ...verdict('verdict2'), at: at - 5000 });
        await t.from('criterionResult').insert({ ...failing, verdictId: 'verdict2' });
      });
      expect(message).toBe(`verdict verdict1 is not the newest of version ${versionDigest}: that is verdict2`);
    });

    test('a version without a verdict, and a version of another model', async () => {
      const other = { ...sampleRows.version[0], number: 2, digest: sampleRows.record[0].digest };
      const message = await refused((t) => t.from('version').insert(other), { versionDigest: other.digest });
      expect(message).toBe(`version ${other.digest} has no verdict`);
      expect(await refused(passingAndApproved, { modelName: 'delays' })).toBe(
        `version ${versionDigest} is of model strikes, not delays`,
      );
    });

    test.each<[string, Partial<Tables['waiver']>, boolean]>([
      ['at its first moment', { at }, true],
      ['not yet given', { at: at + 1 }, false],
      ['in its last millisecond', { expiresAt: at + 1 }, true],
      ['expired', { expiresAt: at, at: at - 10 }, false],
      ['for another criterion', { criterion: 'cost' }, false],
      ['by the person who trained', { person: trainer }, false],
    ])('a waiver %s', async (_name, row, holds) => {
      const attempt = async (t: Transaction) => {
        await failingAndApproved(t);
        await t.from('waiver').insert(waiver(row));
      };
      if (holds) await promote(attempt);
      else expect(await refused(attempt)).toBe(complaint);
    });

    test('an approval is asked for, one for each person, by others than who trained', async () => {
      const asked = (n: number) => `approvals: asked ${n} by others than ${trainer}, who trained, got`;
      expect(await refused(passing)).toBe(`${asked(1)} 0`);
      const byTrainer = async (t: Transaction) => {
        await passing(t);
        await t.from('approval').insert(approval({ person: trainer, isSeparate: 0 }));
      };
      expect(await refused(byTrainer)).toBe(`${asked(1)} 0`);
      await promote(byTrainer, { mustBeSeparate: 0 });
      const twice = async (t: Transaction) => {
        await passingAndApproved(t);
        await t.from('approval').insert(approval({ id: 'approval2' }));
      };
      expect(await refused(twice, { requiredApprovals: 2 })).toBe(`${asked(2)} 1`);
      expect(await refused(passing, { mustBeSeparate: 0 })).toBe('approvals: asked 1, got 0');
      const byTwo = async (t: Transaction) => {
        await passingAndApproved(t);
        await t.from('approval').insert(approval({ id: 'approval2', person: 'zoe' }));
      };
      await promote(byTwo, { requiredApprovals: 2 });
      await promote(passing, { requiredApprovals: 0 });
    });

    test('a voided approval, and one of an older verdict, do not count', async () => {
      const voided = async (t: Transaction) => {
        await passing(t);
        await t.from('approval').insert(approval({ voidedAt: at, voidReason: 'a newer evaluation' }));
      };
      expect(await refused(voided)).toMatch(/^approvals: asked 1 .* got 0$/);
      const older = async (t: Transaction) => {
        await passingAndApproved(t);
        await t.from('verdict').insert(verdict('verdict2'));
        await t.from('criterionResult').insert(result({ verdictId: 'verdict2' }));
      };
      expect(await refused(older, { verdictId: 'verdict2' })).toMatch(/^approvals: asked 1 .* got 0$/);
    });

    test('a rejection stands against any number of approvals until it is voided', async () => {
      const rejected = async (t: Transaction) => {
        await passingAndApproved(t);
        await t.from('approval').insert(approval({ id: 'rejection', person: 'zoe', decision: 'reject' }));
      };
      expect(await refused(rejected)).toBe(`version ${versionDigest} was rejected by zoe`);
      await promote(async (t) => {
        await rejected(t);
        await t.from('approval').update({ id: 'rejection' }, { voidedAt: at, voidReason: 'withdrawn' });
      });
    });
  });
}
