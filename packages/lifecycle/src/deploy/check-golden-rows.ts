import { type GoldenCheck, Problem } from '@tend/protocol';
import { openStored } from '../evaluate/index.ts';
import { type Standing, versionName } from '../govern/index.ts';
import type { Deps } from '../ports.ts';
import { getRecord } from '../record/record.ts';
import { loadSnapshot } from '../stage/workbench.ts';
import { firstDifference, type GoldenRows } from '../train/index.ts';
import { standInOf } from '../withdrawn/index.ts';

/**
 * Asks the stored model again for the rows whose answers were kept at training, as a table and one by one. TND-3110 where a bit
 * differs: what was evaluated is then not what would serve. Not checked, with the reason, where there are no such rows any more.
 */
export async function checkGoldenRows(deps: Deps, standing: Standing): Promise<GoldenCheck> {
  const { version } = standing;
  const found = await deps.store.read(async (reader) => {
    const model = (await getRecord(deps, reader, 'model', version.modelDigest)).body;
    const golden = model.payloads?.golden;
    if (golden === undefined || model.inputs.run === null) return undefined;
    const { snapshot } = (await getRecord(deps, reader, 'run', model.inputs.run)).body.inputs;
    const { payload } = (await getRecord(deps, reader, 'snapshot', snapshot)).body;
    const isWhole = (await standInOf(reader, payload)) === undefined && (await standInOf(reader, golden)) === undefined;
    return { model, golden, snapshot, isWhole };
  });
  if (found === undefined)
    return { rows: 0, reason: version.origin === 'external' ? 'it ran elsewhere' : 'none were kept at its training' };
  if (!found.isWhole) return { rows: 0, reason: 'rows of its snapshot were withdrawn' };
  const golden = JSON.parse(deps.utf8.decode(await deps.blobs.get(found.golden))) as GoldenRows;
  const model = await openStored(deps, found.model);
  const difference = firstDifference(deps, model, model.context, await loadSnapshot(deps, found.snapshot), golden);
  if (difference === undefined) return { rows: golden.rows.length, reason: null };
  const { row, what, as } = difference;
  throw new Problem('TND-3110', {
    message: `${versionName(standing)} gives another ${what === 'score' ? 'score' : 'feature'} than at its training`,
    expected: `the same bits for ${golden.rows.length} golden rows, as a table and one by one`,
    came: `other ${what} of row ${row + 1} of its snapshot, as ${as}`,
    next: ['train it again with this version of Tend: npx --no-install tend run', 'npx --no-install tend reproduce'],
  });
}
