import type { Ports } from '../ports.ts';
import { getRecord } from '../record/record.ts';
import type { BoundEvidence } from './records.ts';
import { renderReport } from './render-report.ts';
import type { Standing } from './standing.ts';

/**
 * The digests that a decision on this standing is bound to. The report is rendered from records alone, so it is the same
 * text for as long as they are; it is put among the payloads. An external model has neither data nor code here.
 */
export async function boundEvidence(ports: Ports, standing: Standing): Promise<BoundEvidence> {
  const { model, run, snapshot } = await ports.store.read(async (reader) => {
    const model = await getRecord(ports, reader, 'model', standing.version.modelDigest);
    const run =
      model.body.inputs.run === null ? undefined : await getRecord(ports, reader, 'run', model.body.inputs.run);
    const snapshot = run && (await getRecord(ports, reader, 'snapshot', run.body.inputs.snapshot));
    return { model: model.body, run: run?.body, snapshot: snapshot?.body };
  });
  const report = await ports.blobs.put(ports.utf8.encode(renderReport(standing, model, run)));
  return {
    data: snapshot?.payload ?? '',
    code: run?.payloads.code ?? '',
    model: model.payload,
    report,
  };
}
