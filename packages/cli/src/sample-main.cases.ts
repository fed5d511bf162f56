import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '@tend/protocol';
import { answers, sampleProject } from './sample-project.cases.ts';
import { start } from './start.ts';

/** The real process around a sample project: `node sample-main.cases.ts run`, for tests of signals, pipes and terminals. */
const outcome = process.env.SAMPLE ?? '';

void start({
  version: '0.0.0',
  callers: {
    async serve({ onReady, signal }) {
      onReady('http://127.0.0.1:8080');
      while (!signal.aborted) await sleep(20);
    },
    async openProject(_folder, { onEvent, signal }) {
      const work = async (): Promise<void> => {
        onEvent({
          event: 'stageDone',
          stage: 'problem',
          state: 'done',
          summary: 'the charter is valid: inspect damaged aircraft first',
          details: [],
          durationMs: 31,
        });
        onEvent({
          event: 'stageDone',
          stage: 'data',
          state: 'reused',
          summary: 'strikes.csv: 10,000 rows, 14 columns, contract met',
          details: ['28% of the speeds are missing', '24 rows stand twice'],
          durationMs: 400,
        });
        onEvent({ event: 'stageStarted', stage: 'train' });
        const total = outcome === 'slow' ? 80 : 4;
        for (let done = 0; done < total; done++) {
          onEvent({ event: 'progress', stage: 'train', done, total, note: 'boosted trees' });
          await sleep(outcome === 'slow' ? 100 : 1);
          if (signal.aborted) throw new Problem('TND-9002', { message: 'interrupted in train' });
        }
        onEvent({
          event: 'stageDone',
          stage: 'train',
          state: 'done',
          summary: '24 of 24 trials, best boosted trees, ROC AUC 0.806',
          details: ['logistic regression comes within 0.002'],
          durationMs: 8123,
        });
        onEvent({ event: 'checkpoint', size: 41, rootHash: '9c1e07b4ab12aa' });
      };
      const { project } = sampleProject({
        run: async () => {
          await work();
          if (outcome === 'bug') throw new TypeError('x is not a function');
          if (outcome === 'refused') return { ...answers.evaluate, iteration: 1 };
          if (outcome === 'waiting') return { ...answers.run, state: 'waiting' };
          return answers.run;
        },
        deploy: () => {
          if (outcome !== 'refused') return answers.deploy;
          throw new Problem('TND-3101', {
            message: 'the gate refuses strikes@v2: recall-large fails, calibration cannot be shown',
            expected: 'every criterion passes or is waived',
            came: 'recall-large is 0.612 (0.545 to 0.675), asked at least 0.700 at 95%',
            next: [
              'npx --no-install tend waive v2 --criterion recall-large --reason TEXT --until DATE',
              'or improve the model: npx --no-install tend run',
            ],
          });
        },
      });
      return project;
    },
  },
});
