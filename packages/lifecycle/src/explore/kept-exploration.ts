import { foldFindings } from '@tend/learn';
import { type KeptExplorationAnswer, type ParsedInputOf, Problem } from '@tend/protocol';
import { findSnapshot } from '../diff/index.ts';
import type { Deps } from '../ports.ts';
import { standInOf } from '../withdrawn/index.ts';
import { answerOf, bySeverity, exploreCommand } from './answer-of.ts';
import type { KeptExplored } from './exploration-of.ts';
import { profilesOf } from './profiles-of.ts';
import { drawReport } from './report/draw-report.ts';
import type { ReportData } from './report/report-data.ts';

/**
 * What was explored last of the training rows of a snapshot, and is kept with it: the numbers, or the page that is drawn of them. No row is
 * read and nothing is explored, so that a server can answer. TND-1008 where nothing is kept.
 */
export async function keptExploration(
  deps: Deps,
  { data, as }: ParsedInputOf<'exploration'>,
): Promise<KeptExplorationAnswer> {
  const snapshot = await findSnapshot(deps, data);
  const payload = await newestKept(deps, snapshot);
  if (payload === undefined)
    throw new Problem('TND-1008', {
      message: `nothing is kept of an exploration of the snapshot ${snapshot.slice(0, 12)}`,
      expected: 'a snapshot that was explored',
      came: 'one that was not, or of which a person withdrew since',
      next: [exploreCommand],
    });
  const { exploration, findings, about } = JSON.parse(deps.utf8.decode(await deps.blobs.get(payload))) as KeptExplored;
  const shown: ReportData = {
    ...about,
    source: `snapshot ${snapshot.slice(0, 12)}`,
    exploration,
    findings: bySeverity(foldFindings(exploration, findings)),
    comparison: null,
    provenance: { command: exploreCommand, tend: deps.engine.tend, code: deps.engine.code, snapshot },
  };
  return { ...answerOf(shown, null), page: as === 'html' ? drawReport(shown) : null };
}

/** The payload of the newest profile of a snapshot of which a withdrawal left it. */
async function newestKept(deps: Deps, snapshot: string): Promise<string | undefined> {
  return deps.store.read(async (reader) => {
    const profiles = await profilesOf(deps, reader, snapshot);
    for (const { body } of profiles.toSorted((a, b) => b.envelope.at - a.envelope.at)) {
      const { exploration } = body.payloads;
      if ((await standInOf(reader, exploration)) === undefined) return exploration;
    }
    return undefined;
  });
}
