import type { DeploymentSummary } from '@tend/protocol';
import type { Ports } from '../ports.ts';
import { isoInstant } from '../record/instant.ts';
import type { Tables } from '../store/tables.ts';

export type Deployment = Tables['deployment'];

/** The deployment that serves now. */
export async function servingDeployment(ports: Ports): Promise<Deployment | undefined> {
  return ports.store.read((reader) => reader.from('deployment').first({ state: 'serving' }, { descending: true }));
}

/** Short and sayable: it begins the id of every prediction. */
export function newDeploymentId(ports: Pick<Ports, 'randomHex'>): string {
  return `d${ports.randomHex(2)}`;
}

export async function summariseDeployment(ports: Ports, deployment: Deployment): Promise<DeploymentSummary> {
  const record = await ports.store.read((reader) => reader.from('record').first({ digest: deployment.recordDigest }));
  const segments = await ports.predictions.segments(deployment.id);
  return {
    id: deployment.id,
    model: deployment.modelName,
    version: deployment.versionNumber,
    versionDigest: deployment.versionDigest,
    since: isoInstant(deployment.at),
    by: record?.actor ?? 'unknown',
    predictions: segments.reduce((sum, segment) => sum + segment.rowCount, 0),
  };
}
