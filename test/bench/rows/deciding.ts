/** Commands decided per second, no log in between: deciders must be far from limiting. */
import type { RecordContribution } from '#domain/contribution/commands';
import { contribution } from '#domain/contribution/decider';
import { NO_TERMS } from '#domain/funding-source/events';
import { NO_PARTNERSHIP_DETAILS } from '#domain/partnership/events';
import { partnership } from '#domain/partnership/decider';
import { circumstances } from '../../support/circumstances.ts';
import { perSecond, type Row, type Settings } from '../support/result.ts';
import { median } from '../support/statistics.ts';

const COMMANDS = 100_000;

const MUNICIPALITY = {
  profile: {
    title: 'Fondi del Comune',
    originShares: [{ origin: 'MUNICIPALITY', bp: 10_000 }],
    fundCode: null,
    repayable: false,
    ...NO_TERMS,
  },
};
const PARTNERSHIP = {
  ...partnership.initial,
  profile: {
    ...NO_PARTNERSHIP_DETAILS,
    title: 'Coprogettazione',
    instrument: 'COPROGETTAZIONE',
    leadBody: 'lead',
    from: '2020-01-01',
    to: '2030-12-31',
    cup: null,
  },
};
const CIRCUMSTANCES = circumstances({
  others: [
    ['funding-source', 'source', MUNICIPALITY],
    ['partnership', 'partnership', PARTNERSHIP],
  ],
});

export async function measure({ rounds }: Settings): Promise<readonly Row[]> {
  const commands = Array.from({ length: COMMANDS }, (_, index) => recording(index));
  decideAll(commands);
  const [ours, besides]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(rateOf(() => decideAll(commands)));
    besides.push(rateOf(() => copyAll(commands)));
  }
  const rate = median(ours);
  return [
    {
      work: 'commands decided: recording money',
      settings: `${COMMANDS} different commands, one thread, ${rounds} rounds`,
      goal: '≥ 200000 /s',
      reached: { value: rate, text: `${Math.round(rate).toLocaleString('en')} /s` },
      ours: perSecond(rate, 'commands'),
      beside: `the same commands written and read as JSON: ${perSecond(median(besides), 'commands')}`,
    },
  ];
}

function recording(index: number): RecordContribution {
  const day = String((index % 28) + 1).padStart(2, '0');
  return {
    kind: 'record',
    partnership: 'partnership',
    externalRef: `REG/${index}`,
    statement: {
      payer: 'lead',
      bringer: 'lead',
      receiver: null,
      fundingSource: 'source',
      stage: 'COMMITTED',
      resource: { kind: 'CASH', amount: { amount: `${index + 1}.25`, currency: 'EUR' } },
      effective: { from: `2025-03-${day}`, to: `2025-03-${day}` },
      dating: 'STATED',
      usersArea: null,
      cup: null,
      place: null,
      act: null,
      evidence: [],
    },
  };
}

function decideAll(commands: readonly RecordContribution[]): void {
  for (const command of commands) {
    const decision = contribution.decide(command, contribution.initial, CIRCUMSTANCES);
    if ('rejected' in decision) throw new Error(`refused: ${JSON.stringify(decision)}`);
  }
}

function copyAll(commands: readonly RecordContribution[]): void {
  for (const command of commands) JSON.parse(JSON.stringify(command));
}

function rateOf(run: () => void): number {
  const start = performance.now();
  run();
  return COMMANDS / ((performance.now() - start) / 1_000);
}
