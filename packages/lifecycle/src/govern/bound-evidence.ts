import type { Ports } from '../ports.ts';
import { getRecord, hex } from '../record/record.ts';
import type { BoundEvidence } from './records.ts';
import { renderReport } from './render-report.ts';
import type { Standing } from './standing.ts';

/** What an approval is bound to, with the report that it keeps among the payloads. */
export interface EvidenceToBind {
  readonly bound: BoundEvidence;
  readonly report: Uint8Array;
}

/**
 * The digests that a decision on this standing is bound to; nothing is stored. The report is rendered from records
 * alone. An external model has neither data nor code here.
 */
export async function evidenceToBind(ports: Ports, standing: Standing): Promise<EvidenceToBind> {
  const { model, run, snapshot } = await ports.store.read(async (reader) => {
    const model = await getRecord(ports, reader, 'model', standing.version.modelDigest);
    const run =
      model.body.inputs.run === null ? undefined : await getRecord(ports, reader, 'run', model.body.inputs.run);
    const snapshot = run && (await getRecord(ports, reader, 'snapshot', run.body.inputs.snapshot));
    return { model: model.body, run: run?.body, snapshot: snapshot?.body };
  });
  const report = ports.utf8.encode(renderReport(standing, model, run));
  const bound: BoundEvidence = {
    data: snapshot?.payload ?? '',
    code: run?.payloads.code ?? '',
    model: model.payload,
    report: hex(ports.sha256(report)),
  };
  return { bound, report };
}
