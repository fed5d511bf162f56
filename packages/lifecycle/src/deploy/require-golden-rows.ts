import { checkGoldenRows, type GoldenAgreement, historyColumnsOf, MalformedModel } from '@tend/learn';
import { type GoldenCheck, Problem, type ProblemDetail } from '@tend/protocol';
import { loadColumns, type Row } from '@tend/table';
import { openStored, type StoredModel } from '../evaluate/index.ts';
import { type Version, versionName } from '../govern/index.ts';
import type { Ports } from '../ports.ts';
import { getRecord } from '../record/record.ts';
import type { ModelBody } from '../train/index.ts';
import { presentPayload, standInOf } from '../withdrawn/index.ts';

/**
 * As `goldenRowsOf`, for a version that is about to be promoted: TND-3110 too where it was trained before golden rows were kept, for
 * nobody could tell later whether it still answers as it was evaluated.
 */
export async function requireGoldenRowsKept(ports: Ports, version: Version): Promise<GoldenCheck> {
  const { body } = await ports.store.read((reader) => getRecord(ports, reader, 'model', version.modelDigest));
  if (version.origin === 'trained' && body.goldenRows === undefined)
    throw refusal({
      message: `${versionName({ version })} has no golden rows: it was trained before they were kept`,
      expected: 'rows whose features and scores were kept at training',
      came: 'none',
      next: ['train it again; nothing else has to change: npx --no-install tend run'],
    });
  return goldenRowsOf(ports, version);
}

/** As `requireGoldenRows`, of the stored model of a version; one that was made elsewhere has no recipe to run. */
export async function goldenRowsOf(ports: Ports, version: Version): Promise<GoldenCheck> {
  if (version.origin === 'external')
    return notChecked('not applicable, it was made elsewhere: there is no recipe to run');
  const { body } = await ports.store.read((reader) => getRecord(ports, reader, 'model', version.modelDigest));
  return requireGoldenRows(ports, version, body, await openStored(ports, body));
}

/**
 * Computes features and scores of a model's golden rows again, as a table, one by one and in another order, and compares every bit
 * with what was kept at training. TND-3110 names the first row and feature that differ. Not checked, with the reason, where none
 * were kept, and where a withdrawal took rows that its recipe looks back on.
 */
export async function requireGoldenRows(
  ports: Ports,
  version: Version,
  body: ModelBody,
  model: StoredModel,
): Promise<GoldenCheck> {
  const { payloads, goldenRows } = body;
  if (payloads === undefined || goldenRows === undefined) return notChecked('it was trained before they were kept');
  if (historyColumnsOf(model.manifest.recipe).length > 0 && !(await isSnapshotWhole(ports, body)))
    return notChecked('its recipe looks back on rows of its snapshot, of which some were withdrawn');
  const kept = await loadColumns(await ports.blobs.openTable(await presentPayload(ports, payloads.golden)));
  const { held, difference } = ofThisModel(version, () =>
    checkGoldenRows({ ...model, outputs: 1, predictRow: (row: Row) => Float64Array.of(model.predictRow(row)) }, kept),
  );
  if (difference === undefined) return { rows: held, withdrawn: goldenRows - held, reason: null };
  const { what, origin, way, expected, came } = difference;
  throw refusal({
    message: `${versionName({ version })} no longer answers as at its training: ${what} differs in the golden row "${origin}", computed ${way}`,
    expected,
    came,
  });
}

function notChecked(reason: string): GoldenCheck {
  return { rows: 0, withdrawn: 0, reason };
}

async function isSnapshotWhole(ports: Ports, { inputs }: ModelBody): Promise<boolean> {
  return ports.store.read(async (reader) => {
    const { snapshot } = (await getRecord(ports, reader, 'run', inputs.run ?? '')).body.inputs;
    const { payload } = (await getRecord(ports, reader, 'snapshot', snapshot)).body;
    return (await standInOf(reader, payload)) === undefined;
  });
}

function ofThisModel(version: Version, check: () => GoldenAgreement): GoldenAgreement {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof MalformedModel)) throw error;
    throw refusal({
      message: `the golden rows of ${versionName({ version })} are not those of its model: ${error.message}`,
    });
  }
}

function refusal(detail: ProblemDetail): Problem {
  return new Problem('TND-3110', {
    expected: 'the features and scores that were kept at training',
    next: ['train it again with this version of Tend: npx --no-install tend run', 'npx --no-install tend reproduce'],
    ...detail,
  });
}
